using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Fluence.Peer.Configuration;
using Fluence.Peer.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace Fluence.Peer.Http;

/// <summary>The peer's HTTP endpoint: <c>/health</c>, <c>/metrics</c>, <c>/peer_id</c>, <c>/versions</c> and <c>/config</c>.</summary>
public sealed class PeerHttpServer : IAsyncDisposable
{
    private const int MaxConnections = 256;

    private readonly WebApplication _app;

    private PeerHttpServer(WebApplication app) => _app = app;

    /// <summary>Where the endpoint listens, for example <c>http://127.0.0.1:18080</c>.</summary>
    public Uri Url { get; private set; } = new("http://127.0.0.1");

    /// <summary>Starts the endpoint of <paramref name="node"/> on the port that its configuration names.</summary>
    /// <exception cref="ConfigException">The port is taken, or the address is not this machine's.</exception>
    public static async Task<PeerHttpServer> StartAsync(PeerNode node, OpenMetricsExporter metrics, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(node);
        int port = node.Config.HttpPort ?? 0;
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Configure(kestrel, node.Config.ListenIp, port));
        WebApplication app = builder.Build();
        app.Run(context => AnswerAsync(context, node, metrics));
        PeerHttpServer server = new(app);
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (Exception refused) when (refused is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new ConfigException(
                $"cannot serve HTTP on {new IPEndPoint(node.Config.ListenIp, port)}: {(refused.InnerException ?? refused).Message}; "
                + "choose another http_port or stop what uses it");
        }

        Uri bound = new(app.Urls.First());
        server.Url = new UriBuilder("http", IsAny(node.Config.ListenIp) ? "127.0.0.1" : bound.Host, bound.Port).Uri;
        return server;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private static void Configure(KestrelServerOptions kestrel, IPAddress ip, int port)
    {
        kestrel.Listen(ip, port);
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxConcurrentConnections = MaxConnections;
        kestrel.Limits.MaxRequestBodySize = 0;
        kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(10);
    }

    private static Task AnswerAsync(HttpContext context, PeerNode node, OpenMetricsExporter metrics) => context.Request.Path.Value switch
    {
        "/health" => HealthAsync(context, node.CheckHealth()),
        "/metrics" => TextAsync(context, OpenMetricsExporter.ContentType, metrics.Print()),
        "/peer_id" => JsonAsync(context, new Dictionary<string, string> { ["peer_id"] = node.PeerId.ToString() }),
        "/versions" => JsonAsync(context, node.Versions),
        "/config" => TextAsync(context, "text/yaml; charset=utf-8", ConfigReader.Print(node.Config.WithoutSecrets())),
        _ => NotFoundAsync(context),
    };

    private static Task HealthAsync(HttpContext context, HealthReport report)
    {
        context.Response.StatusCode = report.StatusCode;
        return JsonAsync(
            context, report.Checks.Select(check => new Dictionary<string, string> { [check.Key] = check.Value ?? "Ok" }).ToArray());
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return TextAsync(context, "text/plain; charset=utf-8", "No such endpoint");
    }

    private static Task JsonAsync<T>(HttpContext context, T value) =>
        TextAsync(context, "application/json", JsonSerializer.Serialize(value));

    private static Task TextAsync(HttpContext context, string contentType, string text)
    {
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(text, context.RequestAborted);
    }

    private static bool IsAny(IPAddress address) => address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any);
}
