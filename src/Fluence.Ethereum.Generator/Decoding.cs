namespace Fluence.Ethereum.Generator;

/// <summary>The body of a method that reads a selector and what follows it.</summary>
internal static class Decoding
{
    internal static void Write(CodeText code, RecordCode record, string input, string result)
    {
        code.Line($"{result} = null;");
        code.Line($"if ({input}.Length < 4 || global::Fluence.Ethereum.Bytes4.FromBytes({input}[..4]) != Selector)").Line("{");
        code.Line("return false;").Line("}");
        code.Line("try").Line("{");
        record.WriteDecoding(code, $"{input}[4..]");
        code.Line($"{result} = new({record.Values});");
        code.Line("return true;").Line("}");
        code.Line("catch (global::Fluence.Ethereum.Abi.AbiException)").Line("{").Line("return false;").Line("}");
    }
}
