namespace Fluence.Marine.Configuration;

/// <summary>A Rust crate by which other modules import a module.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version.</param>
public sealed record RustBindingCrate(string Name, string Version);
