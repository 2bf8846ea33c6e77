using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;
using Microsoft.AspNetCore.Http;

namespace Fluence.Ipfs.Rpc;

/// <summary>One call: its arguments, what it works on, and its answer.</summary>
internal sealed class RpcCall(HttpContext context, IpfsNode node, BlockLease lease, CancellationToken cancellation)
{
    public HttpContext Context { get; } = context;

    public IpfsNode Node { get; } = node;

    /// <summary>Keeps what the call puts or reads until it has ended.</summary>
    public BlockLease Lease { get; } = lease;

    /// <summary>Ends when the caller hangs up, or its <c>timeout</c> is over.</summary>
    public CancellationToken Cancellation { get; } = cancellation;

    public HttpResponse Response => Context.Response;

    /// <summary>The arguments: every <c>arg</c>.</summary>
    public IReadOnlyList<string> Arguments => [.. Context.Request.Query["arg"].Select(value => value ?? "")];

    /// <summary>Blocks from here, and from other peers unless the call says <c>offline</c>.</summary>
    public IBlockSource Source => Node.Source(Lease, Flag("offline", false));

    public UnixFsReader Files => new(Source);

    public string Argument(string name) => Arguments is [var first, ..] && first.Length > 0
        ? first : throw new RpcException($"argument \"{name}\" is required");

    public string? Option(string name) => Context.Request.Query[name] is [.., { Length: > 0 } value] ? value : null;

    public bool Flag(string name, bool fallback) => Option(name) switch
    {
        null => fallback,
        "true" or "1" or "t" or "T" or "TRUE" or "True" => true,
        "false" or "0" or "f" or "F" or "FALSE" or "False" => false,
        var other => throw new RpcException($"option \"{name}\" is '{other}', expected true or false"),
    };

    public long Number(string name, long fallback) => Option(name) is not { } text ? fallback
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value
        : throw new RpcException($"option \"{name}\" is '{text}', expected a number that is not negative");

    /// <summary>Refuses an option that would make other blocks than the caller expects.</summary>
    public void Only(string name, params ReadOnlySpan<string> known)
    {
        if (Option(name) is { } value && !known.Contains(value))
        {
            throw new RpcException($"option \"{name}\" is '{value}', supported here is only {string.Join(", ", known.ToArray())}");
        }
    }

    /// <summary>An argument that is an id, or a path of which only the root is meant.</summary>
    public static Cid ReadCid(string text) => IpfsPath.TryParse(text, out IpfsPath? path) && path.Names.IsEmpty
        ? path.Root : throw new RpcException($"invalid path \"{text}\": it is no CID");

    public static IpfsPath ReadPath(string text) => IpfsPath.TryParse(text, out IpfsPath? path)
        ? path : throw new RpcException($"invalid path \"{text}\"");

    /// <summary>What a path of files and directories leads to.</summary>
    public Task<Cid> ResolveAsync(string text) => Files.ResolveAsync(ReadPath(text), Cancellation);

    public Task JsonAsync(JsonObject value)
    {
        Response.ContentType = "application/json";
        return WriteAsync(Encoding.UTF8.GetBytes(value.ToJsonString() + "\n"));
    }

    /// <summary>Writes one of many values, each in a line.</summary>
    public Task LineAsync(JsonObject value)
    {
        BeginStream("application/json");
        return WriteAsync(Encoding.UTF8.GetBytes(value.ToJsonString() + "\n"));
    }

    /// <summary>Says what kind of stream follows. May be called again.</summary>
    public void BeginStream(string contentType)
    {
        if (!Response.HasStarted)
        {
            Response.ContentType = contentType;
            Response.Headers["X-Chunked-Output"] = "1";
            Response.Headers["X-Stream-Output"] = "1";
        }
    }

    public async Task WriteAsync(ReadOnlyMemory<byte> bytes) => await Response.Body.WriteAsync(bytes, Cancellation);

    /// <summary>An id as JSON: <c>{"/": "‹CID›"}</c>.</summary>
    public static JsonObject Link(Cid cid) => new() { ["/"] = cid.ToString() };
}
