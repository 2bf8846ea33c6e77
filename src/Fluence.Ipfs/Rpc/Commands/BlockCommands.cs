using System.Text.Json.Nodes;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Rpc.Commands;

/// <summary>The calls about single blocks.</summary>
internal static class BlockCommands
{
    /// <summary><c>block/get</c>.</summary>
    public static async Task GetAsync(RpcCall call)
    {
        Block block = await call.Source.GetAsync(await call.ResolveAsync(call.Argument("cid")), call.Cancellation);
        call.Response.ContentType = "application/octet-stream";
        await call.WriteAsync(block.Data);
    }

    /// <summary><c>block/stat</c>.</summary>
    public static async Task StatAsync(RpcCall call)
    {
        Block block = await call.Source.GetAsync(await call.ResolveAsync(call.Argument("cid")), call.Cancellation);
        await call.JsonAsync(Describe(block));
    }

    /// <summary><c>block/put</c>: blocks of any codec that is known; they are not looked into.</summary>
    public static async Task PutAsync(RpcCall call)
    {
        call.Only("mhtype", "sha2-256");
        string codec = call.Option("cid-codec") ?? call.Option("format") ?? "raw";
        await foreach (MultipartFile file in MultipartFiles.ReadAsync(call.Context.Request, call.Cancellation))
        {
            byte[] data = await DagCommands.ReadBlockAsync(file, call.Cancellation);
            Block block = codec is "v0" ? Block.OfV0(data) : Block.Of(DagCommands.Codec(codec), data);
            call.Node.Put(block, call.Lease);
            if (call.Flag("pin", false))
            {
                await call.Node.PinAsync(block.Cid, isRecursive: true, call.Cancellation);
            }

            await call.LineAsync(Describe(block));
        }
    }

    /// <summary><c>block/rm</c>: those that are pinned stay, and that is told in their line.</summary>
    public static async Task RemoveAsync(RpcCall call)
    {
        call.Argument("cid");
        bool force = call.Flag("force", false), quiet = call.Flag("quiet", false);
        foreach (string argument in call.Arguments)
        {
            Cid cid = RpcCall.ReadCid(argument);
            string? problem = call.Node.FindPin(cid) is { } pin ? $"pinned: {pin.Mode.ToString().ToLowerInvariant()}"
                : !call.Node.Store.Remove(cid.Hash) && !force ? $"ipld: could not find {cid}" : null;
            if (problem is not null)
            {
                await call.LineAsync(new JsonObject { ["Hash"] = cid.ToString(), ["Error"] = problem });
            }
            else if (!quiet)
            {
                await call.LineAsync(new JsonObject { ["Hash"] = cid.ToString() });
            }
        }

        call.BeginStream("application/json");
    }

    private static JsonObject Describe(Block block) => new() { ["Key"] = block.Cid.ToString(), ["Size"] = block.Data.Length };
}
