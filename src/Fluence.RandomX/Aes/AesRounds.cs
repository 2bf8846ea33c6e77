using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using X86Aes = System.Runtime.Intrinsics.X86.Aes;

namespace Fluence.RandomX.Aes;

/// <summary>Single rounds of AES, by the processor where it has them (specification, 3.1).</summary>
internal static class AesRounds
{
    /// <summary>Shift rows, substitute bytes, mix columns, and the key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Encrypt(Vector128<byte> state, Vector128<byte> key) =>
        X86Aes.IsSupported ? X86Aes.Encrypt(state, key) : AesTables.Encrypt(state, key);

    /// <summary>The inverse of shifting rows, of substituting bytes and of mixing columns, and the key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector128<byte> Decrypt(Vector128<byte> state, Vector128<byte> key) =>
        X86Aes.IsSupported ? X86Aes.Decrypt(state, key) : AesTables.Decrypt(state, key);
}
