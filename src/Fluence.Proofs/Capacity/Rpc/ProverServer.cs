using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Fluence.Proofs.Capacity.Rpc;

/// <summary>
/// The original prover's JSON-RPC over HTTP: whatever is posted, to any path, is answered. Whoever reaches it decides what is proved: it is
/// for the same machine. Pages of browsers are refused.
/// </summary>
public sealed class ProverServer : IAsyncDisposable
{
    private const int MaxRequest = 10 * 1024 * 1024, MaxConnections = 100;

    private readonly WebApplication _app;

    private ProverServer(WebApplication app, Uri url)
    {
        _app = app;
        Url = url;
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>Starts the server.</summary>
    /// <param name="address">Where to listen; port 0 takes any free one.</param>
    /// <param name="prover">Who does the work.</param>
    /// <param name="logger">Told of failures.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="IOException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<ProverServer> StartAsync(
        IPEndPoint address, CapacityProver prover, ILogger logger, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(prover);
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, address));
        WebApplication app = builder.Build();
        ProverRpc rpc = new(prover, logger);
        app.Run(context => AnswerAsync(context, rpc));
        try
        {
            await app.StartAsync(cancellation);
            return new ProverServer(app, new Uri(app.Urls.First()));
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
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Configure(KestrelServerOptions kestrel, IPEndPoint address)
    {
        kestrel.Listen(address);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestBodySize = MaxRequest;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }

    private static async Task AnswerAsync(HttpContext context, ProverRpc rpc)
    {
        if (context.Request.Headers.ContainsKey("Origin"))
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }

        if (!HttpMethods.IsPost(context.Request.Method))
        {
            context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            context.Response.Headers.Allow = "POST";
            return;
        }

        using MemoryStream request = new();
        try
        {
            await context.Request.Body.CopyToAsync(request, context.RequestAborted);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException refused)
        {
            context.Response.StatusCode = refused.StatusCode;
            return;
        }

        ReadOnlyMemory<byte> answer = await rpc.AnswerAsync(request.ToArray(), context.RequestAborted);
        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = answer.Length;
        await context.Response.Body.WriteAsync(answer, context.RequestAborted);
    }
}
