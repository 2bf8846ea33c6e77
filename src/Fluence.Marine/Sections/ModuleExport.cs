namespace Fluence.Marine.Sections;

/// <summary>Something that a module exports.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Index">Its index among those of its kind.</param>
public sealed record ModuleExport(string Name, ExternKind Kind, uint Index);
