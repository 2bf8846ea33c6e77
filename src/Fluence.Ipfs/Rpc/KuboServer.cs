using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Rpc.Commands;
using Fluence.Libp2p;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using BadRequest = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace Fluence.Ipfs.Rpc;

/// <summary>
/// The part of kubo's RPC that its clients for Fluence use, <c>POST /api/v0/…</c>, and a read-only gateway, <c>GET /ipfs/…</c>. Whoever
/// reaches the RPC may change what the peer keeps: it is for the same machine. Pages of browsers are refused.
/// </summary>
public sealed partial class KuboServer : IAsyncDisposable
{
    private const string Prefix = "/api/v0/", GatewayPrefix = "/ipfs/";
    private const int MaxConnections = 256, BodyOverhead = 16 * 1024 * 1024;

    private readonly WebApplication _app;
    private readonly IpfsNode _node;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stop = new();
    private readonly FrozenDictionary<string, Func<RpcCall, Task>> _commands;

    private KuboServer(WebApplication app, IpfsNode node, Libp2pHost host, string agentVersion, ILogger logger)
    {
        _app = app;
        _node = node;
        _logger = logger;
        PeerCommands peer = new(host, agentVersion);
        _commands = new Dictionary<string, Func<RpcCall, Task>>
        {
            ["add"] = FileCommands.AddAsync,
            ["cat"] = FileCommands.CatAsync,
            ["get"] = FileCommands.GetAsync,
            ["ls"] = FileCommands.ListAsync,
            ["pin/add"] = PinCommands.AddAsync,
            ["pin/ls"] = PinCommands.ListAsync,
            ["pin/rm"] = PinCommands.RemoveAsync,
            ["block/get"] = BlockCommands.GetAsync,
            ["block/put"] = BlockCommands.PutAsync,
            ["block/stat"] = BlockCommands.StatAsync,
            ["block/rm"] = BlockCommands.RemoveAsync,
            ["dag/put"] = DagCommands.PutAsync,
            ["dag/get"] = DagCommands.GetAsync,
            ["dag/resolve"] = DagCommands.ResolveAsync,
            ["dag/export"] = DagCommands.ExportAsync,
            ["dag/import"] = DagCommands.ImportAsync,
            ["refs"] = DagCommands.RefsAsync,
            ["refs/local"] = DagCommands.LocalRefsAsync,
            ["repo/stat"] = PeerCommands.RepoStatAsync,
            ["repo/gc"] = PeerCommands.CollectAsync,
            ["swarm/connect"] = peer.ConnectAsync,
            ["swarm/peers"] = peer.PeersAsync,
            ["id"] = peer.IdAsync,
            ["version"] = peer.VersionAsync,
        }.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Where it listens, for example <c>http://127.0.0.1:5001</c>.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts the server.</summary>
    /// <param name="address">Where to listen; port 0 takes any free one.</param>
    /// <param name="node">What is served.</param>
    /// <param name="host">The peer's network.</param>
    /// <param name="agentVersion">What the peer tells of itself.</param>
    /// <param name="logger">Where it logs.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="IOException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<KuboServer> StartAsync(
        IPEndPoint address, IpfsNode node, Libp2pHost host, string agentVersion, ILogger logger, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(node);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, address, node.Options));
        WebApplication app = builder.Build();
        KuboServer server = new(app, node, host, agentVersion, logger);
        app.Run(server.AnswerAsync);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (SocketException refused)
        {
            await app.DisposeAsync();
            throw new IOException(refused.Message, refused);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        Uri bound = new(app.Urls.First());
        bool isAny = address.Address.Equals(IPAddress.Any) || address.Address.Equals(IPAddress.IPv6Any);
        server.Url = new UriBuilder("http", isAny ? "127.0.0.1" : bound.Host, bound.Port).Uri;
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _stop.Dispose();
    }

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint address, IpfsOptions options)
    {
        kestrel.Listen(address);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestBodySize = options.MaxFileSize + BodyOverhead;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }

    private Task AnswerAsync(HttpContext context)
    {
        HttpRequest request = context.Request;
        string path = request.Path.Value ?? "";
        if (path.StartsWith(GatewayPrefix, StringComparison.Ordinal))
        {
            return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
                ? RunAsync(context, Gateway.AnswerAsync) : RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "GET, HEAD");
        }

        // a page of a browser must not use the RPC of the machine that it is shown on
        bool isBrowser = request.Headers.Origin.Count > 0 || request.Headers.Referer.Count > 0
            || request.Headers.UserAgent.ToString().StartsWith("Mozilla", StringComparison.Ordinal);
        return isBrowser ? RefuseAsync(context, StatusCodes.Status403Forbidden, null)
            : !path.StartsWith(Prefix, StringComparison.Ordinal)
                || !_commands.TryGetValue(path[Prefix.Length..].TrimEnd('/'), out Func<RpcCall, Task>? command)
                ? RefuseAsync(context, StatusCodes.Status404NotFound, null)
            : !HttpMethods.IsPost(request.Method) ? RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, "POST")
            : RunAsync(context, command);
    }

    private async Task RunAsync(HttpContext context, Func<RpcCall, Task> command)
    {
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, _stop.Token);
        using BlockLease lease = _node.Store.Lease();
        try
        {
            if (GoDuration.TryParse(context.Request.Query["timeout"], out TimeSpan timeout))
            {
                stop.CancelAfter(timeout);
            }

            await command(new RpcCall(context, _node, lease, stop.Token));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // nobody is there to be answered
        }
        catch (Exception failure)
            when (failure is IOException or OperationCanceledException or TimeoutException or UnauthorizedAccessException)
        {
            await FailAsync(context, failure);
        }
    }

    private async Task FailAsync(HttpContext context, Exception failure)
    {
        LogFailed(context.Request.Path.Value ?? "", failure.Message);
        if (context.Response.HasStarted)
        {
            // what was sent must not look complete
            context.Abort();
            return;
        }

        (int status, int code) = failure switch
        {
            BadRequest bad => (bad.StatusCode, 1),
            RpcException => (StatusCodes.Status400BadRequest, 1),
            BlockNotFoundException when HttpMethods.IsGet(context.Request.Method) => (StatusCodes.Status404NotFound, 0),
            _ => (StatusCodes.Status500InternalServerError, 0),
        };
        string message = failure is OperationCanceledException ? "context deadline exceeded" : failure.Message;
        context.Response.Headers.Clear();
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(
            new JsonObject { ["Message"] = message, ["Code"] = code, ["Type"] = "error" }.ToJsonString() + "\n", context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int status, string? allow)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        if (allow is not null)
        {
            context.Response.Headers.Allow = allow;
        }

        return context.Response.WriteAsync(status switch
        {
            StatusCodes.Status403Forbidden => "403 - Forbidden\n",
            StatusCodes.Status404NotFound => "404 page not found\n",
            _ => "405 - Method Not Allowed\n",
        });
    }

    [LoggerMessage(EventId = 2710, Level = LogLevel.Debug, Message = "{Path} failed: {Problem}")]
    private partial void LogFailed(string path, string problem);
}
