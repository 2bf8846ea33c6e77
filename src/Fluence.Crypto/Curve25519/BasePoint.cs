using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Fluence.Crypto.Curve25519;

/// <summary>Secret multiples of the base point.</summary>
internal static class BasePoint
{
    private const int Windows = 64;
    private const int MultiplesPerWindow = 8;

    /// <summary>The multiples 1 to 8 of each 16^i B: 60 KiB, made at the first use.</summary>
    private static readonly Lazy<AffineNielsPoint[]> Table =
        new(() => PointTable.Build(ExtendedPoint.BasePoint, Windows, spacing: 4, MultiplesPerWindow, odd: false));

    /// <summary>
    /// The encoding of <paramref name="scalar"/> (below 2^255) times the base point. Constant time: always 64 additions, each of an entry
    /// chosen by masks; neither branches nor addresses depend on the scalar. Digits and intermediate points are cleared.
    /// </summary>
    internal static void Multiply(ReadOnlySpan<byte> scalar, Span<byte> encoding)
    {
        ReadOnlySpan<AffineNielsPoint> table = Table.Value;
        Span<sbyte> digits = stackalloc sbyte[Windows];
        ScalarDigits.ToSignedBase16(scalar, digits);

        ExtendedPoint sum = ExtendedPoint.Identity;
        AffineNielsPoint multiple = default;
        CompletedPoint completed = default;
        for (int window = 0; window < Windows; window++)
        {
            AffineNielsPoint.Select(out multiple, table.Slice(window * MultiplesPerWindow, MultiplesPerWindow), digits[window]);
            CompletedPoint.Add(out completed, in sum, in multiple);
            completed.ToExtended(out sum);
        }

        ProjectivePoint.From(in sum).Encode(encoding);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(digits));
        Clear(ref sum);
        Clear(ref multiple);
        Clear(ref completed);
    }

    private static void Clear<T>(ref T value)
        where T : unmanaged =>
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(new Span<T>(ref value)));
}
