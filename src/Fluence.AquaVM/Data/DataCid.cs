namespace Fluence.AquaVM.Data;

/// <summary>A CID as it stands in interpreter data: its text. Two CIDs are the same when their texts are.</summary>
internal sealed class DataCid(string text) : IEquatable<DataCid>
{
    private readonly int _hashCode = text.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text, normally base32 of a CIDv1 with BLAKE3 (<c>bagaaihra…</c>, 61 characters).</summary>
    public string Text { get; } = text;

    public bool Equals(DataCid? other) =>
        ReferenceEquals(this, other) || (other is not null && _hashCode == other._hashCode && Text == other.Text);

    public override bool Equals(object? obj) => Equals(obj as DataCid);

    public override int GetHashCode() => _hashCode;

    public override string ToString() => Text;
}
