namespace Fluence.Ipfs.Rpc;

/// <summary>A call of the RPC cannot be understood: the caller's fault.</summary>
internal sealed class RpcException(string message) : IpfsException(message);
