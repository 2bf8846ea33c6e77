using System.Numerics;
using Fluence.Ethereum.JsonRpc;
using Fluence.Ethereum.Transactions;

namespace Fluence.Ethereum.Sending;

/// <summary>What a transaction should pay now.</summary>
internal static class FeeSuggestion
{
    private static readonly BigInteger OneGwei = BigInteger.Pow(10, 9);

    /// <summary>The requests whose answers <see cref="Read"/> takes.</summary>
    public static IReadOnlyList<RpcRequest> Requests { get; } =
    [
        new("eth_getBlockByNumber", "latest", false), new("eth_maxPriorityFeePerGas"), new("eth_gasPrice"),
    ];

    /// <summary>
    /// Twice what the newest block costs, so that several full blocks may follow, and what the node suggests for the maker of the block.
    /// Of a chain without EIP-1559 the node's price.
    /// </summary>
    public static GasFee Read(IReadOnlyList<RpcAnswer> answers)
    {
        Block? newest = RpcReader.Block(answers[0].OrThrow("eth_getBlockByNumber"));
        if (newest?.BaseFeePerGas is not { } baseFee)
        {
            return GasFee.Legacy(RpcReader.Number(answers[2].OrThrow("eth_gasPrice"), "the price of gas"));
        }

        // not every node knows this method
        BigInteger priority = answers[1].Error is null ? RpcReader.Number(answers[1].Result, "the priority fee") : OneGwei;
        return new GasFee((2 * baseFee) + priority, priority);
    }
}
