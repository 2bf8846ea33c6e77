namespace Fluence.Ethereum.Generator;

/// <summary>The record of a function's call.</summary>
internal sealed class FunctionCode(string contract, RecordCode record)
{
    private const string Ethereum = "global::Fluence.Ethereum.";

    internal void Write(CodeText code, AbiItem item, RecordCode results, string errors)
    {
        string result = results.Types.Length switch
        {
            0 => Ethereum + "Nothing",
            1 => results.Types[0].Name,
            _ => results.Name,
        };
        code.Summary($"A call of {item.Signature}.");
        code.Line($"{record.Declaration} : {Ethereum}IContractCall<{result}>").Line("{");
        record.WriteCodecs(code);
        code.Summary("The first bytes of every call.");
        code.Line($"public static {Ethereum}Bytes4 Selector {{ get; }} = new(0x{Convert.ToHexStringLower(item.Hash.AsSpan(0, 4))});");
        code.Line("/// <inheritdoc/>");
        code.Line($"public string Function => \"{contract}.{item.Name}\";");
        code.Line("/// <inheritdoc/>");
        code.Line("public byte[] Encode()").Line("{");
        record.WriteEncoding(code);
        code.Line("return [.. Selector.ToArray(), .. writer.ToArray()];").Line("}");
        WriteTryDecode(code);
        WriteDecode(code, results, result);
        code.Line("/// <inheritdoc/>");
        code.Line($"public {Ethereum}ContractError? DescribeError(global::System.ReadOnlySpan<byte> data) => {errors}.Describe(data);");
        code.Line("}");
        if (results.Types.Length > 1)
        {
            code.Summary($"What {item.Name} returns.");
            code.Line($"public sealed partial record {results.Name}({results.Arguments});");
        }
    }

    internal void WriteConstructor(CodeText code)
    {
        code.Summary($"The arguments with which the contract {contract} is made.");
        code.Line(record.Declaration).Line("{");
        record.WriteCodecs(code);
        code.Summary("What follows the code in the data of the transaction that makes the contract.");
        code.Line("public byte[] Encode()").Line("{");
        record.WriteEncoding(code);
        code.Line("return writer.ToArray();").Line("}").Line("}");
    }

    private static void WriteDecode(CodeText code, RecordCode results, string result)
    {
        code.Line("/// <inheritdoc/>");
        code.Line($"public {result} Decode(global::System.ReadOnlySpan<byte> output)").Line("{");
        if (results.Types.IsEmpty)
        {
            code.Line("return default;").Line("}");
            return;
        }

        for (int i = 0; i < results.Types.Length; i++)
        {
            code.Line($"{Ethereum}Abi.AbiType<{results.Types[i].Name}> result{i} = {results.Types[i].Codec};");
        }

        code.Line($"{Ethereum}Abi.AbiReader reader = new(output);");
        code.Line($"reader.StartFrame({string.Join(" + ", results.Types.Select(static (_, i) => $"result{i}.HeadLength"))});");
        for (int i = 0; i < results.Types.Length; i++)
        {
            code.Line($"{results.Types[i].Name} value{i} = reader.Read(result{i});");
        }

        code.Line("reader.End();");
        code.Line(results.Types.Length == 1 ? "return value0;" : $"return new {results.Name}({results.Values});").Line("}");
    }

    private void WriteTryDecode(CodeText code)
    {
        code.Summary("Reads the input of a call; false where it is none of this function.");
        code.Line("public static bool TryDecode(global::System.ReadOnlySpan<byte> input, "
            + $"[global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {record.Name}? call)").Line("{");
        Decoding.Write(code, record, "input", "call");
        code.Line("}");
    }
}
