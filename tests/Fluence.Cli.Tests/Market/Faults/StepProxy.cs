using System.Net;
using System.Net.Sockets;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market.Faults;

/// <summary>
/// An HTTP endpoint in front of another, which passes everything on as it is. Of every request it tells twice: before it is passed on, and
/// when it was carried out but is not answered yet.
/// </summary>
internal sealed class StepProxy : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly HttpClient _http = new();
    private readonly Uri _target;
    private readonly Func<string, bool> _step;
    private readonly Task _serving;

    /// <param name="target">The endpoint behind it.</param>
    /// <param name="step">Told what is being asked; whether the request still has somebody who waits for it.</param>
    public StepProxy(Uri target, Func<string, bool> step)
    {
        (_target, _step) = (target, step);
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

    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _serving.Soon();
        _http.Dispose();
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
            using MemoryStream body = new();
            await context.Request.InputStream.CopyToAsync(body);
            string what = $"{context.Request.RawUrl} {System.Text.Encoding.UTF8.GetString(body.ToArray())}";
            if (_step("before " + what))
            {
                using HttpRequestMessage request = new(HttpMethod.Post, new Uri(_target, context.Request.RawUrl));
                request.Content = new ByteArrayContent(body.ToArray());
                request.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
                using HttpResponseMessage response = await _http.SendAsync(request);
                byte[] answer = await response.Content.ReadAsByteArrayAsync();
                if (_step("after " + what))
                {
                    context.Response.StatusCode = (int)response.StatusCode;
                    context.Response.ContentType = response.Content.Headers.ContentType?.ToString();
                    await context.Response.OutputStream.WriteAsync(answer);
                    context.Response.Close();
                    return;
                }
            }
        }
        catch (Exception end) when (end is HttpListenerException or ObjectDisposedException or HttpRequestException or IOException)
        {
            // the caller, or what is behind, is gone
        }

        context.Response.Abort();
    }
}
