using System.Buffers;
using System.Text;

namespace Fluence.Marine.Text;

/// <summary>What is wrong with bytes that are not UTF-8, in the words of Rust.</summary>
internal static class Utf8Problem
{
    /// <summary>Where the first sequence stands that is malformed, and how long it is.</summary>
    public static string Describe(ReadOnlySpan<byte> bytes)
    {
        int index = 0;
        while (index < bytes.Length)
        {
            OperationStatus status = Rune.DecodeFromUtf8(bytes[index..], out _, out int length);
            if (status == OperationStatus.NeedMoreData)
            {
                return $"incomplete utf-8 byte sequence from index {index}";
            }

            if (status != OperationStatus.Done)
            {
                return $"invalid utf-8 sequence of {length} bytes from index {index}";
            }

            index += length;
        }

        throw new ArgumentException("the bytes are UTF-8", nameof(bytes));
    }
}
