using Fluence.Primitives.Content;
using Fluence.Primitives.Hashing;

namespace Fluence.AquaVM.Data;

/// <summary>
/// Hashes that data claim and that a run takes on trust until its end, because many are checked together in less time than one by one. A
/// run that has trusted a wrong one means nothing.
/// </summary>
internal sealed class DeferredHashes : IDisposable
{
    private readonly Blake3Batch<DataCid> _batch;
    private bool _areRight = true;

    public DeferredHashes() => _batch = new Blake3Batch<DataCid>(Compare);

    /// <summary>Notes that <paramref name="cid"/> must be that of <paramref name="json"/>, in its usual text.</summary>
    public void Expect(DataCid cid, ReadOnlySpan<byte> json) => _batch.Add(json, cid);

    /// <summary>Checks what has not been checked yet.</summary>
    /// <returns>Whether everything that was expected so far is right.</returns>
    public bool AreRight()
    {
        _batch.Flush();
        return _areRight;
    }

    /// <inheritdoc/>
    public void Dispose() => _batch.Dispose();

    private void Compare(DataCid cid, ReadOnlySpan<byte> digest) => _areRight &= JsonCid.IsOfDigest(cid.Utf8, digest);
}
