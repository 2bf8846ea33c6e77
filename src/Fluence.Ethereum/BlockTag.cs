using System.Text.Json.Nodes;

namespace Fluence.Ethereum;

/// <summary>Which block a question is about.</summary>
public readonly record struct BlockTag
{
    private readonly string? _text;

    private BlockTag(string text) => _text = text;

    /// <summary>The newest block; also the default.</summary>
    public static BlockTag Latest => new("latest");

    /// <summary>The newest block, and the transactions that wait.</summary>
    public static BlockTag Pending => new("pending");

    /// <summary>The first block.</summary>
    public static BlockTag Earliest => new("earliest");

    /// <summary>The newest block that will stay unless many validators break the rules.</summary>
    public static BlockTag Safe => new("safe");

    /// <summary>The newest block that will stay.</summary>
    public static BlockTag Finalized => new("finalized");

    /// <summary>The block of a height.</summary>
    public static BlockTag Number(ulong number) => new(Hex.Quantity(number));

    /// <summary>The block of this hash; an error where it is no longer of the chain.</summary>
    public static BlockTag OfHash(Bytes32 hash) => new(hash.ToString());

    /// <inheritdoc/>
    public override string ToString() => _text ?? "latest";

    /// <summary>The parameter of a request.</summary>
    internal JsonNode ToJson() => ToString() is { Length: 66 } hash
        ? new JsonObject { ["blockHash"] = hash, ["requireCanonical"] = true }
        : JsonValue.Create(ToString());
}
