using System.Buffers;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Data;

/// <summary>
/// The JSON texts of which CIDs of tetraplets and aggregates are the hashes. The members stand in the order of the original's fields, not
/// sorted.
/// </summary>
internal static class AggregateJson
{
    private const int MostRoomFor = 1 << 16;

    private static readonly SearchValues<char> Plain =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x60).Select(static code => (char)code).Except(['"', '\\'])]);

    /// <summary>Writes the text of a tetraplet.</summary>
    public static void Write(TextBuffer output, SecurityTetraplet tetraplet)
    {
        WriteCall(output, tetraplet);
        WriteLens(output, tetraplet);
    }

    /// <summary>Writes the text of a tetraplet up to its lens, which many have in common.</summary>
    public static void WriteCall(TextBuffer output, SecurityTetraplet tetraplet)
    {
        output.Write("{\"peer_pk\":"u8);
        WriteString(output, tetraplet.PeerPk);
        output.Write(",\"service_id\":"u8);
        WriteString(output, tetraplet.ServiceId);
        output.Write(",\"function_name\":"u8);
        WriteString(output, tetraplet.FunctionName);
        output.Write(",\"lens\":"u8);
    }

    /// <summary>Writes the rest of the text.</summary>
    public static void WriteLens(TextBuffer output, SecurityTetraplet tetraplet)
    {
        WriteString(output, tetraplet.Lens);
        output.Write("}"u8);
    }

    /// <summary>Writes the text of a service result.</summary>
    public static void Write(TextBuffer output, ServiceResultAggregate result)
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
    public static void Write(TextBuffer output, CanonElementAggregate element)
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
    public static void Write(TextBuffer output, CanonResultAggregate result)
    {
        output.MakeRoom(Math.Min(result.Values.Length, MostRoomFor) * (JsonCid.TextLength + 3));
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

    /// <summary>Whether JSON has a string as it is, and in ASCII.</summary>
    public static bool IsPlain(string text) => !text.AsSpan().ContainsAnyExcept(Plain);

    private static void WriteString(TextBuffer output, string text)
    {
        // hardly any string needs escapes
        if (IsPlain(text))
        {
            output.Write("\""u8);
            output.WriteAscii(text);
            output.Write("\""u8);
        }
        else
        {
            output.Write(new JsonString(text).ToUtf8());
        }
    }

    private static void WriteCid(TextBuffer output, DataCid cid)
    {
        if (cid.IsPlain)
        {
            output.WriteQuoted(cid);
        }
        else
        {
            WriteString(output, cid.Text);
        }
    }
}
