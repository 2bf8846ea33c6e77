namespace Fluence.Ethereum.Generator;

/// <summary>
/// The structs of all contracts, and their names: as the source has them, without the contract that declares them; where several
/// of one name differ, with it.
/// </summary>
internal sealed class StructNames
{
    private readonly SortedDictionary<string, AbiParameter> _structs = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Source, string Shape), string> _names = [];

    internal StructNames(IEnumerable<AbiContract> contracts)
    {
        List<(string Source, AbiParameter Shape)> all = [];
        foreach (AbiContract contract in contracts)
        {
            Collect(contract.Constructor ?? [], $"{contract.Name}.Constructor", all);
            foreach (AbiItem item in contract.Functions.Concat(contract.Events).Concat(contract.Errors))
            {
                Collect(item.Inputs, $"{contract.Name}.{Names.Pascal(item.Name)}", all);
                Collect(item.Outputs, $"{contract.Name}.{Names.Pascal(item.Name)}Result", all);
            }
        }

        foreach (var same in all.GroupBy(static each => Last(each.Source), StringComparer.Ordinal))
        {
            bool isOne = same.Select(static each => ShapeOf(each.Shape)).Distinct(StringComparer.Ordinal).Count() == 1;
            foreach ((string source, AbiParameter shape) in same)
            {
                string name = isOne ? same.Key : Names.Pascal(source.Replace(".", "", StringComparison.Ordinal));
                _names[(source, ShapeOf(shape))] = name;
                _structs[name] = shape;
            }
        }
    }

    /// <summary>Every struct once, by the name that it gets.</summary>
    internal IReadOnlyDictionary<string, AbiParameter> All => _structs;

    /// <summary>The name of the struct of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    /// <param name="owner">What the parameter is of, which names structs without a name.</param>
    internal string Of(AbiParameter parameter, string owner) => _names[(SourceOf(parameter, owner), ShapeOf(parameter))];

    private static void Collect(IEnumerable<AbiParameter> parameters, string owner, List<(string Source, AbiParameter Shape)> all)
    {
        foreach (AbiParameter parameter in parameters.Where(static each => each.Type.StartsWith("tuple", StringComparison.Ordinal)))
        {
            string source = SourceOf(parameter, owner);
            all.Add((source, parameter));
            Collect(parameter.Members, source, all);
        }
    }

    private static string SourceOf(AbiParameter parameter, string owner) =>
        parameter.StructName.Length > 0 ? parameter.StructName : owner + Names.Pascal(parameter.Name);

    private static string Last(string source) => source[(source.LastIndexOf('.') + 1)..];

    private static string ShapeOf(AbiParameter parameter) => string.Join(",", parameter.Members.Select(
        static each => $"{each.Name} {(each.Members.IsEmpty ? each.Type : $"({ShapeOf(each)}){each.Type}")}"));
}
