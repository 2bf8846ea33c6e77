namespace Fluence.Ethereum.Generator;

/// <summary>The record of an error.</summary>
internal static class ErrorCode
{
    internal static void Write(CodeText code, AbiItem item, RecordCode record)
    {
        code.Summary($"The error {item.Signature}.");
        code.Line(record.Declaration).Line("{");
        record.WriteCodecs(code);
        code.Summary("The first bytes of the error.");
        string selector = Convert.ToHexStringLower(item.Hash.AsSpan(0, 4));
        code.Line($"public static global::Fluence.Ethereum.Bytes4 Selector {{ get; }} = new(0x{selector});");
        code.Summary("Reads what a contract reverted with; false where it is not this error.");
        code.Line("public static bool TryDecode(global::System.ReadOnlySpan<byte> data, "
            + $"[global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {record.Name}? error)").Line("{");
        Decoding.Write(code, record, "data", "error");
        code.Line("}");
        code.Summary("The error with the names of its values.");
        string values = string.Join(", ", record.Members.Select((member, i) =>
            $"new(\"{(record.Parameters[i].Name.Length > 0 ? record.Parameters[i].Name : $"value{i + 1}")}\", {member})"));
        code.Line($"public global::Fluence.Ethereum.ContractError Describe() => new(\"{item.Name}\", [{values}]);");
        code.Line("}");
    }
}
