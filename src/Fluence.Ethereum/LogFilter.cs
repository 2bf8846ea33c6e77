using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Fluence.Ethereum;

/// <summary>Which events are asked for.</summary>
public sealed record LogFilter
{
    /// <summary>The contracts; those of any where it is empty.</summary>
    public ImmutableArray<Address> Addresses { get; init; } = [];

    /// <summary>For each place of the topics, those that may stand there; any where it is empty.</summary>
    public ImmutableArray<ImmutableArray<Bytes32>> Topics { get; init; } = [];

    /// <summary>The first block.</summary>
    public BlockTag From { get; init; } = BlockTag.Latest;

    /// <summary>The last block.</summary>
    public BlockTag To { get; init; } = BlockTag.Latest;

    /// <summary>The one block, in place of a range.</summary>
    public Bytes32? BlockHash { get; init; }

    /// <summary>Events of a contract whose first topic is one of these.</summary>
    public static LogFilter Of(Address contract, params ImmutableArray<Bytes32> events) =>
        new() { Addresses = [contract], Topics = [events] };

    /// <summary>The parameter of <c>eth_getLogs</c>.</summary>
    internal JsonObject ToJson()
    {
        JsonObject filter = ToSubscription();
        if (BlockHash is { } hash)
        {
            filter["blockHash"] = hash.ToString();
        }
        else
        {
            filter["fromBlock"] = From.ToString();
            filter["toBlock"] = To.ToString();
        }

        return filter;
    }

    /// <summary>The parameter of a subscription, which has no range.</summary>
    internal JsonObject ToSubscription()
    {
        JsonObject filter = [];
        if (!Addresses.IsDefaultOrEmpty)
        {
            filter["address"] = new JsonArray([.. Addresses.Select(static each => JsonValue.Create(each.ToLowerString()))]);
        }

        if (!Topics.IsDefaultOrEmpty)
        {
            filter["topics"] = new JsonArray([.. Topics.Select(static place => place.IsDefaultOrEmpty
                ? null
                : (JsonNode)new JsonArray([.. place.Select(static each => JsonValue.Create(each.ToString()))]))]);
        }

        return filter;
    }
}
