using System.Buffers;
using System.Text;
using Fluence.Primitives.MessagePack;

namespace Fluence.AquaVM.Data;

/// <summary>
/// The outside of interpreter data: a MessagePack map of <c>version</c> (of the format), <c>interpreter_version</c> (of who wrote it) and
/// <c>inner_data</c> (the archive).
/// </summary>
internal sealed record DataEnvelope(SemanticVersion DataVersion, SemanticVersion InterpreterVersion, ReadOnlyMemory<byte> InnerData)
{
    private const string DataVersionKey = "version";
    private const string InterpreterVersionKey = "interpreter_version";
    private const string InnerDataKey = "inner_data";

    /// <summary>
    /// Reads an envelope. <see cref="InnerData"/> refers to the same memory. Bytes after the map are ignored, as are unknown keys.
    /// </summary>
    /// <exception cref="DataFormatException">The bytes are no envelope; its <see cref="Versions"/> may still be readable.</exception>
    public static DataEnvelope Read(ReadOnlyMemory<byte> bytes)
    {
        Fields fields = ReadFields(bytes);
        return fields.Versions is { } versions
            ? new DataEnvelope(
                versions.Data, versions.Interpreter, fields.InnerData ?? throw new DataFormatException("missing field `inner_data`"))
            : throw new DataFormatException("missing field `version` or `interpreter_version`");
    }

    /// <summary>Reads only the versions of a broken envelope; null when they are not readable either.</summary>
    public static Versions? TryReadVersions(ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return ReadFields(bytes, versionsOnly: true).Versions;
        }
        catch (DataFormatException)
        {
            return null;
        }
    }

    /// <summary>Writes the envelope of <paramref name="data"/>.</summary>
    public static ReadOnlyMemory<byte> Write(SemanticVersion dataVersion, SemanticVersion interpreterVersion, InterpreterData data) =>
        InterpreterDataWriter.Write(data, length =>
        {
            ArrayBufferWriter<byte> header = new(64);
            MessagePackWriter writer = new(header);
            writer.WriteMapHeader(3);
            writer.WriteString(DataVersionKey);
            writer.WriteString(dataVersion.ToString());
            writer.WriteString(InterpreterVersionKey);
            writer.WriteString(interpreterVersion.ToString());
            writer.WriteString(InnerDataKey);
            writer.WriteBinaryHeader(length);
            return header.WrittenSpan.ToArray();
        });

    private static Fields ReadFields(ReadOnlyMemory<byte> bytes, bool versionsOnly = false)
    {
        MessagePackReader reader = new(bytes.Span);
        string? dataVersion = null, interpreterVersion = null;
        ReadOnlyMemory<byte>? innerData = null;
        try
        {
            int count = reader.ReadMapHeader();
            for (int i = 0; i < count; i++)
            {
                switch (ReadKey(ref reader, versionsOnly))
                {
                    case DataVersionKey:
                        dataVersion = reader.ReadString();
                        break;
                    case InterpreterVersionKey:
                        interpreterVersion = reader.ReadString();
                        break;
                    case InnerDataKey when innerData is not null:
                        throw new DataFormatException("duplicate field `inner_data`");
                    case InnerDataKey when !versionsOnly:
                        innerData = ReadInnerData(bytes, ref reader);
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        catch (MessagePackException error)
        {
            throw new DataFormatException(error.Message);
        }

        return new Fields(ParseVersions(dataVersion, interpreterVersion), innerData);
    }

    /// <summary>
    /// The key as text; null for keys that are no text, which nobody knows, and of which the original takes only numbers when it reads just
    /// the versions.
    /// </summary>
    private static string? ReadKey(ref MessagePackReader reader, bool versionsOnly)
    {
        MessagePackType type = reader.PeekType();
        if (type is MessagePackType.String or MessagePackType.Binary)
        {
            return Encoding.UTF8.GetString(reader.ReadBinaryOrString());
        }

        if (versionsOnly)
        {
            reader.ReadUInt64();
        }
        else
        {
            reader.Skip();
        }

        return null;
    }

    /// <summary>Reads the archive: a byte array, or, as with the original, a string or an array of integers.</summary>
    private static ReadOnlyMemory<byte> ReadInnerData(ReadOnlyMemory<byte> bytes, ref MessagePackReader reader)
    {
        if (reader.PeekType() != MessagePackType.Array)
        {
            int length = reader.ReadBinaryOrString().Length;
            return bytes.Slice(reader.Position - length, length);
        }

        byte[] inner = new byte[reader.ReadArrayHeader()];
        for (int i = 0; i < inner.Length; i++)
        {
            inner[i] = reader.ReadUInt64() is <= byte.MaxValue and ulong value
                ? (byte)value
                : throw new DataFormatException("invalid value: integer, expected u8");
        }

        return inner;
    }

    private static Versions? ParseVersions(string? dataVersion, string? interpreterVersion) =>
        dataVersion is not null && interpreterVersion is not null
        && SemanticVersion.TryParse(dataVersion, out SemanticVersion data)
        && SemanticVersion.TryParse(interpreterVersion, out SemanticVersion interpreter)
            ? new Versions(data, interpreter)
            : null;

    /// <summary>The versions of an envelope.</summary>
    internal sealed record Versions(SemanticVersion Data, SemanticVersion Interpreter);

    private readonly record struct Fields(Versions? Versions, ReadOnlyMemory<byte>? InnerData);
}
