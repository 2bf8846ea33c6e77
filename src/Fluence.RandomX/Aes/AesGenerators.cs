using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Fluence.RandomX.Aes;

/// <summary>The generators of scratchpads and of programs, and the fingerprint of a scratchpad (specification, 3.2 to 3.4).</summary>
internal static class AesGenerators
{
    private static readonly Vector128<byte> Fill0 = Key("53a5ac6d096671622b55b5db1749f4b4");
    private static readonly Vector128<byte> Fill1 = Key("07af7c6d0d716a8478d325174edca10d");
    private static readonly Vector128<byte> Fill2 = Key("f162123fc67e949f4f79c0f445e3203e");
    private static readonly Vector128<byte> Fill3 = Key("3581ef6a7c31bab1884c311654911649");

    private static readonly Vector128<byte>[] LeftKeys =
    [
        Key("ddaa2164db3d83d12b6d542f3fd2e599"), Key("50340eb2553f91b6539df706e5cddfa5"),
        Key("04d93e5caf7b5e519f67a40abf021c17"), Key("63376285085d8fe7853767cd91d2ded8"),
    ];

    private static readonly Vector128<byte>[] RightKeys =
    [
        Key("736f82b5a6a7d6e36d8b513db4ff9e22"), Key("f36b56c7d9b3109c4e4d02e9d2b772b2"),
        Key("e7c973f28ba365f70a66a92ba7ef3bf6"), Key("09d67c7ade395891fdd1060c2d76b0c0"),
    ];

    private static readonly Vector128<byte> Print0 = Key("0d2cb592de56a89f47db82ccad3a98d7");
    private static readonly Vector128<byte> Print1 = Key("6e998d3398b7c7155a129ef55780e7ac");
    private static readonly Vector128<byte> Print2 = Key("1700776ad0c762ae6b507950e47ca0e8");
    private static readonly Vector128<byte> Print3 = Key("0c240a638d82ad070500a1794849997e");
    private static readonly Vector128<byte> Last0 = Key("8983faf69f94248bbf56dc9001028906");
    private static readonly Vector128<byte> Last1 = Key("d163b2613ce0f451c64310ee9bf918ed");

    /// <summary>AesGenerator1R: fills a scratchpad.</summary>
    /// <param name="state">64 bytes, which are the last ones that were made afterwards.</param>
    /// <param name="output">A whole number of lines.</param>
    internal static void Fill(Span<byte> state, Span<byte> output)
    {
        Span<Vector128<byte>> columns = MemoryMarshal.Cast<byte, Vector128<byte>>(state);
        (Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d) = (columns[0], columns[1], columns[2], columns[3]);
        ref Vector128<byte> to = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, Vector128<byte>>(output));
        for (int i = 0; i < output.Length / 16; i += 4)
        {
            a = AesRounds.Decrypt(a, Fill0);
            b = AesRounds.Encrypt(b, Fill1);
            c = AesRounds.Decrypt(c, Fill2);
            d = AesRounds.Encrypt(d, Fill3);
            Unsafe.Add(ref to, i) = a;
            Unsafe.Add(ref to, i + 1) = b;
            Unsafe.Add(ref to, i + 2) = c;
            Unsafe.Add(ref to, i + 3) = d;
        }

        (columns[0], columns[1], columns[2], columns[3]) = (a, b, c, d);
    }

    /// <summary>AesGenerator4R: makes a program.</summary>
    /// <param name="seed">64 bytes.</param>
    /// <param name="output">A whole number of lines.</param>
    internal static void MakeProgram(ReadOnlySpan<byte> seed, Span<byte> output)
    {
        ReadOnlySpan<Vector128<byte>> columns = MemoryMarshal.Cast<byte, Vector128<byte>>(seed);
        (Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d) = (columns[0], columns[1], columns[2], columns[3]);
        Span<Vector128<byte>> to = MemoryMarshal.Cast<byte, Vector128<byte>>(output);
        for (int i = 0; i < to.Length; i += 4)
        {
            for (int round = 0; round < LeftKeys.Length; round++)
            {
                a = AesRounds.Decrypt(a, LeftKeys[round]);
                b = AesRounds.Encrypt(b, LeftKeys[round]);
                c = AesRounds.Decrypt(c, RightKeys[round]);
                d = AesRounds.Encrypt(d, RightKeys[round]);
            }

            (to[i], to[i + 1], to[i + 2], to[i + 3]) = (a, b, c, d);
        }
    }

    /// <summary>AesHash1R: the fingerprint of a scratchpad.</summary>
    /// <param name="input">A whole number of lines.</param>
    /// <param name="print">64 bytes.</param>
    internal static void Fingerprint(ReadOnlySpan<byte> input, Span<byte> print)
    {
        (Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d) = (Print0, Print1, Print2, Print3);
        ref Vector128<byte> from = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, Vector128<byte>>(input));
        for (int i = 0; i < input.Length / 16; i += 4)
        {
            a = AesRounds.Encrypt(a, Unsafe.Add(ref from, i));
            b = AesRounds.Decrypt(b, Unsafe.Add(ref from, i + 1));
            c = AesRounds.Encrypt(c, Unsafe.Add(ref from, i + 2));
            d = AesRounds.Decrypt(d, Unsafe.Add(ref from, i + 3));
        }

        EndPrint(a, b, c, d, print);
    }

    /// <summary>AesHash1R, and AesGenerator1R over what has been read: memory is gone through once.</summary>
    /// <param name="scratchpad">A whole number of lines.</param>
    /// <param name="print">64 bytes.</param>
    /// <param name="state">64 bytes, which are the last ones that were made afterwards.</param>
    internal static void FingerprintAndFill(Span<byte> scratchpad, Span<byte> print, Span<byte> state)
    {
        (Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d) = (Print0, Print1, Print2, Print3);
        Span<Vector128<byte>> columns = MemoryMarshal.Cast<byte, Vector128<byte>>(state);
        (Vector128<byte> e, Vector128<byte> f, Vector128<byte> g, Vector128<byte> h) = (columns[0], columns[1], columns[2], columns[3]);
        ref Vector128<byte> at = ref MemoryMarshal.GetReference(MemoryMarshal.Cast<byte, Vector128<byte>>(scratchpad));
        for (int i = 0; i < scratchpad.Length / 16; i += 4)
        {
            a = AesRounds.Encrypt(a, Unsafe.Add(ref at, i));
            b = AesRounds.Decrypt(b, Unsafe.Add(ref at, i + 1));
            c = AesRounds.Encrypt(c, Unsafe.Add(ref at, i + 2));
            d = AesRounds.Decrypt(d, Unsafe.Add(ref at, i + 3));
            Unsafe.Add(ref at, i) = e = AesRounds.Decrypt(e, Fill0);
            Unsafe.Add(ref at, i + 1) = f = AesRounds.Encrypt(f, Fill1);
            Unsafe.Add(ref at, i + 2) = g = AesRounds.Decrypt(g, Fill2);
            Unsafe.Add(ref at, i + 3) = h = AesRounds.Encrypt(h, Fill3);
        }

        EndPrint(a, b, c, d, print);
        (columns[0], columns[1], columns[2], columns[3]) = (e, f, g, h);
    }

    private static void EndPrint(Vector128<byte> a, Vector128<byte> b, Vector128<byte> c, Vector128<byte> d, Span<byte> print)
    {
        Span<Vector128<byte>> to = MemoryMarshal.Cast<byte, Vector128<byte>>(print);
        to[0] = AesRounds.Encrypt(AesRounds.Encrypt(a, Last0), Last1);
        to[1] = AesRounds.Decrypt(AesRounds.Decrypt(b, Last0), Last1);
        to[2] = AesRounds.Encrypt(AesRounds.Encrypt(c, Last0), Last1);
        to[3] = AesRounds.Decrypt(AesRounds.Decrypt(d, Last0), Last1);
    }

    private static Vector128<byte> Key(string bytes) => Vector128.Create<byte>(Convert.FromHexString(bytes));
}
