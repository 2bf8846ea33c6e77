using System.Globalization;
using System.Numerics;
using Fluence.Market.Indexing;

namespace Fluence.Market.Queries;

/// <summary>Makes SQL of the filters of a query: <c>{price_lte: "5", provider_: {name: "x"}, or: [...]}</c>.</summary>
/// <param name="parameters">The values in it, which are never part of the text.</param>
internal sealed class FilterSql(List<object?> parameters)
{
    private const int MaxParameters = 5000;

    // the longer ones first, as one ends with another
    private static readonly string[] Operators =
    [
        "_not_starts_with_nocase", "_not_ends_with_nocase", "_not_contains_nocase", "_not_starts_with", "_not_ends_with", "_not_contains",
        "_starts_with_nocase", "_ends_with_nocase", "_contains_nocase", "_starts_with", "_ends_with", "_contains", "_not_in", "_not",
            "_gte",
        "_lte", "_gt", "_lt", "_in",
    ];

    private int _aliases;

    /// <summary>The condition that rows of a type meet.</summary>
    /// <param name="type">The type.</param>
    /// <param name="alias">Its name in the SQL.</param>
    /// <param name="filter">The filter.</param>
    /// <exception cref="GraphQlException">The filter is none of this type.</exception>
    public string Build(EntityType type, string alias, object? filter)
    {
        if (filter is null)
        {
            return "1";
        }

        if (filter is not Dictionary<string, object?> conditions)
        {
            throw new GraphQlException($"a filter of {type.Name} is an object");
        }

        List<string> all = [];
        foreach ((string key, object? value) in conditions)
        {
            all.Add(key is "and" or "or" ? Combine(type, alias, key, value) : Condition(type, alias, key, value));
        }

        return all.Count == 0 ? "1" : $"({string.Join(" AND ", all)})";
    }

    /// <summary>A value in the SQL.</summary>
    public string Parameter(object? value)
    {
        if (parameters.Count >= MaxParameters)
        {
            throw new GraphQlException($"a query compares with {MaxParameters} values at most");
        }

        parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"@{parameters.Count - 1}");
    }

    private string Combine(EntityType type, string alias, string key, object? value)
    {
        IEnumerable<object?> parts = value as List<object?> ?? [value];
        string[] conditions = [.. parts.Select(each => Build(type, alias, each))];
        return conditions.Length == 0 ? "1" : $"({string.Join(key == "and" ? " AND " : " OR ", conditions)})";
    }

    private string Condition(EntityType type, string alias, string key, object? value)
    {
        if (key.EndsWith('_') && type.Find(key[..^1]) is { Target: { } target } relation)
        {
            string inner = string.Create(CultureInfo.InvariantCulture, $"t{++_aliases}");
            EntityType other = IndexSchema.Type(target);
            string link = relation.Kind == FieldKind.Derived ? $"{inner}.\"{relation.Via}\" = {alias}.id"
                : $"{inner}.id = {alias}.\"{relation.Name}\"";
            return $"EXISTS (SELECT 1 FROM \"{target}\" {inner} WHERE {link} AND {Build(other, inner, value)})";
        }

        string comparison = "";
        EntityField? field = type.Find(key);
        foreach (string candidate in Operators)
        {
            if (field is null && key.EndsWith(candidate, StringComparison.Ordinal))
            {
                field = type.Find(key[..^candidate.Length]);
                comparison = candidate;
            }
        }

        return field is { IsStored: true }
            ? Compare($"{alias}.\"{field.Name}\"", field, comparison, value)
            : throw new GraphQlException($"{type.Name} has no filter '{key}'");
    }

    private string Compare(string column, EntityField field, string comparison, object? value)
    {
        switch (comparison)
        {
            case "" or "_not":
                return value is null ? $"{column} IS {(comparison == "" ? "" : "NOT ")}NULL"
                    : $"{column} {(comparison == "" ? "=" : "IS NOT")} {Parameter(Stored(field, value))}";
            case "_in" or "_not_in":
                string list = string.Join(", ", (value as List<object?> ?? [value]).Select(each => Parameter(Stored(field, each))));
                return comparison == "_in" ? $"{column} IN ({list})" : $"({column} IS NULL OR {column} NOT IN ({list}))";
            case "_gt" or "_gte" or "_lt" or "_lte":
                string sign = (comparison[1] == 'g' ? ">" : "<") + (comparison.EndsWith('e') ? "=" : "");
                return $"{column} {sign} {Parameter(Stored(field, value))}";
            default:
                return Contains(column, field, comparison, value);
        }
    }

    private string Contains(string column, EntityField field, string comparison, object? value)
    {
        if (field.Kind is FieldKind.Int or FieldKind.BigInt or FieldKind.Boolean || value is not string text)
        {
            throw new GraphQlException($"'{field.Name}{comparison}' compares text");
        }

        bool isNegated = comparison.StartsWith("_not", StringComparison.Ordinal);
        bool ignoresCase = comparison.EndsWith("_nocase", StringComparison.Ordinal);
        string part = Parameter(ignoresCase ? text.ToLowerInvariant() : text);
        string whole = ignoresCase ? $"lower({column})" : column;
        string found = comparison.Contains("contains", StringComparison.Ordinal) ? $"instr({whole}, {part}) > 0"
            : comparison.Contains("starts", StringComparison.Ordinal) ? $"substr({whole}, 1, length({part})) = {part}"
            : $"(length({part}) = 0 OR substr({whole}, -length({part})) = {part})";
        return isNegated ? $"NOT coalesce({found}, 0)" : found;
    }

    /// <summary>A value as the database holds those of a field.</summary>
    private static object? Stored(EntityField field, object? value) => (field.Kind, value) switch
    {
        (_, null) => null,
        (FieldKind.BigInt, BigInteger number) => Entity.Sortable(number),
        (FieldKind.BigInt, string text)
            when BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) =>
            number.Sign < 0 ? "" : Entity.Sortable(number),
        (FieldKind.Int, BigInteger number) => (long)BigInteger.Clamp(number, long.MinValue, long.MaxValue),
        (FieldKind.Int, string text)
            when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) => number,
        (FieldKind.Boolean, bool flag) => flag ? 1L : 0L,

        // addresses and ids are kept in lower case
        (FieldKind.Id or FieldKind.Reference or FieldKind.Text, string text) =>
            text.StartsWith("0x", StringComparison.Ordinal) ? text.ToLowerInvariant() : text,
        _ => throw new GraphQlException($"'{field.Name}' cannot be compared with {value}: it is of the kind {field.Kind}"),
    };
}
