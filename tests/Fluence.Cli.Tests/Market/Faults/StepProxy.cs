using System.Net;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market.Faults;

/// <summary>
/// An HTTP endpoint in front of another, which passes everything on as it is. Of every request it tells twice: before it is passed on, and
/// when it was carried out but is not answered yet.
/// </summary>
internal sealed class StepProxy : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly HttpClient _http = new();
    private readonly Uri _target;
    private readonly Func<string, bool> _step;

    /// <param name="target">The endpoint behind it.</param>
    /// <param name="step">Told what is being asked; whether the request still has somebody who waits for it.</param>
    public StepProxy(Uri target, Func<string, bool> step)
    {
        (_target, _step) = (target, step);
        _server = new LoopbackServer(AnswerAsync);
    }

    /// <summary>Where it answers.</summary>
    public Uri Url => _server.Url;

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpListenerContext context)
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

        context.Response.Abort();
    }
}
