namespace Fluence.Subnets.Tests.Simulation;

/// <summary>The time of a simulated network, which passes from event to event.</summary>
internal sealed class VirtualClock : TimeProvider
{
    /// <summary>The first moment.</summary>
    public const long Start = 1_700_000_000_000;

    private readonly PriorityQueue<Action, (long Time, long Number)> _events = new();
    private long _number;

    /// <summary>Milliseconds since the first moment.</summary>
    public long Now { get; private set; }

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.FromUnixTimeMilliseconds(Start + Now);

    /// <summary>Has something done later.</summary>
    public void After(long milliseconds, Action what) => _events.Enqueue(what, (Now + milliseconds, _number++));

    /// <summary>Lets time pass until nothing is left to do, or something is so, or a moment is reached.</summary>
    public void Run(Func<bool> until, long end)
    {
        while (!until() && _events.TryPeek(out Action? next, out (long Time, long Number) when) && when.Time <= end)
        {
            _events.Dequeue();
            Now = when.Time;
            next();
        }
    }

    /// <summary>Lets so much time pass, in milliseconds.</summary>
    public void Wait(long milliseconds)
    {
        bool isOver = false;
        After(milliseconds, () => isOver = true);
        Run(() => isOver, long.MaxValue);
    }
}
