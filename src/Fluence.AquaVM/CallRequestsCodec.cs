using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Buffers;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;
using Fluence.Primitives.Json;
using Fluence.Primitives.MessagePack;

namespace Fluence.AquaVM;

/// <summary>
/// The wire form of call requests: the varint 0x0201 (MessagePack), then a map from call ids (integers) to
/// <c>{"service_id": str, "function_name": str, "arguments": bin, "tetraplets": bin}</c>. Both byte arrays are MessagePack by themselves:
/// an array of values, and for each argument an array of tetraplets.
/// </summary>
public static class CallRequestsCodec
{
    private const string ServiceIdKey = "service_id";
    private const string FunctionNameKey = "function_name";
    private const string ArgumentsKey = "arguments";
    private const string TetrapletsKey = "tetraplets";
    private const string PeerPkKey = "peer_pk";
    private const string LensKey = "lens";

    /// <summary>Writes the wire form.</summary>
    public static byte[] Encode(IReadOnlyDictionary<uint, CallRequest> requests)
    {
        using PooledBuffer bytes = new();
        using PooledBuffer inner = new();
        Varint.Write(bytes, Multicodec.MessagePack);
        MessagePackWriter writer = new(bytes), innerWriter = new(inner);
        writer.WriteMapHeader(requests.Count);
        foreach ((uint id, CallRequest request) in requests)
        {
            writer.WriteUInt64(id);
            writer.WriteMapHeader(4);
            writer.WriteString(ServiceIdKey);
            writer.WriteString(request.ServiceId);
            writer.WriteString(FunctionNameKey);
            writer.WriteString(request.FunctionName);
            writer.WriteString(ArgumentsKey);
            inner.Clear();
            WriteArguments(innerWriter, inner, request.Arguments);
            writer.WriteBinary(inner.Written);
            writer.WriteString(TetrapletsKey);
            inner.Clear();
            WriteTetraplets(innerWriter, inner, request.Tetraplets);
            writer.WriteBinary(inner.Written);
        }

        return bytes.ToArray();
    }

    /// <summary>Reads the wire form.</summary>
    public static bool TryDecode(
        ReadOnlySpan<byte> bytes,
        [NotNullWhen(true)] out IReadOnlyDictionary<uint, CallRequest>? requests,
        [NotNullWhen(false)] out string? error)
    {
        requests = null;
        error = null;
        if (Varint.TryRead(bytes, out ulong codec, out int length) != VarintStatus.Done || codec != Multicodec.MessagePack)
        {
            error = "call requests begin with the multicodec of MessagePack";
            return false;
        }

        try
        {
            MessagePackReader reader = new(bytes[length..]);
            int count = reader.ReadMapHeader();
            Dictionary<uint, CallRequest> read = [];
            for (int i = 0; i < count; i++)
            {
                uint id = reader.ReadUInt32();
                read[id] = ReadRequest(ref reader);
            }

            requests = read;
            return true;
        }
        catch (MessagePackException exception)
        {
            error = exception.Message;
            return false;
        }
    }

    private static void WriteArguments(MessagePackWriter writer, PooledBuffer output, ImmutableArray<JsonValue> arguments)
    {
        writer.WriteArrayHeader(arguments.Length);
        int start = output.Length, end = start;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i > 0 && ReferenceEquals(arguments[i], arguments[i - 1]))
            {
                output.Repeat(start, end - start);
                continue;
            }

            start = output.Length;
            writer.WriteJson(arguments[i]);
            end = output.Length;
        }
    }

    private static void WriteTetraplets(
        MessagePackWriter writer, PooledBuffer output, ImmutableArray<ImmutableArray<SecurityTetraplet>> tetraplets)
    {
        writer.WriteArrayHeader(tetraplets.Length);
        int start = output.Length, end = start;
        for (int i = 0; i < tetraplets.Length; i++)
        {
            // arguments that come from one place share their tetraplets
            if (i > 0 && tetraplets[i] == tetraplets[i - 1])
            {
                output.Repeat(start, end - start);
                continue;
            }

            start = output.Length;
            writer.WriteArrayHeader(tetraplets[i].Length);
            foreach (SecurityTetraplet tetraplet in tetraplets[i])
            {
                WriteTetraplet(writer, tetraplet);
            }

            end = output.Length;
        }
    }

    private static void WriteTetraplet(MessagePackWriter writer, SecurityTetraplet tetraplet)
    {
        writer.WriteMapHeader(4);
        writer.WriteString(PeerPkKey);
        writer.WriteString(tetraplet.PeerPk);
        writer.WriteString(ServiceIdKey);
        writer.WriteString(tetraplet.ServiceId);
        writer.WriteString(FunctionNameKey);
        writer.WriteString(tetraplet.FunctionName);
        writer.WriteString(LensKey);
        writer.WriteString(tetraplet.Lens);
    }

    private static CallRequest ReadRequest(ref MessagePackReader reader)
    {
        string serviceId = string.Empty, functionName = string.Empty;
        ReadOnlySpan<byte> arguments = default, tetraplets = default;
        int count = reader.ReadMapHeader();
        for (int i = 0; i < count; i++)
        {
            switch (reader.ReadString())
            {
                case ServiceIdKey:
                    serviceId = reader.ReadString();
                    break;
                case FunctionNameKey:
                    functionName = reader.ReadString();
                    break;
                case ArgumentsKey:
                    arguments = reader.ReadBinary();
                    break;
                case TetrapletsKey:
                    tetraplets = reader.ReadBinary();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return new CallRequest(serviceId, functionName, ReadArguments(arguments), ReadTetraplets(tetraplets));
    }

    private static ImmutableArray<JsonValue> ReadArguments(ReadOnlySpan<byte> bytes)
    {
        MessagePackReader reader = new(bytes);
        int count = reader.ReadArrayHeader();
        ImmutableArray<JsonValue>.Builder arguments = ImmutableArray.CreateBuilder<JsonValue>();
        for (int i = 0; i < count; i++)
        {
            arguments.Add(reader.ReadJson());
        }

        return arguments.DrainToImmutable();
    }

    private static ImmutableArray<ImmutableArray<SecurityTetraplet>> ReadTetraplets(ReadOnlySpan<byte> bytes)
    {
        MessagePackReader reader = new(bytes);
        int count = reader.ReadArrayHeader();
        ImmutableArray<ImmutableArray<SecurityTetraplet>>.Builder tetraplets =
            ImmutableArray.CreateBuilder<ImmutableArray<SecurityTetraplet>>();
        for (int i = 0; i < count; i++)
        {
            int ofArgument = reader.ReadArrayHeader();
            ImmutableArray<SecurityTetraplet>.Builder inner = ImmutableArray.CreateBuilder<SecurityTetraplet>();
            for (int j = 0; j < ofArgument; j++)
            {
                inner.Add(ReadTetraplet(ref reader));
            }

            tetraplets.Add(inner.DrainToImmutable());
        }

        return tetraplets.DrainToImmutable();
    }

    private static SecurityTetraplet ReadTetraplet(ref MessagePackReader reader)
    {
        string peerPk = string.Empty, serviceId = string.Empty, functionName = string.Empty, lens = string.Empty;
        int count = reader.ReadMapHeader();
        for (int i = 0; i < count; i++)
        {
            string key = reader.ReadString();
            string value = reader.ReadString();
            switch (key)
            {
                case PeerPkKey:
                    peerPk = value;
                    break;
                case ServiceIdKey:
                    serviceId = value;
                    break;
                case FunctionNameKey:
                    functionName = value;
                    break;
                case LensKey:
                    lens = value;
                    break;
            }
        }

        return new SecurityTetraplet(peerPk, serviceId, functionName, lens);
    }
}
