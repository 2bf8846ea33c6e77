using System.Runtime.InteropServices;

namespace Fluence.RandomX.Machine;

/// <summary>
/// The registers as they are hashed, and what outlives a program (specification, 4.3). Compiled code knows where they are.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct RegisterFile
{
    /// <summary>The size of what is hashed.</summary>
    internal const int Hashed = 256;

    /// <summary>Where the groups are.</summary>
    internal const int OffsetF = 64, OffsetE = 128, OffsetA = 192, OffsetControl = 256;

    /// <summary>Where the constants of compiled code are.</summary>
    internal const int OffsetMasks = 272, OffsetKept = 288, OffsetScale = 304;

    /// <summary><c>r0</c> to <c>r7</c>.</summary>
    internal fixed ulong R[8];

    /// <summary><c>f0</c> to <c>f3</c>, two halves each.</summary>
    internal fixed double F[8];

    /// <summary><c>e0</c> to <c>e3</c>, two halves each.</summary>
    internal fixed double E[8];

    /// <summary><c>a0</c> to <c>a3</c>, two halves each.</summary>
    internal fixed double A[8];

    /// <summary>The rounding mode <c>fprc</c>, as bits 13 and 14 of the processor's control register, and what else is in that.</summary>
    internal ulong Control;

    private readonly ulong _padding;

    /// <summary>What is set in the halves of registers of group E.</summary>
    internal fixed ulong Masks[2];

    private fixed ulong _kept[2];

    private fixed ulong _scale[2];

    /// <summary>The rounding mode <c>fprc</c>: to the nearest, down, up, towards zero.</summary>
    internal int Rounding
    {
        readonly get => (int)(Control >> RoundingShift) & 3;
        set => Control = DefaultControl | ((ulong)(value & 3) << RoundingShift);
    }

    /// <summary>The bit at which the rounding mode begins.</summary>
    internal const int RoundingShift = 13;

    /// <summary>No exceptions; what is too small for a normal number is zero; rounding to the nearest.</summary>
    internal const uint DefaultControl = 0x9FC0;

    /// <summary>Sets what compiled code reads besides the registers.</summary>
    internal void SetConstants(in ProgramConfiguration configuration)
    {
        (Masks[0], Masks[1]) = (configuration.LowMask, configuration.HighMask);
        _kept[0] = _kept[1] = ProgramConfiguration.KeptOfE;
        _scale[0] = _scale[1] = ProgramConfiguration.Scale;
    }

    /// <summary>What is hashed: the registers of groups R, F, E and A, one after the other.</summary>
    internal static Span<byte> Bytes(RegisterFile* file) => new(file, Hashed);
}
