using System.Buffers;
using System.Text;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Data;

/// <summary>
/// The JSON texts of which CIDs of tetraplets and aggregates are the hashes. The members stand in the order of the original's fields, not
/// sorted.
/// </summary>
internal static class AggregateJson
{
    /// <summary>Writes the text of a tetraplet.</summary>
    public static void Write(ArrayBufferWriter<byte> output, SecurityTetraplet tetraplet)
    {
        output.Write("{\"peer_pk\":"u8);
        WriteString(output, tetraplet.PeerPk);
        output.Write(",\"service_id\":"u8);
        WriteString(output, tetraplet.ServiceId);
        output.Write(",\"function_name\":"u8);
        WriteString(output, tetraplet.FunctionName);
        output.Write(",\"lens\":"u8);
        WriteString(output, tetraplet.Lens);
        output.Write("}"u8);
    }

    /// <summary>Writes the text of a service result.</summary>
    public static void Write(ArrayBufferWriter<byte> output, ServiceResultAggregate result)
    {
        output.Write("{\"value_cid\":"u8);
        WriteCid(output, result.Value);
        output.Write(",\"argument_hash\":"u8);
        WriteCid(output, result.ArgumentHashCid);
        output.Write(",\"tetraplet_cid\":"u8);
        WriteCid(output, result.Tetraplet);
        output.Write("}"u8);
    }

    /// <summary>Writes the text of an element of a canonical stream.</summary>
    public static void Write(ArrayBufferWriter<byte> output, CanonElementAggregate element)
    {
        output.Write("{\"value\":"u8);
        WriteCid(output, element.Value);
        output.Write(",\"tetraplet\":"u8);
        WriteCid(output, element.Tetraplet);
        output.Write(",\"provenance\":{\"type\":"u8);
        output.Write(element.Provenance.Kind switch
        {
            ProvenanceKind.Literal => "\"literal\""u8,
            ProvenanceKind.ServiceResult => "\"service_result\",\"cid\":"u8,
            _ => "\"canon\",\"cid\":"u8,
        });
        if (element.Provenance.Cid is { } cid)
        {
            WriteCid(output, cid);
        }

        output.Write("}}"u8);
    }

    /// <summary>Writes the text of a canonical stream.</summary>
    public static void Write(ArrayBufferWriter<byte> output, CanonResultAggregate result)
    {
        output.Write("{\"tetraplet\":"u8);
        WriteCid(output, result.Tetraplet);
        output.Write(",\"values\":["u8);
        for (int i = 0; i < result.Values.Length; i++)
        {
            if (i > 0)
            {
                output.Write(","u8);
            }

            WriteCid(output, result.Values[i]);
        }

        output.Write("]}"u8);
    }

    /// <summary>Writes a string that hardly ever needs escapes.</summary>
    private static void WriteString(ArrayBufferWriter<byte> output, string text)
    {
        if (IsPlain(text))
        {
            Span<byte> room = output.GetSpan(text.Length + 2);
            room[0] = (byte)'"';
            Encoding.ASCII.GetBytes(text, room[1..]);
            room[text.Length + 1] = (byte)'"';
            output.Advance(text.Length + 2);
        }
        else
        {
            new JsonString(text).WriteTo(output);
        }
    }

    private static void WriteCid(ArrayBufferWriter<byte> output, DataCid cid)
    {
        if (CidText.IsCanonical(cid.Utf8) && cid.Utf8.IndexOfAny("\"\\"u8) < 0 && Ascii.IsValid(cid.Utf8))
        {
            output.Write("\""u8);
            output.Write(cid.Utf8);
            output.Write("\""u8);
        }
        else
        {
            WriteString(output, cid.Text);
        }
    }

    private static bool IsPlain(string text) =>
        Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\x1f') && !text.AsSpan().ContainsAny('"', '\\');
}
