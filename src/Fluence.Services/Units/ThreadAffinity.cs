using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Fluence.Services.Units;

/// <summary>On which logical processors a thread runs. Only Linux is asked; elsewhere threads run on all.</summary>
internal static partial class ThreadAffinity
{
    // as many processors as the C library's own set has
    private const int MaskBytes = 128;

    /// <summary>Has the present thread run on these cores alone; on all where there are none.</summary>
    /// <returns>Whether the system has done so.</returns>
    public static bool Set(ImmutableArray<CpuCore> cores)
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        Span<byte> mask = stackalloc byte[MaskBytes];
        mask.Fill(cores.IsEmpty ? byte.MaxValue : (byte)0);
        foreach (int thread in cores.SelectMany(core => core.Threads).Where(thread => thread < MaskBytes * 8))
        {
            mask[thread / 8] |= (byte)(1 << (thread % 8));
        }

        return SetAffinity(0, MaskBytes, mask) == 0;
    }

    /// <param name="thread">0 for the present one.</param>
    /// <param name="size">The bytes of the mask.</param>
    /// <param name="mask">A bit for each processor.</param>
    [LibraryImport("libc", EntryPoint = "sched_setaffinity")]
    private static partial int SetAffinity(int thread, nint size, ReadOnlySpan<byte> mask);
}
