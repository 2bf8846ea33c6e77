using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace Fluence.RandomX.Aes;

/// <summary>Rounds of AES by tables, each of which does a byte's part of a column (FIPS 197).</summary>
internal static class AesTables
{
    private static readonly byte[] Substitution = MakeSubstitution();
    private static readonly byte[] InverseSubstitution = Invert(Substitution);
    private static readonly uint[] Columns = MakeColumns(Substitution, 2, 1, 1, 3);
    private static readonly uint[] InverseColumns = MakeColumns(InverseSubstitution, 14, 9, 13, 11);

    /// <summary>A round of encryption.</summary>
    internal static Vector128<byte> Encrypt(Vector128<byte> state, Vector128<byte> key) => Round(state, key, Columns, 1);

    /// <summary>A round of decryption.</summary>
    internal static Vector128<byte> Decrypt(Vector128<byte> state, Vector128<byte> key) => Round(state, key, InverseColumns, 3);

    private static Vector128<byte> Round(Vector128<byte> state, Vector128<byte> key, uint[] table, int shift)
    {
        Span<byte> from = stackalloc byte[16], to = stackalloc byte[16];
        state.CopyTo(from);
        for (int column = 0; column < 4; column++)
        {
            uint value = 0;
            for (int row = 0; row < 4; row++)
            {
                value ^= BitOperations.RotateLeft(table[from[(4 * ((column + (row * shift)) & 3)) + row]], 8 * row);
            }

            BinaryPrimitives.WriteUInt32LittleEndian(to[(4 * column)..], value);
        }

        return Vector128.Create<byte>(to) ^ key;
    }

    private static uint[] MakeColumns(byte[] substitution, byte first, byte second, byte third, byte fourth) =>
    [
        .. substitution.Select(value => (uint)(Multiply(value, first) | (Multiply(value, second) << 8)
            | (Multiply(value, third) << 16) | (Multiply(value, fourth) << 24))),
    ];

    private static byte[] MakeSubstitution()
    {
        byte[] table = new byte[256];
        for (int value = 0; value < table.Length; value++)
        {
            // the inverse is the power 254, because the group has 255 elements
            byte inverse = (byte)value;
            for (int i = 0; i < 6; i++)
            {
                inverse = Multiply(Multiply(inverse, inverse), (byte)value);
            }

            inverse = Multiply(inverse, inverse);
            int doubled = inverse | (inverse << 8);
            table[value] = (byte)(inverse ^ (doubled >> 4) ^ (doubled >> 5) ^ (doubled >> 6) ^ (doubled >> 7) ^ 0x63);
        }

        return table;
    }

    private static byte[] Invert(byte[] table)
    {
        byte[] inverse = new byte[table.Length];
        for (int value = 0; value < table.Length; value++)
        {
            inverse[table[value]] = (byte)value;
        }

        return inverse;
    }

    private static byte Multiply(byte left, byte right)
    {
        int product = 0;
        for (int value = left, bits = right; bits != 0; bits >>= 1, value = (value << 1) ^ ((value & 0x80) != 0 ? 0x11B : 0))
        {
            product ^= (bits & 1) != 0 ? value : 0;
        }

        return (byte)product;
    }
}
