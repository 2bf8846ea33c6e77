namespace Fluence.Services.Deals;

/// <summary>The chain cannot be asked, or refuses. The message says which, and by whom.</summary>
/// <param name="message">What went wrong.</param>
/// <param name="isRefusal">Whether the chain was asked and refuses: the same again comes to the same.</param>
/// <param name="inner">The cause.</param>
public sealed class ChainException(string message, bool isRefusal = false, Exception? inner = null) : IOException(message, inner)
{
    /// <summary>Whether the chain was asked and refuses; otherwise it can be tried again.</summary>
    public bool IsRefusal { get; } = isRefusal;
}
