using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Fluence.Services.Calls;

/// <summary>UTF-8 in arguments, with the errors of Rust's decoder.</summary>
internal static class Utf8Argument
{
    public static bool TryDecode(ReadOnlySpan<byte> bytes, [NotNullWhen(true)] out string? text, out FunctionOutcome error)
    {
        text = null;
        error = default;
        ReadOnlySpan<byte> rest = bytes;
        while (!rest.IsEmpty)
        {
            OperationStatus status = Rune.DecodeFromUtf8(rest, out _, out int consumed);
            if (status != OperationStatus.Done)
            {
                error = Invalid(bytes, bytes.Length - rest.Length, status == OperationStatus.NeedMoreData ? null : consumed);
                return false;
            }

            rest = rest[consumed..];
        }

        text = Encoding.UTF8.GetString(bytes);
        return true;
    }

    private static FunctionOutcome Invalid(ReadOnlySpan<byte> bytes, int validUpTo, int? length)
    {
        string display = length is null
            ? $"incomplete utf-8 byte sequence from index {validUpTo}"
            : $"invalid utf-8 sequence of {length} bytes from index {validUpTo}";
        string debugLength = length is null ? "None" : $"Some({length})";
        return ArgumentErrors.Typed($"decode from bytes to UTF8 failed: {display}",
            $"DecodeUTF8(FromUtf8Error {{ bytes: {RustDebug.Print(bytes)}, error: "
            + $"Utf8Error {{ valid_up_to: {validUpTo}, error_len: {debugLength} }} }})");
    }
}
