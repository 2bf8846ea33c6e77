using System.Collections.Immutable;
using System.Text.Json;
using Fluence.Ethereum;

namespace Fluence.Proofs.Capacity.Rpc;

/// <summary>The parameters of a request, by name or in order.</summary>
/// <param name="json">The object, the array, or nothing.</param>
internal readonly struct RpcParameters(JsonElement json)
{
    /// <exception cref="RpcException">It is missing, or no 32 bytes.</exception>
    public Bytes32 Bytes(int place, string name)
    {
        JsonElement value = Value(place, name);
        try
        {
            return ProofJson.ReadBytes(value, name);
        }
        catch (FormatException wrong)
        {
            throw new RpcException(
                value.ValueKind == JsonValueKind.String ? RpcException.NoBytes : RpcException.InvalidParameters, wrong.Message);
        }
    }

    /// <exception cref="RpcException">It is missing, or something else.</exception>
    public ImmutableSortedDictionary<int, Bytes32> Units(int place, string name)
    {
        JsonElement value = Value(place, name);
        try
        {
            return ProverState.ReadUnits(value);
        }
        catch (FormatException wrong)
        {
            throw new RpcException(RpcException.InvalidParameters, wrong.Message);
        }
    }

    /// <exception cref="RpcException">It is missing, or no whole number from 0 on.</exception>
    public ulong Number(int place, string name) =>
        Value(place, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetUInt64(out ulong number)
            ? number : throw new RpcException(RpcException.InvalidParameters, $"{name} is no whole number from 0 on");

    private JsonElement Value(int place, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement named) ? named
        : json.ValueKind == JsonValueKind.Array && json.GetArrayLength() > place ? json[place]
        : throw new RpcException(RpcException.InvalidParameters, $"the parameter {name} is missing");
}
