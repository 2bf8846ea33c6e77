using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Car;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;
using Microsoft.AspNetCore.Http;

namespace Fluence.Ipfs.Rpc;

/// <summary>
/// The read-only gateway, <c>GET /ipfs/‹CID›[/path][?format=raw|car]</c>. It shares its address with the RPC, so nothing that it gives is
/// ever shown by a browser as a page of that address: files are for saving.
/// </summary>
internal static class Gateway
{
    public static async Task AnswerAsync(RpcCall call)
    {
        IHeaderDictionary headers = call.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.ContentDisposition = "attachment";
        headers.CacheControl = "public, max-age=29030400, immutable";
        Cid cid = await call.ResolveAsync(call.Context.Request.Path.Value!);
        headers.ETag = $"\"{cid}\"";
        bool isHead = HttpMethods.IsHead(call.Context.Request.Method);
        switch (call.Option("format"))
        {
            case "raw":
                Block block = await call.Source.GetAsync(cid, call.Cancellation);
                call.Response.ContentType = "application/vnd.ipld.raw";
                call.Response.ContentLength = block.Data.Length;
                await call.WriteAsync(isHead ? default : block.Data);
                break;
            case "car":
                call.Response.ContentType = "application/vnd.ipld.car; version=1";
                if (!isHead)
                {
                    await call.Node.FetchAsync(cid, long.MaxValue, call.Lease, call.Cancellation);
                    await CarWriter.WriteAsync(call.Response.Body, call.Source, cid, call.Cancellation);
                }

                break;
            case null:
                await FileAsync(call, cid, isHead);
                break;
            case var other:
                throw new RpcException($"the format '{other}' is not given here; given are raw and car");
        }
    }

    private static async Task FileAsync(RpcCall call, Cid cid, bool isHead)
    {
        UnixFsStat stat = await call.Files.StatAsync(cid, call.Cancellation);
        if (stat.IsDirectory)
        {
            throw new RpcException("this is a directory: name a file in it, or take it as ?format=car");
        }

        call.Response.ContentType = "application/octet-stream";
        call.Response.ContentLength = stat.Size;
        if (isHead)
        {
            return;
        }

        await foreach (ReadOnlyMemory<byte> part in call.Files.ReadAsync(cid, 0, null, call.Cancellation))
        {
            await call.WriteAsync(part);
        }
    }
}
