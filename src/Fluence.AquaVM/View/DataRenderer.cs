using System.Text;
using System.Text.Json;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Signing;
using Fluence.AquaVM.Verification;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.View;

/// <summary>Writes the parts of interpreter data, checking each by itself.</summary>
internal sealed class DataRenderer(Utf8JsonWriter writer, InterpreterData data, string? particleId)
{
    private const string Ok = "ok";

    private delegate void WriteJson<T>(TextBuffer output, T content);

    /// <summary>Writes everything into the open object.</summary>
    public void Write()
    {
        writer.WriteNumber("last_call_request_id", data.LastCallRequestId);
        TraceRenderer.Write(writer, data);
        WriteStore("values", data.Values, static value => value.StoredText, OriginalTypes.Value);
        WriteStore("tetraplets", data.Tetraplets, AggregateJson.Write, OriginalTypes.Tetraplet);
        WriteStore("canon_elements", data.CanonElements, AggregateJson.Write, OriginalTypes.CanonElement);
        WriteStore("canon_results", data.CanonResults, AggregateJson.Write, OriginalTypes.CanonResult);
        WriteStore("service_results", data.ServiceResults, AggregateJson.Write, OriginalTypes.ServiceResult);
        writer.WriteString("references", Describe(() => StoreVerifier.VerifyReferences(data)) ?? Ok);
        WriteSignatures();
    }

    /// <summary>What is wrong, or null.</summary>
    private static string? Describe(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (UncatchableException error)
        {
            return error.Message;
        }
    }

    private void WriteStore<T>(string name, CidStore<T> store, WriteJson<T> write, string typeName)
        where T : class
    {
        TextBuffer json = new();
        WriteStore(name, store, content =>
        {
            json.Clear();
            write(json, content);
            return json.Written;
        }, typeName);
    }

    private void WriteStore<T>(string name, CidStore<T> store, Func<T, ReadOnlySpan<byte>> getText, string typeName)
        where T : class
    {
        writer.WriteStartArray(name);
        foreach ((DataCid cid, T content) in store)
        {
            ReadOnlySpan<byte> text = getText(content);
            writer.WriteStartObject();
            writer.WriteString("cid", cid.Text);
            writer.WriteString("check", StoreVerifier.Check(cid, text, typeName) ?? Ok);
            if (JsonValue.TryParse(text, out JsonValue? value, out string? error))
            {
                writer.WritePropertyName("content");
                writer.WriteRawValue(value.ToUtf8(), skipInputValidation: true);
            }
            else
            {
                writer.WriteString("error", error);
                writer.WriteString("text", Encoding.UTF8.GetString(text));
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private void WriteSignatures()
    {
        PeerKeys keys = new();
        TraceCids cids = new(data);
        Dictionary<string, List<DataCid>> made = new(StringComparer.Ordinal);
        List<string> problems = [];
        foreach (ExecutedState state in data.Trace)
        {
            string? problem = Describe(() =>
            {
                if (cids.TryGetMaker(state, out DataCid? cid, out string? peerId))
                {
                    made.TryAdd(peerId, []);
                    made[peerId].Add(cid);
                }
            });
            problems.AddRange(problem is null ? [] : [problem]);
        }

        writer.WriteStartArray("signatures");
        foreach ((ReadOnlyMemory<byte> encoded, ReadOnlyMemory<byte> signature) in data.Signatures)
        {
            WriteSignature(keys, made, encoded, signature);
        }

        writer.WriteEndArray();
        problems.AddRange(made.Keys.Select(static peerId => $"the results of {peerId} are not signed"));
        writer.WriteStartArray("problems");
        foreach (string problem in problems)
        {
            writer.WriteStringValue(problem);
        }

        writer.WriteEndArray();
    }

    private void WriteSignature(
        PeerKeys keys, Dictionary<string, List<DataCid>> made, ReadOnlyMemory<byte> encoded, ReadOnlyMemory<byte> signature)
    {
        writer.WriteStartObject();
        writer.WriteString("public_key", Convert.ToHexStringLower(encoded.Span));
        writer.WriteString("signature", Convert.ToHexStringLower(signature.Span));
        string? problem = Describe(() =>
        {
            PeerRecord peer = new(keys.Read(encoded), encoded, signature);
            made.Remove(peer.Key.PeerId, out List<DataCid>? cids);
            cids?.ForEach(peer.Add);
            peer.Sort(known: null);
            writer.WriteString("peer_id", peer.Key.PeerId);
            writer.WriteNumber("results", peer.Cids.Count);
            writer.WriteString("check", particleId is null ? "not checked without the particle id"
                : DataVerifier.IsSigned(peer, particleId, new SignatureMemory(0)) ? Ok
                : "the signature does not fit the results and the particle id");
        });
        if (problem is not null)
        {
            writer.WriteString("check", problem);
        }

        writer.WriteEndObject();
    }
}
