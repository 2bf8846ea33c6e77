using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>
/// Finds out what the names of a file mean and which types its values have. A mistake is reported once; what depends on it is left out
/// silently. Methods return null for what has a mistake.
/// </summary>
internal sealed partial class FileAnalyzer
{
    private readonly DiagnosticSink _sink;
    private readonly NameScopes _names = new();
    private readonly ServiceScopes _services = new();
    private readonly Dictionary<string, AquaType> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RawModule> _modules = new(StringComparer.Ordinal);
    private readonly FreshNames _fresh = new();

    // names whose definition has a mistake: using them is no mistake of its own
    private readonly HashSet<string> _broken = new(StringComparer.Ordinal);

    // null where nobody asks what names mean
    private readonly SymbolRecorder? _symbols;

    private FileAnalyzer(RawModule module, DiagnosticSink sink, SymbolRecorder? symbols)
    {
        _sink = sink;
        _symbols = symbols;
        foreach ((string path, RawPart part) in module.AllParts())
        {
            Know(path, part);
        }

        foreach ((string path, RawModule inner) in module.AllModules())
        {
            _modules[path] = inner;
        }
    }

    /// <summary>Adds what a file defines to what it imports.</summary>
    /// <param name="file">The file.</param>
    /// <param name="imported">What it imports, and the constants from outside.</param>
    /// <param name="sink">Takes mistakes.</param>
    /// <param name="symbols">Takes what names mean, where somebody asks.</param>
    internal static RawModule Analyze(FileSyntax file, RawModule imported, DiagnosticSink sink, SymbolRecorder? symbols = null)
    {
        FileAnalyzer analyzer = new(imported, sink, symbols);
        List<RawPart> parts = [];
        foreach (ItemSyntax item in file.Items)
        {
            if (analyzer.Item(item) is { } part)
            {
                parts.Add(part);
            }
            else
            {
                analyzer._broken.Add(item.Name.Text);
            }
        }

        RawModule module = imported;
        foreach (RawPart part in parts)
        {
            module = module with { Parts = module.Parts.Add(module, part) };
        }

        return module;
    }

    private void Know(string path, RawPart part)
    {
        _symbols?.Know(path, part.Origin);
        switch (part)
        {
            case RawConstant constant:
                _names.DefineConstant(path, constant.Value.Type);
                break;
            case RawFunctionPart function:
                _names.DefineFunction(path, function.Function.Type);
                break;
            case RawType type:
                _types[path] = type.Type;
                break;
            case RawService service:
                _types[path] = service.Type;
                _services.Define(path, service.DefaultId is not null);
                break;
        }
    }

    private T? Error<T>(TextSpan span, string code, string message, string? hint = null)
        where T : class
    {
        _sink.Error(span, code, message, hint);
        return null;
    }

    /// <summary>Whether a value fits where another type is expected; reports where it does not.</summary>
    private bool Fits(ValueSyntax place, AquaType expected, AquaType given)
    {
        if (expected.Accepts(given))
        {
            return true;
        }

        if (expected is NamedType named && given is NamedType other)
        {
            return FieldsFit(place, named, other);
        }

        string? hint = given.IsData && expected.Accepts(CollectionType.Option(given)) ? "try an option of the value: `?[value]`"
            : given is CollectionType { Form: CollectionForm.Option } option && expected.Accepts(option.Element)
                ? "the value is an option; `!` takes what is in it, which may wait for it" : null;
        _sink.Error(place.Span, "type-mismatch", $"the value is of another type: expected {expected}, found {given}", hint);
        return false;
    }

    private bool FieldsFit(ValueSyntax place, NamedType expected, NamedType given)
    {
        if (expected.Fields.Count < given.Fields.Count)
        {
            _sink.Error(place.Span, "type-mismatch", $"the value has other members: expected {expected}, found {given}");
            return false;
        }

        foreach ((string name, AquaType type) in expected.Fields)
        {
            if (!given.Fields.TryGetValue(name, out AquaType? other))
            {
                _sink.Error(place.Span, "type-mismatch", $"the value has no `{name}`: expected {expected}, found {given}");
                return false;
            }

            ValueSyntax inner = place is ConstructorSyntax constructor
                && constructor.Arguments.FirstOrDefault(argument => argument.Name.Text == name) is { } argument ? argument.Value : place;
            if (!Fits(inner, type, other))
            {
                return false;
            }
        }

        return true;
    }

    private bool Define(NameSyntax name, AquaType type, bool isParameter = false)
    {
        _symbols?.DefineLocal(name, type, isParameter);
        if (_names.Read(name.Text) is not null)
        {
            _sink.Error(name.Span, "name-defined-twice", $"`{name}` is defined in the scope already");
            return false;
        }

        if (type is ArrowType arrow)
        {
            _names.DefineArrow(name.Text, arrow);
        }
        else
        {
            _names.DefineVariable(name.Text, type);
        }

        return true;
    }

    /// <summary>After a mistake in its definition: a name may be used without a message.</summary>
    private void DefineBroken(NameSyntax name, bool isParameter = false)
    {
        _symbols?.DefineLocal(name, null, isParameter);
        _broken.Add(name.Text);
    }

    private T? UnknownName<T>(NameSyntax name, IEnumerable<string> known)
        where T : class
    {
        if (_sink.IsFull)
        {
            return null;
        }

        string first = name.Text.Split('.')[0];
        return _broken.Contains(name.Text) || _broken.Contains(first) ? Broken<T>(name)
            : Error<T>(name.Span, "unknown-name", $"`{name}` is not defined here", SimilarNames.Hint(name.Text, known));
    }

    // there is a mistake already, whose message is enough
    private T? Broken<T>(NameSyntax name)
        where T : class => _sink.HasErrors ? null : Error<T>(name.Span, "unknown-name", $"`{name}` has no meaning");

    private void OpenScope()
    {
        _symbols?.Open();
        _names.Open();
        _services.Open();
    }

    private void CloseScope()
    {
        _symbols?.Close();
        _names.Close();
        _services.Close();
    }
}
