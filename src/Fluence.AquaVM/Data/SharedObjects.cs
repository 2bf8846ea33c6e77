using System.Runtime.CompilerServices;
using System.Text;

namespace Fluence.AquaVM.Data;

/// <summary>The shared objects of an archive by their place. Two references to one place must agree about its type.</summary>
/// <param name="cids">The CIDs of the invoke.</param>
/// <param name="archiveLength">The length of the archive.</param>
internal sealed class SharedObjects(CidPool cids, int archiveLength) : IDisposable
{
    private readonly PositionTable _byPosition = new(archiveLength);
    private readonly Dictionary<ReadOnlyMemory<byte>, string> _strings = new(Utf8Comparer.Instance);
    private readonly (ReadOnlyMemory<byte> Utf8, string Text)[] _last = new (ReadOnlyMemory<byte>, string)[3];

    /// <summary>The CIDs of the invoke.</summary>
    public CidPool Cids { get; } = cids;

    /// <summary>
    /// The place for the object at <paramref name="position"/>, empty until it is read. It is valid only until the next place is asked for.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref object? Slot(int position) => ref _byPosition.At(_byPosition.IndexOf(position));

    /// <summary>The object at <paramref name="position"/>; null if it is still to be read and then told to <see cref="Set"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public object? Find(int position, out int reservation)
    {
        reservation = _byPosition.IndexOf(position);
        return _byPosition.At(reservation);
    }

    /// <summary>Two references to one place disagree about its type.</summary>
    public static DataFormatException TwoTypes(int position) => new($"the shared object at {position} is used as two types");

    /// <summary>Records the object that was read at <paramref name="position"/>.</summary>
    /// <exception cref="DataFormatException">Reading it has found another one there.</exception>
    public void Set(int position, int reservation, object value)
    {
        ref object? slot = ref _byPosition.At(reservation);
        slot = slot is null ? value : throw new DataFormatException($"the shared object at {position} contains itself");
    }

    /// <summary>As <see cref="Intern(ReadOnlyMemory{byte})"/>, faster where the same text comes again for the same purpose.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="purpose">From 0 to 2.</param>
    public string Intern(ReadOnlyMemory<byte> utf8, int purpose)
    {
        ref (ReadOnlyMemory<byte> Utf8, string Text) last = ref _last[purpose];
        if (last.Text is null || !last.Utf8.Span.SequenceEqual(utf8.Span))
        {
            last = (utf8, Intern(utf8));
        }

        return last.Text;
    }

    /// <summary>The string of UTF-8 bytes, one object for equal text.</summary>
    public string Intern(ReadOnlyMemory<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        if (!_strings.TryGetValue(utf8, out string? text))
        {
            text = Encoding.UTF8.GetString(utf8.Span);
            _strings.Add(utf8, text);
        }

        return text;
    }

    /// <inheritdoc/>
    public void Dispose() => _byPosition.Dispose();

    private sealed class Utf8Comparer : IEqualityComparer<ReadOnlyMemory<byte>>
    {
        public static Utf8Comparer Instance { get; } = new();

        public bool Equals(ReadOnlyMemory<byte> x, ReadOnlyMemory<byte> y) => x.Span.SequenceEqual(y.Span);

        public int GetHashCode(ReadOnlyMemory<byte> utf8) => SeededHash.Of(utf8.Span);
    }
}
