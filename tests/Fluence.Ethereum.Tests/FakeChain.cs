using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Crypto;
using Fluence.Ethereum.JsonRpc;

namespace Fluence.Ethereum.Tests;

/// <summary>A chain that is a list: blocks with events, which a test adds, takes away, and has asked wrongly.</summary>
internal sealed class FakeChain : IRpcTransport
{
    private readonly List<(string Hash, int Logs)> _blocks = [];
    private readonly Lock _lock = new();

    internal FakeChain() => Add(0);

    /// <summary>How many events an answer may hold.</summary>
    internal int MaxLogs { get; set; } = int.MaxValue;

    /// <summary>Whether more events than that make it answer too late, and not with an error.</summary>
    internal bool IsLate { get; set; }

    /// <summary>Throws instead of an answer.</summary>
    internal Exception? Failure { get; set; }

    /// <summary>Told before each request is answered.</summary>
    internal Action<string>? Asked { get; set; }

    internal int Height => _blocks.Count - 1;

    /// <summary>Adds a block with so many events; <paramref name="branch"/> makes its hash that of another history.</summary>
    internal void Add(int logs, string branch = "")
    {
        lock (_lock)
        {
            string parent = _blocks.Count == 0 ? "" : _blocks[^1].Hash;
            _blocks.Add((Hex.Of(Keccak256.Hash(System.Text.Encoding.UTF8.GetBytes($"{parent}{_blocks.Count}{branch}"))), logs));
        }
    }

    /// <summary>Takes the newest blocks away.</summary>
    internal void Cut(int blocks)
    {
        lock (_lock)
        {
            _blocks.RemoveRange(_blocks.Count - blocks, blocks);
        }
    }

    /// <summary>All events, as height and place.</summary>
    internal List<(ulong Block, ulong Index)> All() =>
        [.. _blocks.SelectMany(static (block, height) => Enumerable.Range(0, block.Logs).Select(i => ((ulong)height, (ulong)i)))];

    public Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellation)
    {
        if (Failure is { } failure)
        {
            return Task.FromException<IReadOnlyList<RpcAnswer>>(failure);
        }

        return Task.FromResult<IReadOnlyList<RpcAnswer>>([.. requests.Select(Answer)]);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private RpcAnswer Answer(RpcRequest request)
    {
        Asked?.Invoke(request.Method);
        lock (_lock)
        {
            return request.Method switch
            {
                "eth_blockNumber" => Of(Hex.Quantity((ulong)Height)),
                "eth_getBlockByNumber" => Of(Block((string)request.Parameters[0]!)),
                "eth_getLogs" => Logs(request.Parameters[0]!.AsObject()),
                _ => new RpcAnswer(default, new RpcError(-32601, "no such method", default)),
            };
        }
    }

    private JsonObject? Block(string number)
    {
        int height = Number(number);
        return height > Height ? null : new JsonObject
        {
            ["number"] = number, ["hash"] = _blocks[height].Hash, ["timestamp"] = Hex.Quantity((ulong)height * 10),
            ["parentHash"] = height == 0 ? Bytes32.Zero.ToString() : _blocks[height - 1].Hash,
        };
    }

    private RpcAnswer Logs(JsonObject filter)
    {
        List<(ulong Block, ulong Index)> found =
            [.. All().Where(each => (int)each.Block >= Number((string)filter["fromBlock"]!) && (int)each.Block <= Number((string)filter["toBlock"]!))];
        return found.Count > MaxLogs
            ? IsLate ? throw new RpcUnavailableException("too late") : new RpcAnswer(default, new RpcError(-32005, "query returned more than that many results", default))
            : Of(new JsonArray([.. found.Select(each => (JsonNode)new JsonObject
            {
                ["address"] = Address.Zero.ToString(), ["topics"] = new JsonArray(), ["data"] = "0x",
                ["blockNumber"] = Hex.Quantity(each.Block), ["blockHash"] = _blocks[(int)each.Block].Hash,
                ["transactionHash"] = Bytes32.Zero.ToString(), ["transactionIndex"] = "0x0", ["logIndex"] = Hex.Quantity(each.Index),
            })]));
    }

    private static int Number(string quantity) => Convert.ToInt32(quantity, 16);

    private static RpcAnswer Of(JsonNode? value) => new(JsonSerializer.SerializeToElement(value), null);
}
