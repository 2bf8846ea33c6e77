using System.Text;

namespace Fluence.Projects.Tests.Support;

/// <summary>Small modules, byte by byte.</summary>
internal static class TestWasm
{
    /// <summary>A module of sections.</summary>
    public static byte[] Module(params byte[][] sections) => [0, .. "asm"u8, 1, 0, 0, 0, .. sections.SelectMany(static section => section)];

    public static byte[] Section(byte id, params byte[] body) => [id, .. Length(body.Length), .. body];

    public static byte[] Custom(string name, params byte[] body) => Section(0, [.. Text(name), .. body]);

    /// <summary>The section of data: each segment at an address.</summary>
    public static byte[] Data(params byte[][] segments) => Section(
        11,
        [
            (byte)segments.Length,
            .. segments.SelectMany(static segment => (byte[])[0, 0x41, 16, 0x0b, .. Length(segment.Length), .. segment]),
        ]);

    /// <summary>The section of names with the names of data segments, by number, after the name of the module.</summary>
    public static byte[] SegmentNames(params string[] names)
    {
        byte[] list = [(byte)names.Length, .. names.SelectMany(static (name, index) => (byte[])[(byte)index, .. Text(name)])];
        return Custom("name", [0, 2, 1, (byte)'m', 9, .. Length(list.Length), .. list]);
    }

    private static byte[] Text(string text) => [.. Length(Encoding.UTF8.GetByteCount(text)), .. Encoding.UTF8.GetBytes(text)];

    private static byte[] Length(int length) => length < 128 ? [(byte)length] : [(byte)(length | 128), (byte)(length >> 7)];
}
