using Fluence.Marine.Tests.Support;

namespace Fluence.Services.Tests.Support;

/// <summary>Modules made byte by byte, with the sections that the host wants of a module.</summary>
internal static class ModuleBytes
{
    /// <summary>A module of these Wasm sections, which offers functions with these signatures.</summary>
    public static byte[] Of(IEnumerable<byte[]> sections, params string[] signatures) =>
        GuestFile.Complete([.. "\0asm\u0001\0\0\0"u8, .. sections.SelectMany(section => section)], signatures);

    public static byte[] Section(byte id, params IEnumerable<byte> content)
    {
        byte[] bytes = [.. content];
        return [id, .. Number(bytes.Length), .. bytes];
    }

    /// <summary>An unsigned number in LEB128.</summary>
    public static byte[] Number(long value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    /// <summary>Something with its name before it.</summary>
    public static byte[] Export(string name, byte kind, int index) =>
        [.. Number(name.Length), .. System.Text.Encoding.ASCII.GetBytes(name), kind, .. Number(index)];

    /// <summary>The body of a function without locals.</summary>
    public static byte[] Body(params IEnumerable<byte> code)
    {
        byte[] bytes = [0, .. code, 0x0b];
        return [.. Number(bytes.Length), .. bytes];
    }
}
