using Fluence.Ethereum.Generator.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Fluence.Ethereum.Generator.Tests;

public sealed class ContractGeneratorTests
{
    private const string Everything = """
        {"contractName": "Every", "bytecode": "0x00", "abi": [
          {"type": "constructor", "inputs": [{"name": "owner_", "type": "address"}]},
          {"type": "function", "name": "plain", "inputs": [], "outputs": []},
          {"type": "function", "name": "count", "inputs": [], "outputs": [{"name": "", "type": "uint256"}]},
          {"type": "function", "name": "count", "inputs": [{"name": "provider", "type": "address"}], "outputs": [{"name": "", "type": "uint64"}]},
          {"type": "function", "name": "take", "inputs": [
            {"name": "items", "type": "tuple[2][]", "internalType": "struct One.Item[2][]", "components": [
              {"name": "id", "type": "bytes32"}, {"name": "names", "type": "string[]"}]},
            {"name": "", "type": "bytes7"}, {"name": "take", "type": "int40"}, {"name": "function", "type": "uint24"}],
           "outputs": [{"name": "a", "type": "bool"}, {"name": "b", "type": "bytes"}]},
          {"type": "function", "name": "other", "inputs": [], "outputs": [
            {"name": "", "type": "tuple", "internalType": "struct Two.Item", "components": [{"name": "id", "type": "uint8"}]}]},
          {"type": "event", "name": "Happened", "inputs": [
            {"name": "who", "type": "address", "indexed": true}, {"name": "text", "type": "string", "indexed": true},
            {"name": "amounts", "type": "uint256[]", "indexed": false}]},
          {"type": "event", "name": "Quiet", "inputs": []},
          {"type": "error", "name": "Refused", "inputs": [{"name": "", "type": "uint256"}, {"name": "why", "type": "string"}]},
          {"type": "receive", "stateMutability": "payable"}
        ]}
        """;

    [Fact]
    public void What_is_made_compiles_without_a_warning()
    {
        (string code, var problems) = new ContractProject().With("Every.json", Everything).With("ignored.txt", "").Compile();
        Assert.Empty(problems);
        Assert.Contains("namespace Made.Here;", code, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("public sealed partial record Plain() : global::Fluence.Ethereum.IContractCall<global::Fluence.Ethereum.Nothing>")]
    [InlineData("public sealed partial record Count() : global::Fluence.Ethereum.IContractCall<global::System.Numerics.BigInteger>")]
    [InlineData("public sealed partial record CountByProvider(global::Fluence.Ethereum.Address Provider)")]
    [InlineData("public sealed partial record OneItem(")]
    [InlineData("public sealed partial record TwoItem(byte Id)")]
    [InlineData("global::System.ReadOnlyMemory<byte> Item2, global::System.Numerics.BigInteger TakeValue, uint FunctionValue)")]
    [InlineData("public sealed partial record TakeResult(bool A, global::System.ReadOnlyMemory<byte> B);")]
    [InlineData("public sealed partial record HappenedEvent(global::Fluence.Ethereum.Address Who, global::Fluence.Ethereum.Bytes32 Text, ")]
    [InlineData("public sealed partial record RefusedError(global::System.Numerics.BigInteger Item1, string Why)")]
    [InlineData("A call of take((bytes32,string[])[2][],bytes7,int40,uint24).")]
    public void Each_item_is_a_record(string expected) =>
        Assert.Contains(expected, new ContractProject().With("Every.json", Everything).Compile().Code, StringComparison.Ordinal);

    [Theory]
    [InlineData("nothing", "this is no artifact of a contract: ")]
    [InlineData("{}", "this is no artifact of a contract: ")]
    [InlineData("""{"abi": [{"type": "function", "name": "f", "inputs": [{"name": "a", "type": "uint7x"}]}]}""", "'uint7x' is no type")]
    public void What_is_no_ABI_is_a_mistake(string text, string expected)
    {
        Diagnostic mistake = Assert.Single(new ContractProject().With("Bad.json", text).Run().Diagnostics);
        Assert.Equal(("ABI001", "Bad.json"), (mistake.Id, mistake.Location.GetLineSpan().Path));
        Assert.StartsWith(expected, mistake.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_code_of_a_contract_makes_nothing_anew()
    {
        ContractProject project = new ContractProject().With("Every.json", Everything);
        project.Run();
        GeneratorRunResult again = project.With("Every.json", Everything.Replace("0x00", "0x6001", StringComparison.Ordinal)).Run();
        Assert.All(again.TrackedSteps[ContractGenerator.InputStep].SelectMany(static step => step.Outputs),
            static output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }
}
