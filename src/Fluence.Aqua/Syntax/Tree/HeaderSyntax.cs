using System.Collections.Immutable;

namespace Fluence.Aqua.Syntax.Tree;

/// <summary>A line of a file's header.</summary>
internal abstract class HeaderSyntax(TextSpan span) : SyntaxNode(span);

/// <summary><c>aqua Name declares *</c> or <c>declares a, B</c>; with the word <c>module</c>, as it was before 0.14.</summary>
internal sealed class ModuleSyntax(
    TextSpan span, TextSpan word, bool isOldWord, NameSyntax name, bool declaresAll, ImmutableArray<NameSyntax> declares)
    : HeaderSyntax(span)
{
    internal TextSpan Word { get; } = word;

    internal bool IsOldWord { get; } = isOldWord;

    internal NameSyntax Name { get; } = name;

    internal bool DeclaresAll { get; } = declaresAll;

    /// <summary>The names declared; empty where none are named.</summary>
    internal ImmutableArray<NameSyntax> Declares { get; } = declares;
}

/// <summary>
/// <c>import "path"</c>, <c>import a as b from "path"</c>, <c>use "path" as Name</c> or <c>use a from "path" as Name</c>.
/// </summary>
internal sealed class ImportSyntax(
    TextSpan span, bool isUse, ImmutableArray<RenamedSyntax> names, TextSpan pathSpan, string path, NameSyntax? module)
    : HeaderSyntax(span)
{
    /// <summary>Whether the names come under a module's name.</summary>
    internal bool IsUse { get; } = isUse;

    /// <summary>The names picked; empty for all.</summary>
    internal ImmutableArray<RenamedSyntax> Names { get; } = names;

    /// <summary>The place of the path with its quotes.</summary>
    internal TextSpan PathSpan { get; } = pathSpan;

    /// <summary>The path as it is written.</summary>
    internal string Path { get; } = path;

    /// <summary>The name of the module here; null for its own.</summary>
    internal NameSyntax? Module { get; } = module;
}

/// <summary><c>export a, b as c</c>.</summary>
internal sealed class ExportSyntax(TextSpan span, ImmutableArray<RenamedSyntax> names) : HeaderSyntax(span)
{
    internal ImmutableArray<RenamedSyntax> Names { get; } = names;
}
