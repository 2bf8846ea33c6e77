namespace Fluence.Ethereum.JsonRpc;

/// <summary>Carries requests to an endpoint and answers back: HTTP, WebSocket, or what a test puts in their place.</summary>
public interface IRpcTransport : IAsyncDisposable
{
    /// <summary>Sends requests together, and returns the answers in their order.</summary>
    /// <exception cref="RpcUnavailableException">
    /// The endpoint could not be reached, or did not answer as one does. What it was asked may have happened.
    /// </exception>
    Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellation);
}
