namespace Fluence.Proofs.Capacity.Rpc;

/// <summary>A request is answered with an error.</summary>
internal sealed class RpcException(int code, string message) : Exception(message)
{
    /// <summary>Codes of JSON-RPC 2.0.</summary>
    public const int ParseError = -32700, InvalidRequest = -32600, MethodNotFound = -32601, InvalidParameters = -32602;

    /// <summary>Codes of the original prover: it cannot do what it is asked to; 32 bytes are something else.</summary>
    public const int ProverError = 1, NoBytes = 2;

    public int Code => code;
}
