namespace Fluence.Aqua.LanguageServer;

/// <summary>A request that cannot be answered.</summary>
/// <param name="code">The protocol's code of the error.</param>
/// <param name="message">Why.</param>
internal sealed class RequestException(int code, string message) : Exception(message)
{
    internal const int ParseError = -32700, InvalidRequest = -32600, UnknownMethod = -32601, InvalidParameters = -32602,
        InternalError = -32603, NotInitialized = -32002, RequestFailed = -32803;

    internal int Code { get; } = code;
}
