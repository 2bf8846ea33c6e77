namespace Fluence.Wasm.Wasi.Functions;

/// <summary>
/// Waiting. Files and streams are always ready; clocks are awaited by asking the host's clock. The guest's thread does not sleep for longer
/// than <see cref="LongestWait"/>, so that a service cannot hold a thread: the clock is then reported as due.
/// </summary>
internal static class PollFunction
{
    private const uint SubscriptionLength = 48;
    private const uint EventLength = 32;
    private const byte Clock = 0;
    private const byte LastKind = 2;
    private const ushort AbsoluteTime = 1;

    /// <summary>The longest wait of one call.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    /// <summary><c>poll_oneoff(subscriptions, events, count, occurred)</c></summary>
    public static void PollOneoff(WasiCall call)
    {
        uint subscriptions = call.U32(0), events = call.U32(1), count = call.U32(2);
        if (count is 0 or > WasiLimits.Subscriptions)
        {
            throw new WasiException(WasiErrno.Invalid);
        }

        uint occurred = 0;
        List<(uint At, ulong Left)> clocks = [];
        for (uint i = 0; i < count; i++)
        {
            uint at = subscriptions + (i * SubscriptionLength);
            byte kind = call.Memory.ReadByte(at + 8);
            if (kind > LastKind)
            {
                throw new WasiException(WasiErrno.Invalid);
            }

            if (kind != Clock)
            {
                WriteEvent(call, events, occurred++, at, kind, Readiness(call, call.Memory.ReadUInt32(at + 16)));
            }
            else
            {
                clocks.Add((at, TimeLeft(call, at + 16)));
            }
        }

        if (occurred == 0)
        {
            Wait(call.Options.Time, clocks.Min(clock => clock.Left));
        }

        // with files that are ready, clocks are due only when nothing is left; otherwise those that were waited for
        ulong due = occurred == 0 ? clocks.Min(clock => clock.Left) : 0;
        foreach ((uint at, _) in clocks.Where(clock => clock.Left <= due))
        {
            WriteEvent(call, events, occurred++, at, Clock, WasiErrno.Success);
        }

        call.Memory.WriteUInt32(call.U32(3), occurred);
    }

    private static WasiErrno Readiness(WasiCall call, uint descriptor)
    {
        try
        {
            _ = call.Open.Get(descriptor);
            return WasiErrno.Success;
        }
        catch (WasiException failure)
        {
            return failure.Errno;
        }
    }

    // the subscription to a clock: id, time, precision, flags
    private static ulong TimeLeft(WasiCall call, uint at)
    {
        uint clock = call.Memory.ReadUInt32(at);
        ClockFunctions.Check(clock);
        ulong time = call.Memory.ReadUInt64(at + 8);
        if ((call.Memory.ReadUInt16(at + 24) & AbsoluteTime) == 0)
        {
            return time;
        }

        ulong now = ClockFunctions.Now(clock, call.Options.Time);
        return time > now ? time - now : 0;
    }

    private static void Wait(TimeProvider time, ulong nanoseconds)
    {
        TimeSpan wait = nanoseconds >= (ulong)LongestWait.Ticks * 100 ? LongestWait : TimeSpan.FromTicks((long)(nanoseconds / 100));
        using ManualResetEventSlim due = new();
        using ITimer timer = time.CreateTimer(static state => ((ManualResetEventSlim)state!).Set(), due, wait, Timeout.InfiniteTimeSpan);
        due.WaitHandle.WaitOne();
    }

    private static void WriteEvent(WasiCall call, uint events, uint index, uint subscription, byte kind, WasiErrno errno)
    {
        uint at = events + (index * EventLength);
        ulong userData = call.Memory.ReadUInt64(subscription);
        call.Memory.Bytes(at, EventLength).Clear();
        call.Memory.WriteUInt64(at, userData);
        call.Memory.WriteUInt16(at + 8, (ushort)errno);
        call.Memory.WriteByte(at + 10, kind);
        if (kind != Clock)
        {
            call.Memory.WriteUInt64(at + 16, 1);
        }
    }
}
