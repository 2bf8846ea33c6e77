namespace Fluence.Wasm.Wasi.Functions;

/// <summary>Clocks. The processor-time clocks, which would differ in each run, run with the monotonic one.</summary>
internal static class ClockFunctions
{
    public const uint Realtime = 0;

    private const uint LastClock = 3;
    private const ulong NanosecondsPerSecond = 1_000_000_000;
    private const ulong NanosecondsPerTick = 100;

    /// <summary><c>clock_res_get(clock, resolution)</c></summary>
    public static void ClockResGet(WasiCall call)
    {
        Check(call.U32(0));
        ulong resolution = call.U32(0) == Realtime
            ? NanosecondsPerTick : Math.Max(1, NanosecondsPerSecond / (ulong)call.Options.Time.TimestampFrequency);
        call.Memory.WriteUInt64(call.U32(1), resolution);
    }

    /// <summary><c>clock_time_get(clock, precision, time)</c></summary>
    public static void ClockTimeGet(WasiCall call)
    {
        Check(call.U32(0));
        call.Memory.WriteUInt64(call.U32(2), Now(call.U32(0), call.Options.Time));
    }

    /// <summary>The time of a clock, in nanoseconds.</summary>
    public static ulong Now(uint clock, TimeProvider time) => clock == Realtime
        ? (ulong)Math.Max(0, (time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks) * NanosecondsPerTick
        : (ulong)((UInt128)(ulong)time.GetTimestamp() * NanosecondsPerSecond / (ulong)time.TimestampFrequency);

    /// <summary>Refuses clocks that do not exist.</summary>
    public static void Check(uint clock)
    {
        if (clock > LastClock)
        {
            throw new WasiException(WasiErrno.Invalid);
        }
    }
}
