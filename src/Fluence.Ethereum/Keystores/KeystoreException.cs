namespace Fluence.Ethereum.Keystores;

/// <summary>A keystore file cannot be opened.</summary>
/// <param name="message">Why.</param>
public sealed class KeystoreException(string message) : FormatException(message);
