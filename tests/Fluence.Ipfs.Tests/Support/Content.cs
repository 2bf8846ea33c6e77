using System.Text;

namespace Fluence.Ipfs.Tests.Support;

/// <summary>Bytes that the golden files were made of.</summary>
internal static class Content
{
    /// <summary>A linear congruential generator from 12345 on; of each state the highest byte.</summary>
    public static byte[] Lcg(int length)
    {
        byte[] bytes = new byte[length];
        uint state = 12345;
        for (int i = 0; i < length; i++)
        {
            state = unchecked((state * 1664525) + 1013904223);
            bytes[i] = (byte)(state >> 24);
        }

        return bytes;
    }

    public static byte[] Named(string name, int length) => name switch
    {
        "empty" => [],
        "hello" => "hello"u8.ToArray(),
        "hello\\n" => "hello\n"u8.ToArray(),
        _ when name.StartsWith("zeros", StringComparison.Ordinal) => new byte[length],
        _ when name.StartsWith("lcg", StringComparison.Ordinal) => Lcg(length),
        _ => throw new ArgumentException(name),
    };

    public static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));
}
