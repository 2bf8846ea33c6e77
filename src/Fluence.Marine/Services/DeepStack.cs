using System.Runtime.ExceptionServices;
using Fluence.Wasm;

namespace Fluence.Marine.Services;

/// <summary>
/// Threads with room for calls that nest deeper than <see cref="WasmMeter.DefaultMaxDepth"/>. Who calls such services often should do so on
/// one of these threads, because a call elsewhere is given a thread of its own.
/// </summary>
public static class DeepStack
{
    // a million of depth takes less than 1.5 MB; what is below the call takes some too
    private const int BytesForTwo = 3, Spare = 1 << 20;

    [ThreadStatic]
    private static int _room;

    /// <summary>The deepest limit that can be asked for, in units of <see cref="CallLimits.MaxDepth"/>.</summary>
    public const int MaxDepth = 200_000_000;

    /// <summary>Whether the present thread has room for a depth.</summary>
    public static bool Covers(int depth) => depth <= WasmMeter.DefaultMaxDepth || depth <= _room;

    /// <summary>Does some work where there is room for a depth: here, or else on a thread of its own, which is waited for.</summary>
    public static T Run<T>(int depth, Func<T> work)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, MaxDepth);
        if (Covers(depth))
        {
            return work();
        }

        T result = default!;
        ExceptionDispatchInfo? failure = null;
        Thread deep = new(
            () =>
            {
                _room = depth;
                try
                {
                    result = work();
                }
                catch (Exception thrown)
                {
                    failure = ExceptionDispatchInfo.Capture(thrown);
                }
            },
            (depth / 2 * BytesForTwo) + Spare);
        deep.Start();
        deep.Join();
        failure?.Throw();
        return result;
    }
}
