using System.Runtime.InteropServices;
using Fluence.Air;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Preparation;

/// <summary>
/// Remembers, up to a bound, the syntax trees of accepted scripts by their texts: a particle runs the same script in every step, and hosts
/// see the same scripts again and again. The same text has the same tree, and trees do not change, so remembering changes no result.
/// </summary>
/// <param name="maxBytes">How many bytes all texts and trees together may take, roughly; 0 to remember nothing.</param>
internal sealed class ScriptMemory(long maxBytes)
{
    private const int Slots = 1024;

    /// <summary>About how many bytes text and tree take for each character of a script.</summary>
    private const long BytesPerCharacter = 8;

    /// <summary>Scripts up to this length are told apart by all their characters, longer ones first of all by some.</summary>
    private const int HashedLength = 4096;

    // a slot is replaced as a whole; whoever loses a race parses again
    private readonly Entry?[] _known = new Entry?[maxBytes == 0 ? 0 : Slots];
    private long _bytes;

    /// <summary>As <see cref="AirParser.Parse"/>.</summary>
    public AirParseResult Parse(string text)
    {
        long cost = text.Length * BytesPerCharacter;
        if (cost > maxBytes || maxBytes == 0)
        {
            return AirParser.Parse(text);
        }

        ref Entry? slot = ref _known[Hash(text) & (Slots - 1)];
        if (slot is { } known && known.Text == text)
        {
            return known.Result;
        }

        AirParseResult result = AirParser.Parse(text);
        if (result.IsAccepted)
        {
            Remember(ref slot, new Entry(text, result, cost));
        }

        return result;
    }

    private void Remember(ref Entry? slot, Entry entry)
    {
        Replace(ref slot, entry);
        if (Interlocked.Read(ref _bytes) <= maxBytes)
        {
            return;
        }

        // too much all together: only what came last stays
        for (int i = 0; i < _known.Length; i++)
        {
            if (!ReferenceEquals(_known[i], entry))
            {
                Replace(ref _known[i], null);
            }
        }
    }

    private void Replace(ref Entry? slot, Entry? entry)
    {
        Entry? former = Interlocked.Exchange(ref slot, entry);
        Interlocked.Add(ref _bytes, (entry?.Cost ?? 0) - (former?.Cost ?? 0));
    }

    private static int Hash(string text)
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(text.AsSpan());
        if (bytes.Length <= HashedLength)
        {
            return SeededHash.Of(bytes);
        }

        const int Half = HashedLength / 2;
        return SeededHash.Of(bytes[..Half]) ^ (3 * SeededHash.Of(bytes[^Half..])) ^ bytes.Length;
    }

    private sealed record Entry(string Text, AirParseResult Result, long Cost);
}
