using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Notes for editors what the names of a file mean, and at one place which names could stand there.</summary>
/// <param name="source">The file.</param>
/// <param name="wanted">A name that occurs only at the place where names are wanted; null where none are.</param>
internal sealed class SymbolRecorder(SourceFile source, string? wanted = null)
{
    private readonly List<SymbolUse> _uses = [];
    private readonly Dictionary<string, Definition> _parts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Definition> _types = new(StringComparer.Ordinal);
    private readonly Stack<Dictionary<string, Definition>> _scopes = new();

    /// <summary>The names of the file in the order in which they were met.</summary>
    internal IReadOnlyList<SymbolUse> Uses => _uses;

    /// <summary>The files imported, by the place of their path.</summary>
    internal List<(TextSpan Span, string Path)> Imports { get; } = [];

    /// <summary>The names that could stand at the wanted place; null while it is not met.</summary>
    internal List<(string Name, AquaType? Type, DefinitionKind Kind)>? Offers { get; private set; }

    internal void Open() => _scopes.Push(new Dictionary<string, Definition>(StringComparer.Ordinal));

    internal void Close() => _scopes.Pop();

    internal bool IsWanted(NameSyntax name) => wanted is not null && Offers is null && name.Text.EndsWith(wanted, StringComparison.Ordinal);

    internal void Offer(IEnumerable<(string Name, AquaType? Type, DefinitionKind Kind)> names) => Offers = [.. names];

    /// <summary>Notes the definition of something that only the present scope sees.</summary>
    internal void DefineLocal(NameSyntax name, AquaType? type, bool isParameter)
    {
        DefinitionKind kind = isParameter ? DefinitionKind.Parameter
            : type is ArrowType ? DefinitionKind.Function : DefinitionKind.Variable;
        Definition definition = Note(name, kind, type);
        if (_scopes.TryPeek(out Dictionary<string, Definition>? scope))
        {
            scope[name.Text] = definition;
        }
    }

    /// <summary>Notes a definition of the file, with its members.</summary>
    internal Definition DefineItem(ItemSyntax item, AquaType? type)
    {
        (DefinitionKind kind, IEnumerable<MemberSyntax> members) = item switch
        {
            ConstSyntax => (DefinitionKind.Constant, []),
            FuncSyntax => (DefinitionKind.Function, (IEnumerable<MemberSyntax>)[]),
            ServiceSyntax service => (DefinitionKind.Service, service.Members),
            AbilitySyntax ability => (DefinitionKind.Ability, ability.Members),
            DataSyntax data => (DefinitionKind.Type, data.Members),
            _ => (DefinitionKind.Type, []),
        };
        Definition definition = Note(item.Name, kind, type);
        foreach (MemberSyntax member in members)
        {
            AquaType? memberType = (type as NamedType)?.Fields.GetValueOrDefault(member.Name.Text);
            definition.AddMember(Note(
                member.Name, member.Type is ArrowTypeSyntax ? DefinitionKind.Method : DefinitionKind.Field, memberType));
        }

        Know(item.Name.Text, definition);
        return definition;
    }

    /// <summary>Makes a definition, perhaps of another file, known under a path.</summary>
    internal void Know(string path, Definition? definition)
    {
        if (definition is { Kind: DefinitionKind.Type or DefinitionKind.Ability or DefinitionKind.Service })
        {
            _types[path] = definition;
        }
        else if (definition is not null)
        {
            _parts[path] = definition;
        }
    }

    internal void Use(NameSyntax name, Definition? definition, SymbolForm form = SymbolForm.Plain, AquaType? type = null)
    {
        if (definition is not null)
        {
            int length = name.Text.Length - name.Text.LastIndexOf('.') - 1;
            _uses.Add(new SymbolUse(new TextSpan(name.Span.End - length, name.Span.End), definition, IsDefinition: false, form, type));
        }
    }

    internal void UseValue(NameSyntax name, bool isShort = false)
    {
        foreach (Dictionary<string, Definition> scope in _scopes)
        {
            if (scope.TryGetValue(name.Text, out Definition? local))
            {
                Use(name, local, isShort ? SymbolForm.ShortVariable : SymbolForm.Plain);
                return;
            }
        }

        Definition? definition = _parts.GetValueOrDefault(name.Text) ?? _types.GetValueOrDefault(name.Text);
        Use(name, definition, isShort ? SymbolForm.ShortVariable : SymbolForm.Plain);
    }

    internal void UseType(NameSyntax name) => Use(name, _types.GetValueOrDefault(name.Text));

    internal void UseMember(NameSyntax name, AquaType root, bool isShort = false)
    {
        if (root is NamedType { Origin: { } owner } named)
        {
            Use(name, owner.Member(name.Text), isShort ? SymbolForm.ShortMember : SymbolForm.Plain,
                named.Fields.GetValueOrDefault(name.Text));
        }
    }

    private Definition Note(NameSyntax name, DefinitionKind kind, AquaType? type)
    {
        Definition definition = new(source, name.Span, name.Text, kind, type);
        _uses.Add(new SymbolUse(name.Span, definition, IsDefinition: true));
        return definition;
    }
}
