using System.Buffers;
using System.Text;
using Fluence.Marine.Sections;
using Fluence.Primitives.Encoding;

namespace Fluence.Marine.Tests.Support;

/// <summary>Makes small Wasm modules by hand.</summary>
internal static class TestModule
{
    public static readonly byte[] Header = [0, (byte)'a', (byte)'s', (byte)'m', 1, 0, 0, 0];

    /// <summary>A module of custom sections.</summary>
    public static WasmModuleFile Of(params (string Name, byte[] Body)[] sections) => WasmModuleFile.Read(Bytes(sections));

    public static byte[] Bytes(params (string Name, byte[] Body)[] sections) =>
        [.. Header, .. sections.SelectMany(section => Section(0, [.. Name(section.Name), .. section.Body]))];

    public static byte[] Section(byte id, byte[] body) => [id, .. Integer((ulong)body.Length), .. body];

    public static byte[] Name(string name) => [.. Integer((ulong)Encoding.UTF8.GetByteCount(name)), .. Encoding.UTF8.GetBytes(name)];

    public static byte[] Integer(ulong value)
    {
        ArrayBufferWriter<byte> output = new();
        Varint.Write(output, value);
        return output.WrittenSpan.ToArray();
    }
}
