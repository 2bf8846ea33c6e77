using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Fluence.Ethereum;

namespace Fluence.Proofs.Capacity.Rpc;

/// <summary>A method: it does what it is asked to, and then writes its result.</summary>
/// <exception cref="RpcException">The parameters are wrong.</exception>
/// <exception cref="ProverException">It cannot be done.</exception>
internal delegate Task<Action<Utf8JsonWriter>> RpcMethod(RpcParameters parameters, CancellationToken cancellation);

/// <summary>The methods of the original prover, as <c>ccp-rpc-client</c> calls them.</summary>
internal static class ProverMethods
{
    private static readonly Action<Utf8JsonWriter> Nothing = static json => json.WriteNullValue();

    public static FrozenDictionary<string, RpcMethod> Of(CapacityProver prover) =>
        new Dictionary<string, RpcMethod>
        {
            ["ccp_on_active_commitment"] = (parameters, cancellation) => ProveAsync(prover, parameters, cancellation),
            ["ccp_on_no_active_commitment"] = (_, cancellation) => StopAsync(prover, cancellation),
            ["ccp_get_proofs_after"] = (parameters, _) => Task.FromResult(ProofsAfter(prover, parameters)),

            // whoever starts the prover says which cores its other threads have
            ["ccp_realloc_utility_cores"] = static (_, _) => Task.FromResult(Nothing),
        }.ToFrozenDictionary(StringComparer.Ordinal);

    private static async Task<Action<Utf8JsonWriter>> ProveAsync(
        CapacityProver prover, RpcParameters parameters, CancellationToken cancellation)
    {
        CapacityEpoch epoch = new(parameters.Bytes(0, "global_nonce"), parameters.Bytes(1, "difficulty"));
        ImmutableSortedDictionary<int, Bytes32> units = parameters.Units(2, "cu_allocation");
        await prover.ProveAsync(epoch, units, cancellation);
        return Nothing;
    }

    private static async Task<Action<Utf8JsonWriter>> StopAsync(CapacityProver prover, CancellationToken cancellation)
    {
        await prover.StopAsync(cancellation);
        return Nothing;
    }

    private static Action<Utf8JsonWriter> ProofsAfter(CapacityProver prover, RpcParameters parameters)
    {
        int limit = (int)Math.Min(parameters.Number(1, "limit"), int.MaxValue);
        ImmutableArray<FoundProof> proofs = prover.ProofsAfter(parameters.Number(0, "proof_idx"), limit);
        return json =>
        {
            json.WriteStartArray();
            foreach (FoundProof proof in proofs)
            {
                ProofJson.Write(json, proof);
            }

            json.WriteEndArray();
        };
    }
}
