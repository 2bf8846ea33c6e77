using System.Collections.Immutable;

namespace Fluence.Ethereum.Generator;

/// <summary>Names of the ABI as C# has them.</summary>
internal static class Names
{
    // members of the records themselves
    private static readonly HashSet<string> Taken = new(StringComparer.Ordinal)
    {
        "Function", "Selector", "Topic", "Encode", "Decode", "TryDecode", "Describe", "DescribeError", "ToLog",
        "Equals", "GetHashCode", "GetType",
        "ToString", "Deconstruct", "MemberwiseClone", "EqualityContract", "PrintMembers", "Abi", "Codec",
    };

    /// <summary><c>min_workers</c>, <c>_minWorkers</c> and <c>minWorkers</c> are <c>MinWorkers</c>.</summary>
    internal static string Pascal(string name) => string.Concat(name.Split('_', '$')
        .Where(static part => part.Length > 0).Select(static part => char.ToUpperInvariant(part[0]) + part[1..]));

    /// <summary>A name for each parameter, different from each other and from the record's own.</summary>
    internal static ImmutableArray<string> Of(ImmutableArray<AbiParameter> parameters, string record)
    {
        List<string> names = [];
        for (int i = 0; i < parameters.Length; i++)
        {
            string name = Pascal(parameters[i].Name);
            name = name.Length == 0 ? $"Item{i + 1}" : char.IsAsciiDigit(name[0]) ? "_" + name : name;
            if (Taken.Contains(name) || name == record)
            {
                name += "Value";
            }

            while (names.Contains(name))
            {
                name += "2";
            }

            names.Add(name);
        }

        return [.. names];
    }

    /// <summary>A record name for each function: overloads after the first are told apart by their parameters.</summary>
    internal static IEnumerable<(AbiItem Item, string Name)> OfAll(IEnumerable<AbiItem> items, string suffix)
    {
        HashSet<string> names = new(StringComparer.Ordinal);
        foreach (AbiItem item in items)
        {
            string name = Pascal(item.Name) + suffix;
            if (names.Contains(name))
            {
                name = $"{Pascal(item.Name)}By{string.Concat(item.Inputs.Select(static each =>
                    Pascal(each.Name.Length > 0 ? each.Name : each.Type.Replace("[]", "Array", StringComparison.Ordinal))))}{suffix}";
            }

            while (!names.Add(name))
            {
                name += "2";
            }

            yield return (item, name);
        }
    }
}
