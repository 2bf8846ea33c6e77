namespace Fluence.Ethereum.Rlp;

/// <summary>Bytes are not the canonical RLP that was expected.</summary>
/// <param name="message">What is wrong with them.</param>
public sealed class RlpException(string message) : FormatException(message);
