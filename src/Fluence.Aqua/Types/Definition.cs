using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.Types;

/// <summary>What a name stands for.</summary>
internal enum DefinitionKind : byte
{
    /// <summary>A constant.</summary>
    Constant,

    /// <summary>A function or closure.</summary>
    Function,

    /// <summary>A data type or an alias.</summary>
    Type,

    /// <summary>An ability.</summary>
    Ability,

    /// <summary>A service.</summary>
    Service,

    /// <summary>A variable.</summary>
    Variable,

    /// <summary>A parameter.</summary>
    Parameter,

    /// <summary>A member that is data.</summary>
    Field,

    /// <summary>A member that is a function.</summary>
    Method,

    /// <summary>A module.</summary>
    Module,
}

/// <summary>The place at which a name gets its meaning. It is noted for editors only.</summary>
internal sealed class Definition(SourceFile source, TextSpan span, string name, DefinitionKind kind, AquaType? type)
{
    private readonly Dictionary<string, Definition> _members = new(StringComparer.Ordinal);

    internal SourceFile Source { get; } = source;

    internal TextSpan Span { get; } = span;

    internal string Name { get; } = name;

    internal DefinitionKind Kind { get; } = kind;

    /// <summary>The type; null where a mistake hides it.</summary>
    internal AquaType? Type { get; } = type;

    internal void AddMember(Definition member) => _members[member.Name] = member;

    internal Definition? Member(string name) => _members.GetValueOrDefault(name);

    /// <summary>Whether both are the same place of the same file, perhaps read at different times.</summary>
    internal bool IsSame(Definition other) => ReferenceEquals(this, other) || (Source.Path == other.Source.Path && Span == other.Span);
}
