using System.Buffers;
using System.Text;
using Fluence.Primitives.Encoding;

namespace Fluence.Marine.Sections;

/// <summary>Makes modules with other custom sections; the bytes of all that is not edited stay as they are.</summary>
public static class SectionEditor
{
    /// <summary>
    /// The module with one custom section of this name and body: in the place of the first that it had, or at the end if it had none.
    /// </summary>
    public static byte[] Set(WasmModuleFile module, string name, ReadOnlySpan<byte> body)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArrayBufferWriter<byte> output = new(module.Bytes.Length + body.Length + name.Length + 16);
        bool written = false;
        CopyOthers(module, name, output, body, ref written);
        if (!written)
        {
            WriteSection(output, name, body);
        }

        return output.WrittenSpan.ToArray();
    }

    /// <summary>The module without the custom sections of this name.</summary>
    public static byte[] Remove(WasmModuleFile module, string name)
    {
        ArgumentNullException.ThrowIfNull(module);
        ArrayBufferWriter<byte> output = new(module.Bytes.Length);
        bool written = true;
        CopyOthers(module, name, output, default, ref written);
        return output.WrittenSpan.ToArray();
    }

    private static void CopyOthers(
        WasmModuleFile module, string name, ArrayBufferWriter<byte> output, ReadOnlySpan<byte> body, ref bool written)
    {
        ReadOnlySpan<byte> bytes = module.Bytes.Span;
        int copied = 0;
        foreach (WasmSection section in module.CustomSections(name))
        {
            output.Write(bytes[copied..section.Start]);
            copied = section.Start + section.Length;
            if (!written)
            {
                WriteSection(output, name, body);
                written = true;
            }
        }

        output.Write(bytes[copied..]);
    }

    private static void WriteSection(ArrayBufferWriter<byte> output, string name, ReadOnlySpan<byte> body)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        int length = Varint.Length((ulong)text.Length) + text.Length + body.Length;
        output.Write([WasmSection.Custom]);
        Varint.Write(output, (ulong)length);
        Varint.Write(output, (ulong)text.Length);
        output.Write(text);
        output.Write(body);
    }
}
