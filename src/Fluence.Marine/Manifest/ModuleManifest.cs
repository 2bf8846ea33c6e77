namespace Fluence.Marine.Manifest;

/// <summary>What a module says about itself.</summary>
/// <param name="Authors">Its authors.</param>
/// <param name="Version">Its own version.</param>
/// <param name="Description">What it does.</param>
/// <param name="Repository">Where its sources are.</param>
/// <param name="BuildTime">When it was built, as RFC 3339 text, kept as it was written.</param>
public sealed record ModuleManifest(string Authors, SemVersion Version, string Description, string Repository, string BuildTime)
{
    /// <summary>The name of the custom section.</summary>
    public const string SectionName = "__fluence_wasm_module_manifest";
}
