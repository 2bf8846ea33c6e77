using System.Net;
using System.Net.Sockets;
using System.Text;
using Fluence.Market.Queries;

namespace Fluence.Market.Tests;

/// <summary>The handler of queries behind the least of an HTTP server, at the path that the original's clients ask.</summary>
internal sealed class GraphQlServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;
    private readonly GraphQlHandler _handler;

    internal GraphQlServer(GraphQlHandler handler)
    {
        _handler = handler;
        int port = FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        _listener.Start();
        Url = new Uri($"http://127.0.0.1:{port}{GraphQlHandler.Path}");
        _serving = ServeAsync();
    }

    internal Uri Url { get; }

    /// <summary>The queries that were asked.</summary>
    internal List<string> Asked { get; } = [];

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private static int FreePort()
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                return;
            }

            using StreamReader body = new(context.Request.InputStream);
            string request = await body.ReadToEndAsync();
            Asked.Add(request);
            byte[] answer = Encoding.UTF8.GetBytes(_handler.Answer(request));
            context.Response.StatusCode = context.Request.Url!.AbsolutePath == GraphQlHandler.Path ? 200 : 404;
            context.Response.ContentType = "application/json";
            await context.Response.OutputStream.WriteAsync(answer);
            context.Response.Close();
        }
    }
}
