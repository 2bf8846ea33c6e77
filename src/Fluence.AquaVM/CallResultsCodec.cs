using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;
using Fluence.Primitives.MessagePack;

namespace Fluence.AquaVM;

/// <summary>
/// The wire form of call results: the varint 0x0201 (MessagePack), then a map from call ids in decimal to
/// <c>{"ret_code": int, "result": str}</c>. No results are <c>81 04 80</c>.
/// </summary>
public static class CallResultsCodec
{
    private const string RetCodeKey = "ret_code";
    private const string ResultKey = "result";

    /// <summary>Writes the wire form.</summary>
    public static byte[] Encode(IReadOnlyDictionary<uint, CallResult> results)
    {
        ArrayBufferWriter<byte> bytes = new();
        Varint.Write(bytes, Multicodec.MessagePack);
        MessagePackWriter writer = new(bytes);
        writer.WriteMapHeader(results.Count);
        foreach ((uint id, CallResult result) in results)
        {
            writer.WriteString(id.ToString(CultureInfo.InvariantCulture));
            writer.WriteMapHeader(2);
            writer.WriteString(RetCodeKey);
            writer.WriteInt64(result.RetCode);
            writer.WriteString(ResultKey);
            writer.WriteString(result.Result);
        }

        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Reads the wire form. As with the original a result may also be an array of two, and bytes after the map are ignored; ids must be
    /// decimal numbers of 32 bits.
    /// </summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out IReadOnlyDictionary<uint, CallResult>? results,
        [NotNullWhen(false)] out string? error)
    {
        results = null;
        error = null;
        if (Varint.TryRead(bytes, out ulong codec, out int length) != VarintStatus.Done)
        {
            error = "failed to parse multiformat";
            return false;
        }

        if (codec != Multicodec.MessagePack)
        {
            error = $"unsupported multiformat codec: {codec}";
            return false;
        }

        try
        {
            results = ReadResults(bytes[length..]);
            return true;
        }
        catch (MessagePackException exception)
        {
            error = exception.Message;
            return false;
        }
    }

    private static Dictionary<uint, CallResult> ReadResults(ReadOnlySpan<byte> bytes)
    {
        MessagePackReader reader = new(bytes);
        int count = reader.ReadMapHeader();
        Dictionary<uint, CallResult> results = [];
        for (int i = 0; i < count; i++)
        {
            string key = ReadText(ref reader);
            if (!uint.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out uint id)
                || id.ToString(CultureInfo.InvariantCulture) != key)
            {
                throw new MessagePackException($"'{key}' is not a call id");
            }

            results[id] = reader.PeekType() == MessagePackType.Array ? ReadArray(ref reader) : ReadMap(ref reader);
        }

        return results;
    }

    private static CallResult ReadArray(ref MessagePackReader reader) => reader.ReadArrayHeader() == 2
        ? new CallResult(reader.ReadInt32(), ReadText(ref reader))
        : throw new MessagePackException("a call result has two fields");

    /// <summary>Reads a string; as with the original, also from a byte array that is UTF-8.</summary>
    private static string ReadText(ref MessagePackReader reader)
    {
        ReadOnlySpan<byte> utf8 = reader.ReadBinaryOrString();
        return Utf8.IsValid(utf8) ? Encoding.UTF8.GetString(utf8) : throw new MessagePackException("a string is not UTF-8");
    }

    private static CallResult ReadMap(ref MessagePackReader reader)
    {
        int? retCode = null;
        string? result = null;
        int count = reader.ReadMapHeader();
        for (int i = 0; i < count; i++)
        {
            switch (reader.ReadString())
            {
                case RetCodeKey when retCode is null:
                    retCode = reader.ReadInt32();
                    break;
                case ResultKey when result is null:
                    result = ReadText(ref reader);
                    break;
                case RetCodeKey or ResultKey:
                    throw new MessagePackException("duplicate field of a call result");
                default:
                    reader.Skip();
                    break;
            }
        }

        return retCode is { } code && result is not null
            ? new CallResult(code, result)
            : throw new MessagePackException($"missing field `{(retCode is null ? RetCodeKey : ResultKey)}`");
    }
}
