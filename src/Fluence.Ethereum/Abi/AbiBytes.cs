using System.Text;

namespace Fluence.Ethereum.Abi;

/// <summary><c>bytes</c>.</summary>
internal sealed class AbiBytes() : AbiType<ReadOnlyMemory<byte>>("bytes", true, AbiWriter.WordLength)
{
    public override void Write(AbiWriter writer, ReadOnlyMemory<byte> value)
    {
        writer.AppendCount(value.Length);
        writer.Append(value.Span);
    }

    public override ReadOnlyMemory<byte> Read(ref AbiReader reader) => reader.TakePadded(reader.TakeCount(1)).ToArray();
}

/// <summary><c>string</c>. Contracts do not check that it is UTF-8: what is not reads as U+FFFD.</summary>
internal sealed class AbiString() : AbiType<string>("string", true, AbiWriter.WordLength)
{
    public override void Write(AbiWriter writer, string value)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(value ?? "");
        writer.AppendCount(bytes.Length);
        writer.Append(bytes);
    }

    public override string Read(ref AbiReader reader) => Encoding.UTF8.GetString(reader.TakePadded(reader.TakeCount(1)));
}
