using System.Collections.Concurrent;
using Fluence.Crypto;
using Fluence.Primitives.Encoding;

namespace Fluence.Services.Vault;

/// <summary>
/// The token of a particle on this peer: the particle's signature, signed by the peer, in base 58. Nobody else can make it. Remembered
/// while the particle lives.
/// </summary>
internal sealed class VaultTokens(KeyPair host)
{
    private readonly ConcurrentDictionary<string, string> _known = new(StringComparer.Ordinal);

    public string Of(ReadOnlyMemory<byte> signature) =>
        _known.GetOrAdd(Convert.ToBase64String(signature.Span), _ => Base58.Encode(host.Sign(signature.Span)));

    /// <summary>The token of a particle where it has been asked for before.</summary>
    public string? Find(ReadOnlyMemory<byte> signature) => _known.GetValueOrDefault(Convert.ToBase64String(signature.Span));

    public void Forget(ReadOnlyMemory<byte> signature) => _known.TryRemove(Convert.ToBase64String(signature.Span), out _);
}
