using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Car;
using Fluence.Ipfs.Dag;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Rpc.Commands;

/// <summary>The calls about DAGs of any codec, and archives of them.</summary>
internal static class DagCommands
{
    /// <summary><c>dag/put</c>: a value in one codec is stored in another.</summary>
    public static async Task PutAsync(RpcCall call)
    {
        call.Only("hash", "sha2-256");
        string input = call.Option("input-codec") ?? "dag-json", store = call.Option("store-codec") ?? "dag-cbor";
        await foreach (MultipartFile file in MultipartFiles.ReadAsync(call.Context.Request, call.Cancellation))
        {
            Block block = DagConverter.Convert(await ReadBlockAsync(file, call.Cancellation), Codec(input), Codec(store));
            call.Node.Put(block, call.Lease);
            if (call.Flag("pin", true))
            {
                await call.Node.PinAsync(block.Cid, isRecursive: true, call.Cancellation);
            }

            await call.LineAsync(new JsonObject { ["Cid"] = RpcCall.Link(block.Cid) });
        }
    }

    /// <summary><c>dag/get</c>: the value that a path leads to.</summary>
    public static async Task GetAsync(RpcCall call)
    {
        (Block block, ImmutableArray<string> rest) = await DagPath.ResolveAsync(
            call.Source, RpcCall.ReadPath(call.Argument("ref")), call.Cancellation);
        string codec = call.Option("output-codec") ?? "dag-json";
        if (Codec(codec) == block.Cid.Codec && rest.IsEmpty)
        {
            await call.WriteAsync(block.Data);
            return;
        }

        IpldValue value = DagPath.Within(block, rest);
        call.Response.ContentType = codec == "dag-json" ? "application/vnd.ipld.dag-json" : "application/octet-stream";
        await call.WriteAsync(codec == "dag-json" ? Encoding.UTF8.GetBytes(DagJson.ToJson(value) + "\n")
            : Codec(codec) == Multicodec.DagCbor ? DagNodes.EncodeCbor(value).Data
            : throw new RpcException($"option \"output-codec\" is '{codec}', supported here are dag-json and dag-cbor"));
    }

    /// <summary><c>dag/resolve</c>: the block that a path leads into, and what is left of the path there.</summary>
    public static async Task ResolveAsync(RpcCall call)
    {
        (Block block, ImmutableArray<string> rest) = await DagPath.ResolveAsync(
            call.Source, RpcCall.ReadPath(call.Argument("ref")), call.Cancellation);
        await call.JsonAsync(new JsonObject { ["Cid"] = RpcCall.Link(block.Cid), ["RemPath"] = string.Join('/', rest) });
    }

    /// <summary><c>dag/export</c>: a DAG as an archive.</summary>
    public static async Task ExportAsync(RpcCall call)
    {
        Cid root = RpcCall.ReadCid(call.Argument("root"));
        await call.Node.FetchAsync(root, long.MaxValue, call.Lease, call.Cancellation);
        call.BeginStream("application/vnd.ipld.car; version=1");
        await CarWriter.WriteAsync(call.Response.Body, call.Source, root, call.Cancellation);
    }

    /// <summary><c>dag/import</c>: archives.</summary>
    public static async Task ImportAsync(RpcCall call)
    {
        bool pin = call.Flag("pin-roots", true);
        long blocks = 0, bytes = 0;
        await foreach (MultipartFile file in MultipartFiles.ReadAsync(call.Context.Request, call.Cancellation))
        {
            (IReadOnlyList<Cid> roots, long more, long moreBytes) = await call.Node.ImportAsync(
                file.Content ?? throw new RpcException("an archive is expected, not a directory"), pin, call.Cancellation);
            (blocks, bytes) = (blocks + more, bytes + moreBytes);
            foreach (Cid root in pin ? roots : [])
            {
                await call.LineAsync(new JsonObject { ["Root"] = new JsonObject { ["Cid"] = RpcCall.Link(root), ["PinErrorMsg"] = "" } });
            }
        }

        if (call.Flag("stats", false))
        {
            await call.LineAsync(new JsonObject { ["Stats"] = new JsonObject { ["BlockCount"] = blocks, ["BlockBytesCount"] = bytes } });
        }

        call.BeginStream("application/json");
    }

    /// <summary><c>refs</c>: what a DAG links to.</summary>
    public static async Task RefsAsync(RpcCall call)
    {
        call.Argument("ipfs-path");
        call.BeginStream("application/json");
        foreach (string argument in call.Arguments)
        {
            Cid root = await call.ResolveAsync(argument);
            if (call.Flag("recursive", false))
            {
                await foreach (Block block in DagWalker.WalkAsync(call.Source, root, call.Cancellation))
                {
                    if (!block.Cid.Equals(root))
                    {
                        await call.LineAsync(Ref(block.Cid));
                    }
                }

                continue;
            }

            IEnumerable<Cid> links = DagNodes.Links(await call.Source.GetAsync(root, call.Cancellation));
            foreach (Cid link in call.Flag("unique", false) ? links.Distinct() : links)
            {
                await call.LineAsync(Ref(link));
            }
        }
    }

    /// <summary><c>refs/local</c>: every block that is here.</summary>
    public static async Task LocalRefsAsync(RpcCall call)
    {
        call.BeginStream("application/json");
        foreach (Multihash hash in call.Node.Store.All)
        {
            await call.LineAsync(Ref(new Cid(Multicodec.Raw, hash)));
        }
    }

    /// <summary>The whole of a file of a request as one block.</summary>
    internal static async Task<byte[]> ReadBlockAsync(MultipartFile file, CancellationToken cancellation)
    {
        Stream content = file.Content ?? throw new RpcException("a file is expected, not a directory");
        byte[] block = new byte[Limits.BlockSize + 1];
        int length = await content.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellation);
        return length <= Limits.BlockSize ? block[..length]
            : throw new IpfsLimitException($"a block has at most {Limits.BlockSize} bytes");
    }

    internal static ulong Codec(string name) => name switch
    {
        "raw" => Multicodec.Raw,
        "dag-pb" or "protobuf" => Multicodec.DagPb,
        "dag-cbor" or "cbor" => Multicodec.DagCbor,
        "dag-json" => Multicodec.DagJson,
        _ => throw new RpcException($"the codec '{name}' is not known here; known are raw, dag-pb, dag-cbor and dag-json"),
    };

    private static JsonObject Ref(Cid cid) => new() { ["Ref"] = cid.ToString(), ["Err"] = "" };
}
