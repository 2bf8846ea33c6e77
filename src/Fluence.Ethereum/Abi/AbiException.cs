namespace Fluence.Ethereum.Abi;

/// <summary>Bytes are not the canonical ABI encoding of the type that was expected.</summary>
/// <param name="message">What is wrong, and at which byte.</param>
public sealed class AbiException(string message) : FormatException(message);
