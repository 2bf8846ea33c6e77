using System.Collections.Immutable;

namespace Fluence.Ethereum.Generator;

/// <summary>A record with a member for each parameter.</summary>
internal sealed record RecordCode(
    string Name, ImmutableArray<AbiParameter> Parameters, ImmutableArray<string> Members, ImmutableArray<CSharpType> Types)
{
    private const string Abi = "global::Fluence.Ethereum.Abi.";

    /// <summary>The declaration up to its brackets.</summary>
    internal string Declaration => $"public sealed partial record {Name}({Arguments})";

    /// <summary>The members and their types, as parameters.</summary>
    internal string Arguments => string.Join(", ", Types.Zip(Members, static (type, name) => $"{type.Name} {name}"));

    /// <summary>The codecs of some of the members as private fields.</summary>
    internal void WriteCodecs(CodeText code, Func<int, bool>? which = null)
    {
        for (int i = 0; i < Members.Length; i++)
        {
            if (which?.Invoke(i) ?? true)
            {
                code.Line($"private static readonly {Abi}AbiType<{Types[i].Name}> _codec{i} = {Types[i].Codec};");
            }
        }
    }

    /// <summary>Statements that write some of the members into a new <c>writer</c>.</summary>
    internal void WriteEncoding(CodeText code, Func<int, bool>? which = null)
    {
        code.Line($"{Abi}AbiWriter writer = new();");
        code.Line($"writer.StartFrame({HeadLength(which)});");
        for (int i = 0; i < Members.Length; i++)
        {
            if (which?.Invoke(i) ?? true)
            {
                code.Line($"writer.Write(_codec{i}, {Members[i]});");
            }
        }
    }

    /// <summary>Statements that read some of the members from <c>data</c> into variables.</summary>
    internal void WriteDecoding(CodeText code, string data, Func<int, bool>? which = null)
    {
        code.Line($"{Abi}AbiReader reader = new({data});");
        code.Line($"reader.StartFrame({HeadLength(which)});");
        for (int i = 0; i < Members.Length; i++)
        {
            if (which?.Invoke(i) ?? true)
            {
                code.Line($"{Types[i].Name} value{i} = reader.Read(_codec{i});");
            }
        }

        code.Line("reader.End();");
    }

    /// <summary>The variables as arguments.</summary>
    internal string Values => string.Join(", ", Enumerable.Range(0, Members.Length).Select(static i => $"value{i}"));

    /// <summary>The whole record of a struct.</summary>
    internal void WriteStruct(CodeText code, string summary)
    {
        code.Summary(summary);
        code.Line(Declaration).Line("{");
        code.Summary("How it is encoded.");
        code.Line($"public static {Abi}AbiTuple<{Name}> Abi {{ get; }} = new Codec();").Line("");
        code.Line($"private sealed class Codec() : {Abi}AbiTuple<{Name}>("
            + string.Join(", ", Enumerable.Range(0, Members.Length).Select(static i => $"_codec{i}")) + ")").Line("{");
        WriteCodecs(code);
        code.Line($"protected override void WriteMembers({Abi}AbiWriter writer, {Name} value)").Line("{");
        for (int i = 0; i < Members.Length; i++)
        {
            code.Line($"writer.Write(_codec{i}, value.{Members[i]});");
        }

        code.Line("}");
        string reads = string.Join(", ", Enumerable.Range(0, Members.Length).Select(static i => $"reader.Read(_codec{i})"));
        code.Line($"protected override {Name} ReadMembers(ref {Abi}AbiReader reader) => new({reads});");
        code.Line("}").Line("}");
    }

    private string HeadLength(Func<int, bool>? which)
    {
        string sum = string.Join(" + ", Enumerable.Range(0, Members.Length).Where(i => which?.Invoke(i) ?? true)
            .Select(static i => $"_codec{i}.HeadLength"));
        return sum.Length == 0 ? "0" : sum;
    }
}
