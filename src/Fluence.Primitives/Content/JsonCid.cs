using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Fluence.Primitives.Hashing;
using Fluence.Primitives.Json;

namespace Fluence.Primitives.Content;

/// <summary>
/// CIDs of canonical JSON text: version 1, codec JSON (0x0200), BLAKE3 of 32 bytes, in base32. Always 61 characters, <c>bagaaihra…</c>.
/// </summary>
public static class JsonCid
{
    /// <summary>The length of the text, in characters.</summary>
    public const int TextLength = 61;

    /// <summary>
    /// The multibase prefix and the base32 of version, codec, hash and digest length, which fill eight characters exactly.
    /// </summary>
    public static ReadOnlySpan<byte> Prefix => "bagaaihra"u8;

    private static Vector512<byte> Shifts => Vector512.Create(0x00050a0f14191e23ul).AsByte();

    /// <summary>Where the bytes of each group stand, the last one first; the byte 63 is zero.</summary>
    private static Vector512<byte> Groups => Vector512.Create(
        0x3f3f3f0001020304ul, 0x3f3f3f0506070809, 0x3f3f3f0a0b0c0d0e, 0x3f3f3f0f10111213,
        0x3f3f3f1415161718, 0x3f3f3f191a1b1c1d, 0x3f3f3f1e1f3f3f3f, 0x3f3f3f3f3f3f3f3f).AsByte();

    private static Vector512<byte> Characters => Vector512.Create(Vector256.Create(Alphabet), default);

    private static ReadOnlySpan<byte> Alphabet => "abcdefghijklmnopqrstuvwxyz234567"u8;

    /// <summary>The CID of a JSON value.</summary>
    public static string Of(JsonValue value) => Of(value.ToUtf8());

    /// <summary>The CID of JSON text, which is taken as it is.</summary>
    public static string Of(ReadOnlySpan<byte> utf8)
    {
        Span<byte> text = stackalloc byte[TextLength];
        Write(utf8, text);
        return System.Text.Encoding.ASCII.GetString(text);
    }

    /// <summary>Writes the text of the CID of JSON text, as ASCII, into the first 61 bytes of <paramref name="text"/>.</summary>
    public static void Write(ReadOnlySpan<byte> utf8, Span<byte> text)
    {
        Span<byte> digest = stackalloc byte[Blake3.DigestLength];
        Blake3.Hash(utf8, digest);
        WriteDigest(digest, text);
    }

    /// <summary>
    /// Writes the text of the CID with a BLAKE3 digest of 32 bytes, as ASCII, into the first 61 bytes of <paramref name="text"/>.
    /// </summary>
    public static void WriteDigest(ReadOnlySpan<byte> digest, Span<byte> text)
    {
        text = text[..TextLength];
        Prefix.CopyTo(text);
        Span<byte> body = text[Prefix.Length..];
        if (Avx512Vbmi.IsSupported)
        {
            Vector512<byte> characters = Encode(digest);
            characters.GetLower().CopyTo(body);
            characters.GetUpper().GetLower().CopyTo(body[32..]);
            BinaryPrimitives.WriteUInt32LittleEndian(body[48..], characters.AsUInt32().GetElement(12));
            return;
        }

        // six groups of five bytes are eight characters each; two bytes are left for four characters, the last one of a single bit
        for (int group = 0; group < 6; group++)
        {
            ReadOnlySpan<byte> five = digest.Slice(5 * group, 5);
            WriteGroup(((ulong)BinaryPrimitives.ReadUInt32BigEndian(five) << 8) | five[4], body.Slice(8 * group, 8));
        }

        Span<byte> last = stackalloc byte[8];
        WriteGroup((ulong)BinaryPrimitives.ReadUInt16BigEndian(digest[30..]) << 24, last);
        last[..4].CopyTo(body[48..]);
    }

    /// <summary>Whether a text is what <see cref="WriteDigest"/> writes.</summary>
    public static bool IsOfDigest(ReadOnlySpan<byte> text, ReadOnlySpan<byte> digest)
    {
        if (text.Length != TextLength || !text.StartsWith(Prefix))
        {
            return false;
        }

        if (Avx512Vbmi.IsSupported)
        {
            ReadOnlySpan<byte> body = text[Prefix.Length..];
            Vector512<byte> characters = Encode(digest);
            return characters.GetLower() == Vector256.Create(body)
                && characters.GetUpper().GetLower() == Vector128.Create(body[32..])
                && characters.AsUInt32().GetElement(12) == BinaryPrimitives.ReadUInt32LittleEndian(body[48..]);
        }

        Span<byte> expected = stackalloc byte[TextLength];
        WriteDigest(digest, expected);
        return text.SequenceEqual(expected);
    }

    /// <summary>The 52 characters of a digest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<byte> Encode(ReadOnlySpan<byte> digest)
    {
        // groups of five bytes, each as a number; of that the eight digits of five bits; and of those the characters
        Vector512<byte> bytes = Vector512.Create(Vector256.Create(digest), default);
        Vector512<byte> digits = Avx512Vbmi.MultiShift(Shifts, Avx512Vbmi.PermuteVar64x8(bytes, Groups).AsUInt64());
        return Avx512Vbmi.PermuteVar64x8(Characters, digits & Vector512.Create((byte)31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteGroup(ulong bits, Span<byte> text)
    {
        if (Bmi2.X64.IsSupported)
        {
            // one five-bit digit in each byte; a to z for those below 26, 2 to 7 for the others, which have the top bit after adding 102
            const ulong Ones = 0x0101010101010101;
            ulong digits = Bmi2.X64.ParallelBitDeposit(bits, 0x1f * Ones);
            ulong isNumber = ((digits + (102 * Ones)) >> 7) & Ones;
            BinaryPrimitives.WriteUInt64BigEndian(text, digits + ('a' * Ones) - (isNumber * ('a' + 26 - '2')));
            return;
        }

        for (int i = 0; i < 8; i++)
        {
            text[i] = Alphabet[(int)(bits >> (35 - (5 * i))) & 31];
        }
    }
}
