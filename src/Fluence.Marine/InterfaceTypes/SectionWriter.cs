using System.Buffers;
using System.Text;
using Fluence.Primitives.Encoding;

namespace Fluence.Marine.InterfaceTypes;

/// <summary>Writes the primitives of the interface-types section.</summary>
internal sealed class SectionWriter(ArrayBufferWriter<byte> output)
{
    public void WriteByte(byte value) => output.Write([value]);

    public void WriteInteger(ulong value) => Varint.Write(output, value);

    public void WriteCount(int count, string what) => WriteByte(count <= Limits.MaxListLength
        ? (byte)count
        : throw new InterfaceException($"there are {count} {what}, the format has place for {Limits.MaxListLength}"));

    public void WriteString(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length > Limits.MaxStringLength)
        {
            throw new InterfaceException($"'{text}' takes {bytes.Length} bytes, the format has place for {Limits.MaxStringLength}");
        }

        WriteByte((byte)bytes.Length);
        output.Write(bytes);
    }

    public byte[] ToArray() => output.WrittenSpan.ToArray();
}
