using System.Text;

namespace Fluence.AquaVM.Data;

/// <summary>
/// A CID as it stands in interpreter data: its text. Two CIDs are the same when their texts are. The text stays UTF-8, as it came, until
/// someone asks for the string. An object belongs to one invoke and so to one thread.
/// </summary>
internal sealed class DataCid : IEquatable<DataCid>
{
    private readonly ReadOnlyMemory<byte> _utf8;
    private readonly int _hashCode;
    private string? _text;
    private Form _form;

    public DataCid(string text)
        : this(Encoding.UTF8.GetBytes(text))
    {
        _text = text;
    }

    /// <summary>Takes over valid UTF-8.</summary>
    public DataCid(ReadOnlyMemory<byte> utf8)
        : this(utf8, SeededHash.Of(utf8.Span))
    {
    }

    internal DataCid(ReadOnlyMemory<byte> utf8, int hashCode, bool isPlain = false)
    {
        _utf8 = utf8;
        _hashCode = hashCode;
        _form = isPlain ? Form.Plain : Form.Unknown;
    }

    private enum Form : byte
    {
        Unknown,
        Plain,
        Escaped,
    }

    /// <summary>The text, normally base32 of a CIDv1 with BLAKE3 (<c>bagaaihra…</c>, 61 characters).</summary>
    public string Text => _text ??= Encoding.UTF8.GetString(_utf8.Span);

    /// <summary>The text as UTF-8.</summary>
    public ReadOnlySpan<byte> Utf8 => _utf8.Span;

    /// <summary>Whether the text is ASCII without anything that JSON strings escape.</summary>
    public bool IsPlain
    {
        get
        {
            if (_form == Form.Unknown)
            {
                _form = CidText.IsPlain(Utf8) ? Form.Plain : Form.Escaped;
            }

            return _form == Form.Plain;
        }
    }

    /// <summary>The index of the entry under this CID in the store that was asked last; a hint of <see cref="CidStore{T}"/>.</summary>
    internal int LikelyIndex { get; set; }

    /// <summary>Where a writer has put the text, and which writer; a mark of <see cref="RkyvWriter"/>.</summary>
    internal int WrittenAt { get; set; }

    /// <summary>The writer that has put the text somewhere.</summary>
    internal RkyvWriter? WrittenBy { get; set; }

    public bool Equals(DataCid? other) =>
        ReferenceEquals(this, other) || (other is not null && _hashCode == other._hashCode && Utf8.SequenceEqual(other.Utf8));

    public override bool Equals(object? obj) => Equals(obj as DataCid);

    public override int GetHashCode() => _hashCode;

    public override string ToString() => Text;
}
