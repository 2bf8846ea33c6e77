namespace Fluence.Ethereum.Generator;

/// <summary>The record of an event.</summary>
internal sealed class EventCode
{
    private const string Ethereum = "global::Fluence.Ethereum.";
    private const string Topics = "global::System.Collections.Immutable.ImmutableArray<global::Fluence.Ethereum.Bytes32>";

    private readonly RecordCode _record;

    /// <summary>Of an indexed value that is no word there is only the hash.</summary>
    internal EventCode(RecordCode record)
    {
        CSharpType hash = new(Ethereum + "Bytes32", Ethereum + "Abi.AbiTypes.Bytes32");
        _record = record with
        {
            Types = [.. record.Types.Select((type, i) =>
                record.Parameters[i].IsIndexed && !CSharpType.IsWord(record.Parameters[i]) ? hash : type)],
        };
    }

    internal void Write(CodeText code, AbiItem item)
    {
        code.Summary($"The event {item.Signature}.");
        code.Line(_record.Declaration).Line("{");
        _record.WriteCodecs(code);
        code.Summary("The first topic of every such event.");
        string topic = Convert.ToHexStringLower(item.Hash);
        code.Line($"public static {Ethereum}Bytes32 Topic {{ get; }} = {Ethereum}Bytes32.Parse(\"0x{topic}\");");
        WriteTryDecode(code);
        WriteToLog(code);
        code.Line("}");
    }

    private bool IsData(int i) => !_record.Parameters[i].IsIndexed;

    private void WriteTryDecode(CodeText code)
    {
        int topics = 1 + _record.Parameters.Count(static each => each.IsIndexed);
        code.Summary("Reads an event; false where it is another.");
        code.Line($"public static bool TryDecode({Ethereum}Log log, "
            + $"[global::System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out {_record.Name}? value)").Line("{");
        code.Line("value = null;");
        code.Line($"if (log.Topics.Length != {topics} || log.Topics[0] != Topic)").Line("{").Line("return false;").Line("}");
        code.Line("try").Line("{");
        int topic = 1;
        for (int i = 0; i < _record.Members.Length; i++)
        {
            if (!IsData(i))
            {
                code.Line($"{_record.Types[i].Name} value{i} = _codec{i}.Decode(log.Topics[{topic++}].Span);");
            }
        }

        _record.WriteDecoding(code, "log.Data.Span", IsData);
        code.Line($"value = new({_record.Values});");
        code.Line("return true;").Line("}");
        code.Line($"catch ({Ethereum}Abi.AbiException)").Line("{").Line("return false;").Line("}").Line("}");
    }

    private void WriteToLog(CodeText code)
    {
        code.Summary("The event as a contract writes it, in a block of its own making.");
        code.Line($"public {Ethereum}Log ToLog({Ethereum}Address contract)").Line("{");
        _record.WriteEncoding(code, IsData);
        string topics = string.Concat(Enumerable.Range(0, _record.Members.Length).Where(i => !IsData(i))
            .Select(i => $", {Ethereum}Bytes32.FromBytes(_codec{i}.Encode({_record.Members[i]}))"));
        code.Line($"{Topics} topics = [Topic{topics}];");
        code.Line("return new(contract, topics, writer.ToArray(), 0, default, default, 0, 0);").Line("}");
    }
}
