using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;

namespace Fluence.Market.Queries;

/// <summary>Reads a document; nothing of it may be nested deeper than <see cref="MaxDepth"/>.</summary>
internal ref struct GraphQlParser
{
    private const int MaxDepth = 32;

    private GraphQlLexer _lexer;
    private GraphQlToken _token;
    private int _depth;

    private GraphQlParser(string text)
    {
        _lexer = new GraphQlLexer(text);
        _token = _lexer.Next();
    }

    /// <exception cref="GraphQlException">The text is no document.</exception>
    public static GraphQlDocument Parse(string text)
    {
        GraphQlParser parser = new(text);
        ImmutableArray<GraphQlOperation>.Builder operations = ImmutableArray.CreateBuilder<GraphQlOperation>();
        ImmutableDictionary<string, GraphQlFragment>.Builder fragments = ImmutableDictionary.CreateBuilder<string, GraphQlFragment>();
        while (parser._token.Kind != GraphQlTokenKind.End)
        {
            if (parser._token is { Kind: GraphQlTokenKind.Name, Value: "fragment" })
            {
                GraphQlFragment fragment = parser.ReadFragment();
                fragments[fragment.Name] = fragment;
            }
            else
            {
                operations.Add(parser.ReadOperation());
            }
        }

        return new GraphQlDocument(operations.ToImmutable(), fragments.ToImmutable());
    }

    private GraphQlFragment ReadFragment()
    {
        Take("fragment");
        string name = TakeName();
        Take("on");
        string type = TakeName();
        ReadDirectives();
        return new GraphQlFragment(name, type, ReadSelections());
    }

    private GraphQlOperation ReadOperation()
    {
        int position = _token.Position;
        if (_token.Value == "{")
        {
            return new GraphQlOperation(null, [], ReadSelections(), position);
        }

        string kind = TakeName();
        if (kind != "query")
        {
            throw new GraphQlException($"'{kind}' is not supported: this index can only be queried", position);
        }

        string? name = _token.Kind == GraphQlTokenKind.Name ? TakeName() : null;
        ImmutableArray<GraphQlParameter>.Builder parameters = ImmutableArray.CreateBuilder<GraphQlParameter>();
        if (TryTake("("))
        {
            while (!TryTake(")"))
            {
                parameters.Add(ReadParameter());
            }
        }

        ReadDirectives();
        return new GraphQlOperation(name, parameters.ToImmutable(), ReadSelections(), position);
    }

    private GraphQlParameter ReadParameter()
    {
        Take("$");
        string name = TakeName();
        Take(":");
        bool isRequired = ReadType();
        bool hasDefault = TryTake("=");
        object? value = hasDefault ? ReadValue() : null;
        ReadDirectives();
        return new GraphQlParameter(name, isRequired, value, hasDefault);
    }

    private bool ReadType()
    {
        Enter();
        if (TryTake("["))
        {
            ReadType();
            Take("]");
        }
        else
        {
            TakeName();
        }

        _depth--;
        return TryTake("!");
    }

    private ImmutableArray<GraphQlSelection> ReadSelections()
    {
        Enter();
        Take("{");
        ImmutableArray<GraphQlSelection>.Builder selections = ImmutableArray.CreateBuilder<GraphQlSelection>();
        while (!TryTake("}"))
        {
            selections.Add(_token.Value == "..." && _token.Kind == GraphQlTokenKind.Sign ? ReadSpread() : ReadField());
        }

        _depth--;
        return selections.Count > 0 ? selections.ToImmutable() : throw new GraphQlException("nothing is selected", _token.Position);
    }

    private GraphQlSpread ReadSpread()
    {
        int position = _token.Position;
        Take("...");
        if (_token.Kind == GraphQlTokenKind.Name && _token.Value != "on")
        {
            string name = TakeName();
            return new GraphQlSpread(name, null, [], ReadDirectives(), position);
        }

        string? type = null;
        if (_token.Kind == GraphQlTokenKind.Name)
        {
            Take("on");
            type = TakeName();
        }

        ImmutableArray<GraphQlDirective> directives = ReadDirectives();
        return new GraphQlSpread(null, type, ReadSelections(), directives, position);
    }

    private GraphQlField ReadField()
    {
        int position = _token.Position;
        string key = TakeName();
        string name = TryTake(":") ? TakeName() : key;
        ImmutableDictionary<string, object?> arguments = ReadArguments();
        ImmutableArray<GraphQlDirective> directives = ReadDirectives();
        ImmutableArray<GraphQlSelection> selections = _token is { Kind: GraphQlTokenKind.Sign, Value: "{" } ? ReadSelections() : [];
        return new GraphQlField(key, name, arguments, selections, directives, position);
    }

    private ImmutableArray<GraphQlDirective> ReadDirectives()
    {
        ImmutableArray<GraphQlDirective>.Builder directives = ImmutableArray.CreateBuilder<GraphQlDirective>();
        while (TryTake("@"))
        {
            string name = TakeName();
            directives.Add(new GraphQlDirective(name, ReadArguments()));
        }

        return directives.ToImmutable();
    }

    private ImmutableDictionary<string, object?> ReadArguments()
    {
        ImmutableDictionary<string, object?>.Builder arguments = ImmutableDictionary.CreateBuilder<string, object?>();
        if (TryTake("("))
        {
            while (!TryTake(")"))
            {
                string name = TakeName();
                Take(":");
                arguments[name] = ReadValue();
            }
        }

        return arguments.ToImmutable();
    }

    private object? ReadValue()
    {
        Enter();
        GraphQlToken token = _token;
        object? value;
        if (TryTake("$"))
        {
            value = new GraphQlVariable(TakeName());
        }
        else if (TryTake("["))
        {
            List<object?> items = [];
            while (!TryTake("]"))
            {
                items.Add(ReadValue());
            }

            value = items;
        }
        else if (TryTake("{"))
        {
            Dictionary<string, object?> members = new(StringComparer.Ordinal);
            while (!TryTake("}"))
            {
                string name = TakeName();
                Take(":");
                members[name] = ReadValue();
            }

            value = members;
        }
        else
        {
            value = ReadScalar(token);
            _token = _lexer.Next();
        }

        _depth--;
        return value;
    }

    private static object? ReadScalar(GraphQlToken token) => token switch
    {
        { Kind: GraphQlTokenKind.Text } => token.Value,
        { Kind: GraphQlTokenKind.Name, Value: "null" } => null,
        { Kind: GraphQlTokenKind.Name, Value: "true" } => true,
        { Kind: GraphQlTokenKind.Name, Value: "false" } => false,
        { Kind: GraphQlTokenKind.Name } => token.Value,
        { Kind: GraphQlTokenKind.Number, Value.Length: < 100 } when BigInteger.TryParse(
            token.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number) => number,
        { Kind: GraphQlTokenKind.Number } when double.TryParse(
            token.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => throw new GraphQlException(Unexpected(token, "a value"), token.Position),
    };

    private void Enter()
    {
        if (++_depth > MaxDepth)
        {
            throw new GraphQlException($"the document is nested deeper than {MaxDepth}", _token.Position);
        }
    }

    private string TakeName()
    {
        GraphQlToken token = _token;
        if (token.Kind != GraphQlTokenKind.Name)
        {
            throw new GraphQlException(Unexpected(token, "a name"), token.Position);
        }

        _token = _lexer.Next();
        return token.Value;
    }

    private void Take(string expected)
    {
        if (!TryTake(expected))
        {
            throw new GraphQlException(Unexpected(_token, $"'{expected}'"), _token.Position);
        }
    }

    private bool TryTake(string expected)
    {
        bool isThere = _token.Value == expected && _token.Kind is GraphQlTokenKind.Sign or GraphQlTokenKind.Name;
        if (isThere)
        {
            _token = _lexer.Next();
        }

        return isThere;
    }

    private static string Unexpected(GraphQlToken token, string expected) =>
        $"expected {expected}, found {(token.Kind == GraphQlTokenKind.End ? "the end" : $"'{token.Value}'")}";
}
