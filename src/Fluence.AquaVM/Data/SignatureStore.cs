namespace Fluence.AquaVM.Data;

/// <summary>
/// The signatures of peers. Keys and signatures keep their form on the wire: one byte for the algorithm (0 is Ed25519), then 32 or 64
/// bytes.
/// A key that is set again takes the new signature.
/// </summary>
internal sealed class SignatureStore
{
    private readonly Dictionary<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>> _entries = new(ByteMemoryComparer.Instance);

    /// <summary>The number of signatures.</summary>
    public int Count => _entries.Count;

    /// <summary>All signatures by public key, in the order in which they came.</summary>
    public Dictionary<ReadOnlyMemory<byte>, ReadOnlyMemory<byte>>.Enumerator GetEnumerator() => _entries.GetEnumerator();

    /// <summary>Stores the signature of the holder of <paramref name="publicKey"/>.</summary>
    public void Set(ReadOnlyMemory<byte> publicKey, ReadOnlyMemory<byte> signature) => _entries[publicKey] = signature;

    private sealed class ByteMemoryComparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static ByteMemoryComparer Instance { get; } = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> bytes) => SeededHash.Of(bytes.Span);
    }
}
