namespace Fluence.Market.Indexing;

/// <summary>The index cannot be read or written.</summary>
/// <param name="message">What failed, and where.</param>
/// <param name="inner">What it was caused by.</param>
public sealed class IndexException(string message, Exception? inner = null) : IOException(message, inner);
