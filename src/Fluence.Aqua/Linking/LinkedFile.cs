using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Linking;

/// <summary>A file whose imports are there and whose names and types are known.</summary>
/// <param name="Syntax">The file.</param>
/// <param name="Seen">As importers see it.</param>
/// <param name="Compiled">As it is compiled.</param>
internal sealed record LinkedFile(FileSyntax Syntax, RawModule Seen, RawModule Compiled);
