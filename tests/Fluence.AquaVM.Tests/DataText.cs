using System.Text;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Tests;

/// <summary>Interpreter data as lines of text: two data are the same when their texts are, however their stores are ordered.</summary>
internal static class DataText
{
    private delegate void WriteJson<T>(TextBuffer output, T content);

    public static InterpreterData Read(ReadOnlyMemory<byte> envelope) =>
        InterpreterDataReader.Read(DataEnvelope.Read(envelope).InnerData, new CidPool());

    public static string Of(ReadOnlyMemory<byte> envelope) => envelope.IsEmpty ? string.Empty : Of(Read(envelope));

    public static string Of(InterpreterData data)
    {
        List<string> stores = [];
        foreach ((DataCid cid, VmValue value) in data.Values)
        {
            stores.Add($"value {cid} {Encoding.UTF8.GetString(value.StoredText)}");
        }

        Add(stores, "tetraplet", data.Tetraplets, AggregateJson.Write);
        Add(stores, "canon element", data.CanonElements, AggregateJson.Write);
        Add(stores, "canon result", data.CanonResults, AggregateJson.Write);
        Add(stores, "service result", data.ServiceResults, AggregateJson.Write);
        foreach ((ReadOnlyMemory<byte> key, ReadOnlyMemory<byte> signature) in data.Signatures)
        {
            stores.Add($"signature {Convert.ToHexStringLower(key.Span)} {Convert.ToHexStringLower(signature.Span)}");
        }

        stores.Sort(StringComparer.Ordinal);
        return string.Join('\n', [.. data.Trace.Select(StateText.Debug), $"last call {data.LastCallRequestId}", .. stores]);
    }

    private static void Add<T>(List<string> lines, string name, CidStore<T> store, WriteJson<T> write)
        where T : class
    {
        foreach ((DataCid cid, T content) in store)
        {
            TextBuffer json = new();
            write(json, content);
            lines.Add($"{name} {cid} {Encoding.UTF8.GetString(json.Written)}");
        }
    }
}
