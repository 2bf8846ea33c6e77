namespace Fluence.Marine.Sections;

/// <summary>Something that a module imports.</summary>
/// <param name="Namespace">The module that provides it.</param>
/// <param name="Name">Its name there.</param>
/// <param name="Kind">What it is.</param>
public sealed record ModuleImport(string Namespace, string Name, ExternKind Kind);
