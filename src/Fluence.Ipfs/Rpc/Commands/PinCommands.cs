using System.Text.Json.Nodes;
using Fluence.Ipfs.Pins;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Rpc.Commands;

/// <summary>The calls about pins.</summary>
internal static class PinCommands
{
    /// <summary><c>pin/add</c>.</summary>
    public static async Task AddAsync(RpcCall call)
    {
        call.Argument("ipfs-path");
        JsonArray pins = [];
        foreach (string argument in call.Arguments)
        {
            Cid cid = await call.ResolveAsync(argument);
            await call.Node.PinAsync(cid, call.Flag("recursive", true), call.Cancellation);
            pins.Add(cid.ToString());
        }

        await call.JsonAsync(new JsonObject { ["Pins"] = pins });
    }

    /// <summary><c>pin/rm</c>.</summary>
    public static async Task RemoveAsync(RpcCall call)
    {
        call.Argument("ipfs-path");
        JsonArray pins = [];
        foreach (string argument in call.Arguments)
        {
            Cid cid = await call.ResolveAsync(argument);
            call.Node.Unpin(cid);
            pins.Add(cid.ToString());
        }

        await call.JsonAsync(new JsonObject { ["Pins"] = pins });
    }

    /// <summary><c>pin/ls</c>: all pins of a type, or those of the arguments.</summary>
    public static async Task ListAsync(RpcCall call)
    {
        string type = call.Option("type") ?? "all";
        if (type is not ("direct" or "indirect" or "recursive" or "all"))
        {
            throw new RpcException($"Invalid type '{type}', must be one of {{direct, indirect, recursive, all}}");
        }

        bool stream = call.Flag("stream", false);
        JsonObject keys = [];
        foreach ((Cid cid, string found) in call.Arguments.Count > 0 ? await FindAsync(call, type) : All(call, type))
        {
            if (stream)
            {
                await call.LineAsync(new JsonObject { ["Type"] = found, ["Cid"] = cid.ToString() });
            }
            else
            {
                keys[cid.ToString()] = new JsonObject { ["Type"] = found };
            }
        }

        if (!stream)
        {
            await call.JsonAsync(new JsonObject { ["Keys"] = keys });
        }
    }

    private static async Task<List<(Cid Cid, string Type)>> FindAsync(RpcCall call, string type)
    {
        List<(Cid, string)> found = [];
        foreach (string argument in call.Arguments)
        {
            Cid cid = RpcCall.ReadPath(argument) is { Names: [] } path ? path.Root : await call.ResolveAsync(argument);
            (PinMode Mode, Cid? Through)? pin = call.Node.FindPin(cid);
            string word = pin is { } there ? Word(there.Mode) : "";
            found.Add(word.Length > 0 && (type == "all" || type == word)
                ? (cid, pin is { Through: { } through } ? $"indirect through {through}" : word)
                : throw new IpfsException($"path '{argument}' is not pinned"));
        }

        return found;
    }

    private static IEnumerable<(Cid Cid, string Type)> All(RpcCall call, string type)
    {
        IEnumerable<(Cid, string)> pins =
            call.Node.Pins.Select(pin => (pin.Key, Word(pin.Value))).Where(pin => type == "all" || type == pin.Item2);
        return type is "all" or "indirect" ? pins.Concat(call.Node.IndirectPins().Select(cid => (cid, "indirect"))) : pins;
    }

    private static string Word(PinMode mode) => mode switch
    {
        PinMode.Recursive => "recursive",
        PinMode.Direct => "direct",
        _ => "indirect",
    };
}
