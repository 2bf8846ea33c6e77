using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fluence.Ethereum.JsonRpc;

/// <summary>A transport over which the endpoint tells of what happens.</summary>
public interface ISubscribingTransport : IRpcTransport
{
    /// <summary>Subscribes. The notifications end with an <see cref="RpcUnavailableException"/> when the connection does.</summary>
    /// <exception cref="RpcUnavailableException">There is no connection.</exception>
    /// <exception cref="RpcErrorException">The endpoint refuses.</exception>
    Task<IAsyncEnumerable<JsonElement>> SubscribeAsync(IReadOnlyList<JsonNode?> parameters, CancellationToken cancellation);
}
