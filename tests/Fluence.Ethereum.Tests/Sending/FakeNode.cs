using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Ethereum.JsonRpc;
using Fluence.Ethereum.Transactions;

namespace Fluence.Ethereum.Tests.Sending;

/// <summary>A node that is told what to do: what it takes, when it makes a block, whether it answers at all.</summary>
internal sealed class FakeNode : IRpcTransport
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ulong> _blockOf = [];
    private ulong _height = 1;

    /// <summary>The methods that were asked for.</summary>
    internal HashSet<string> Asked { get; } = [];

    /// <summary>Whether nobody reaches it.</summary>
    internal bool IsDown { get; set; }

    /// <summary>Whether it takes the next transaction and its answer is lost.</summary>
    internal bool LosesAnswer { get; set; }

    /// <summary>What it answers to the next transactions instead of taking them.</summary>
    internal Queue<string> Refusals { get; } = new();

    /// <summary>All transactions that it was sent, in their order.</summary>
    internal List<SignedTransaction> Sent { get; } = [];

    /// <summary>How many transactions of the account are in blocks.</summary>
    internal ulong Count { get; set; }

    /// <summary>Puts the transaction that was sent last into a block.</summary>
    internal void Mine()
    {
        lock (_lock)
        {
            _blockOf[Sent[^1].Hash.ToString()] = ++_height;
            Count = Sent[^1].Transaction.Nonce + 1;
        }
    }

    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellation)
    {
        lock (_lock)
        {
            Asked.UnionWith(requests.Select(static each => each.Method));
            IReadOnlyList<RpcAnswer> answers = IsDown ? [] : [.. requests.Select(Answer)];
            bool isLost = IsDown || (LosesAnswer && requests.Any(static each => each.Method == "eth_sendRawTransaction"));
            LosesAnswer &= !isLost;
            return isLost ? Task.FromException<IReadOnlyList<RpcAnswer>>(new RpcUnavailableException("down")) : Task.FromResult(answers);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private RpcAnswer Answer(RpcRequest request) => request.Method switch
    {
        "eth_chainId" => Of("0x1"),
        "eth_blockNumber" => Of(Hex.Quantity(_height)),
        "eth_gasPrice" or "eth_maxPriorityFeePerGas" => Of("0x3b9aca00"),
        "eth_estimateGas" => Of("0x5208"),
        "eth_getTransactionCount" => Of(Hex.Quantity(Count)),
        "eth_getBlockByNumber" => Of(new JsonObject
        {
            ["number"] = Hex.Quantity(_height), ["hash"] = Bytes32.FromNumber(_height).ToString(), ["timestamp"] = "0x0",
            ["parentHash"] = Bytes32.FromNumber(_height - 1).ToString(), ["baseFeePerGas"] = "0x3b9aca00",
        }),
        "eth_sendRawTransaction" => Take((string)request.Parameters[0]!),
        "eth_getTransactionReceipt" => Of(Receipt((string)request.Parameters[0]!)),
        _ => new RpcAnswer(default, new RpcError(-32601, "no such method", default)),
    };

    private RpcAnswer Take(string raw)
    {
        if (!SignedTransaction.TryParse(Hex.Parse(raw), out SignedTransaction? transaction))
        {
            return new RpcAnswer(default, new RpcError(-32602, "that is no transaction", default));
        }

        Sent.Add(transaction);
        return Refusals.TryDequeue(out string? refusal) ? new RpcAnswer(default, new RpcError(-32000, refusal, default))
            : Of(transaction.Hash.ToString());
    }

    private JsonObject? Receipt(string hash) => !_blockOf.TryGetValue(hash, out ulong block) ? null : new JsonObject
    {
        ["transactionHash"] = hash, ["blockHash"] = Bytes32.FromNumber(block).ToString(), ["blockNumber"] = Hex.Quantity(block),
        ["from"] = Address.Zero.ToString(), ["to"] = null, ["status"] = "0x1", ["gasUsed"] = "0x5208", ["effectiveGasPrice"] = "0x1",
        ["logs"] = new JsonArray(), ["transactionIndex"] = "0x0",
    };

    private static RpcAnswer Of(JsonNode? value) => new(JsonSerializer.SerializeToElement(value), null);

    /// <summary>What a unit of gas was offered at most in each transaction that was sent, without repetitions.</summary>
    internal List<BigInteger> Fees() => [.. Sent.Select(static each => each.Transaction.Fee.MaxPerGas).Distinct()];
}
