using System.Net;
using System.Net.Sockets;

namespace Fluence.TestKit;

/// <summary>An HTTP server of a test, on a free port of this machine.</summary>
public sealed class LoopbackServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Func<HttpListenerContext, Task> _answer;
    private readonly Task _serving;

    /// <summary>Starts a server.</summary>
    /// <param name="answer">Answers a request, several at the same time. One whose caller has gone is dropped.</param>
    public LoopbackServer(Func<HttpListenerContext, Task> answer)
    {
        _answer = answer;
        using (TcpListener probe = new(IPAddress.Loopback, 0))
        {
            probe.Start();
            Url = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        }

        _listener.Prefixes.Add(Url.AbsoluteUri);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it answers.</summary>
    public Uri Url { get; }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving.Soon();
    }

    private async Task ServeAsync()
    {
        List<Task> open = [];
        while (true)
        {
            try
            {
                HttpListenerContext context = await _listener.GetContextAsync();
                open.RemoveAll(static each => each.IsCompleted);
                open.Add(Task.Run(() => AnswerAsync(context)));
            }
            catch (Exception end) when (end is HttpListenerException or ObjectDisposedException)
            {
                await Task.WhenAll(open);
                return;
            }
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        try
        {
            await _answer(context);
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException or HttpRequestException or IOException)
        {
            // the caller, or what is behind, is gone
            context.Response.Abort();
        }
    }
}
