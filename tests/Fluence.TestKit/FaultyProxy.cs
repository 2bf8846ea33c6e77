using System.Net;
using System.Text;

namespace Fluence.TestKit;

/// <summary>What a <see cref="FaultyProxy"/> does with a request.</summary>
public enum Fault
{
    /// <summary>Passes it on, and the answer back.</summary>
    None,

    /// <summary>Does not pass it on, and answers nothing.</summary>
    Refuse,

    /// <summary>Passes it on, and loses the answer.</summary>
    LoseAnswer,

    /// <summary>Answers that the server has failed.</summary>
    ServerError,

    /// <summary>Answers something that is no JSON.</summary>
    Garbage,

    /// <summary>Answers JSON that is no answer.</summary>
    WrongShape,
}

/// <summary>An HTTP endpoint in front of another, which fails as a test says.</summary>
public sealed class FaultyProxy : IAsyncDisposable
{
    private readonly LoopbackServer _server;
    private readonly HttpClient _http = new();
    private readonly Uri _target;
    private readonly Func<string, Fault> _faultOf;

    /// <summary>Starts a proxy.</summary>
    /// <param name="target">The endpoint behind it.</param>
    /// <param name="faultOf">What is done with a request, by its body.</param>
    public FaultyProxy(Uri target, Func<string, Fault> faultOf)
    {
        (_target, _faultOf) = (target, faultOf);
        _server = new LoopbackServer(AnswerAsync);
    }

    /// <summary>What each request waits for, by its body, before anything is done with it; null for nothing.</summary>
    public Func<string, Task>? Hold { get; set; }

    /// <summary>Makes another answer of the one that is passed on, by the body of the request and the answer; null for the same.</summary>
    public Func<string, string, string>? Rewrite { get; set; }

    /// <summary>Where it answers.</summary>
    public Uri Url => _server.Url;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        using StreamReader reader = new(context.Request.InputStream);
        string body = await reader.ReadToEndAsync();
        await (Hold?.Invoke(body) ?? Task.CompletedTask);
        Fault fault = _faultOf(body);
        byte[] answer = fault switch
        {
            Fault.None or Fault.LoseAnswer => await PassOnAsync(body),
            Fault.Garbage => "<html>bad gateway</html>"u8.ToArray(),
            Fault.WrongShape => "{\"jsonrpc\":\"2.0\",\"hello\":[]}"u8.ToArray(),
            _ => [],
        };
        if (fault is Fault.Refuse or Fault.LoseAnswer)
        {
            context.Response.Abort();
            return;
        }

        context.Response.StatusCode = fault == Fault.ServerError ? 503 : 200;
        context.Response.ContentType = "application/json";
        await context.Response.OutputStream.WriteAsync(answer);
        context.Response.Close();
    }

    private async Task<byte[]> PassOnAsync(string body)
    {
        using StringContent content = new(body, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await _http.PostAsync(_target, content);
        byte[] answer = await response.Content.ReadAsByteArrayAsync();
        return Rewrite is { } rewrite ? Encoding.UTF8.GetBytes(rewrite(body, Encoding.UTF8.GetString(answer))) : answer;
    }
}
