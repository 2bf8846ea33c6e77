using System.Globalization;
using System.Numerics;
using System.Text.Json;

namespace Fluence.Market.Queries;

/// <summary>Values of a query, with its variables in their places.</summary>
internal sealed class GraphQlValues
{
    // what a variable is that nobody gave: an argument or member with it is as if it were not there
    private static readonly object Absent = new();

    private readonly Dictionary<string, object?> _variables = new(StringComparer.Ordinal);

    /// <summary>The variables of an operation, as JSON gives them.</summary>
    /// <exception cref="GraphQlException">One that is required is missing.</exception>
    public GraphQlValues(GraphQlOperation operation, JsonElement variables)
    {
        foreach (GraphQlParameter parameter in operation.Parameters)
        {
            if (variables.ValueKind == JsonValueKind.Object && variables.TryGetProperty(parameter.Name, out JsonElement given))
            {
                _variables[parameter.Name] = FromJson(given);
            }
            else if (parameter.HasDefault)
            {
                _variables[parameter.Name] = parameter.Default;
            }
            else if (parameter.IsRequired)
            {
                throw new GraphQlException($"the variable ${parameter.Name} is required, and missing", operation.Position);
            }
            else
            {
                _variables[parameter.Name] = Absent;
            }
        }
    }

    /// <summary>An argument; false where it is not given.</summary>
    public bool TryGet(IReadOnlyDictionary<string, object?> arguments, string name, out object? value)
    {
        value = arguments.TryGetValue(name, out object? written) ? Resolve(written) : Absent;
        bool isGiven = !ReferenceEquals(value, Absent);
        value = isGiven ? value : null;
        return isGiven;
    }

    private object? Resolve(object? value)
    {
        switch (value)
        {
            case GraphQlVariable variable:
                return _variables.TryGetValue(variable.Name, out object? given) ? given
                    : throw new GraphQlException($"the variable ${variable.Name} is not declared");
            case List<object?> items:
                return items.Select(Resolve).Where(static each => !ReferenceEquals(each, Absent)).ToList();
            case Dictionary<string, object?> members:
                Dictionary<string, object?> resolved = new(StringComparer.Ordinal);
                foreach ((string name, object? member) in members)
                {
                    object? inner = Resolve(member);
                    if (!ReferenceEquals(inner, Absent))
                    {
                        resolved[name] = inner;
                    }
                }

                return resolved;
            default:
                return value;
        }
    }

    private static object? FromJson(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.GetRawText() is { Length: < 100 } text && BigInteger.TryParse(
            text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number) => number,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Array => value.EnumerateArray().Select(FromJson).ToList(),
        JsonValueKind.Object => value.EnumerateObject().GroupBy(static each => each.Name, StringComparer.Ordinal)
            .ToDictionary(static each => each.Key, static each => FromJson(each.Last().Value), StringComparer.Ordinal),
        _ => null,
    };
}
