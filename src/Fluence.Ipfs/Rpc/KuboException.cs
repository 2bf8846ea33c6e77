namespace Fluence.Ipfs.Rpc;

/// <summary>A program that speaks kubo's RPC refused a call, or could not be reached.</summary>
/// <param name="message">What it said, or why not.</param>
/// <param name="statusCode">The status of its answer; null when it could not be reached.</param>
/// <param name="innerException">The cause, if there is one.</param>
public sealed class KuboException(string message, int? statusCode = null, Exception? innerException = null)
    : IpfsException(message, innerException)
{
    /// <summary>The status of the answer; null when there was none.</summary>
    public int? StatusCode { get; } = statusCode;
}
