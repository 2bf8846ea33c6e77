using System.Collections.Immutable;

namespace Fluence.Ethereum.Generator;

/// <summary>The code of all contracts of a namespace.</summary>
internal sealed class ContractCode(string space, IReadOnlyList<AbiContract> contracts)
{
    private readonly StructNames _structs = new(contracts);

    /// <summary>The files: their names and texts.</summary>
    internal IEnumerable<(string Name, string Text)> Files()
    {
        if (contracts.Count == 0)
        {
            yield break;
        }

        foreach ((string name, AbiParameter shape) in _structs.All)
        {
            CodeText code = new(space);
            RecordCode record = Record(shape.Members, name, shape.StructName.Length > 0 ? shape.StructName : name);
            string members = string.Join(", ", shape.Members.Select(static each => $"{each.CanonicalType} {each.Name}"));
            record.WriteStruct(code, $"The struct {name}: {members}.");
            yield return (name, code.ToString());
        }

        foreach (AbiContract contract in contracts)
        {
            yield return (contract.Name + "Contract", Contract(contract));
        }

        yield return ("ContractErrors", Errors());
    }

    private string Contract(AbiContract contract)
    {
        CodeText code = new(space);
        code.Summary($"The functions, events and errors of the contract {contract.Name}.");
        code.Line($"public static partial class {contract.Name}Contract").Line("{");
        if (contract.Constructor is { } constructor)
        {
            new FunctionCode(contract.Name, Record(constructor, "Constructor", $"{contract.Name}.Constructor")).WriteConstructor(code);
        }

        foreach ((AbiItem item, string name) in Names.OfAll(contract.Functions, ""))
        {
            string owner = $"{contract.Name}.{Names.Pascal(item.Name)}";
            RecordCode results = Record(item.Outputs, name + "Result", owner + "Result");
            new FunctionCode(contract.Name, Record(item.Inputs, name, owner)).Write(code, item, results, $"global::{space}.ContractErrors");
        }

        foreach ((AbiItem item, string name) in Names.OfAll(contract.Events.Where(static each => !each.IsAnonymous), "Event"))
        {
            new EventCode(Record(item.Inputs, name, $"{contract.Name}.{Names.Pascal(item.Name)}")).Write(code, item);
        }

        foreach ((AbiItem item, string name) in Names.OfAll(contract.Errors, "Error"))
        {
            ErrorCode.Write(code, item, Record(item.Inputs, name, $"{contract.Name}.{Names.Pascal(item.Name)}"));
        }

        return code.Line("}").ToString();
    }

    private string Errors()
    {
        CodeText code = new(space);
        code.Summary("The errors of all contracts: one may pass on that of another.");
        code.Line("public static class ContractErrors").Line("{");
        code.Summary("Names an error; null where the bytes are none of these contracts, nor of Solidity itself.");
        code.Line("public static global::Fluence.Ethereum.ContractError? Describe(global::System.ReadOnlySpan<byte> data) =>");
        HashSet<string> signatures = new(StringComparer.Ordinal);
        foreach (AbiContract contract in contracts)
        {
            foreach ((AbiItem item, string name) in Names.OfAll(contract.Errors, "Error"))
            {
                if (signatures.Add(item.Signature))
                {
                    string type = $"{contract.Name}Contract.{name}";
                    code.Line($"    {type}.TryDecode(data, out {type}? e{signatures.Count}) ? e{signatures.Count}.Describe() :");
                }
            }
        }

        return code.Line("    global::Fluence.Ethereum.ContractError.OfSolidity(data);").Line("}").ToString();
    }

    private RecordCode Record(ImmutableArray<AbiParameter> parameters, string name, string owner) => new(
        name, parameters, Names.Of(parameters, name), [.. parameters.Select(each => CSharpType.Of(each, owner, _structs, space))]);
}
