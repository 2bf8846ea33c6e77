using Fluence.Crypto;
using Fluence.Services.Hosting;

namespace Fluence.Services.Spells;

/// <summary>
/// Knows when which spell is to run, and says so when it is time: by one timer for all, and by what it is told of connections. Nothing runs
/// before <see cref="Start"/>. For any number of threads.
/// </summary>
internal sealed class SpellBus(TimeProvider time) : IDisposable
{
    // timers have a longest time, and the clock may be set
    private static readonly TimeSpan _longestSleep = TimeSpan.FromHours(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);
    private readonly SortedSet<Run> _runs = [];
    private Action<HostedService, TriggerEvent>? _run;
    private ITimer? _timer;
    private long _lastNumber;

    /// <summary>How many spells wait for something.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _subscriptions.Count;
            }
        }
    }

    /// <summary>Has a spell run by a schedule, and by no other that it had before.</summary>
    public void Subscribe(HostedService spell, TriggerSchedule schedule)
    {
        lock (_lock)
        {
            Remove(spell.Info.Id);
            if (schedule.IsEmpty)
            {
                return;
            }

            Subscription subscription = new(spell, schedule);
            _subscriptions.Add(spell.Info.Id, subscription);
            if (schedule.Timer is { } timer)
            {
                Plan(subscription, timer.First);
            }

            SetTimer();
        }
    }

    /// <summary>Has a spell run no more.</summary>
    public void Unsubscribe(string spell)
    {
        lock (_lock)
        {
            Remove(spell);
        }
    }

    /// <summary>Begins to run spells; what was due before runs now.</summary>
    /// <param name="run">Runs a spell. Must return soon, and may be called by several threads.</param>
    public void Start(Action<HostedService, TriggerEvent> run)
    {
        lock (_lock)
        {
            _run = run;
            _timer = time.CreateTimer(
                static state => ((SpellBus)state!).RunDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            SetTimer();
        }
    }

    /// <summary>To be called when a peer has connected, or its last connection has ended.</summary>
    public void OnConnection(PeerId peer, bool isConnected)
    {
        Action<HostedService, TriggerEvent>? run;
        List<HostedService> spells;
        lock (_lock)
        {
            run = _run;
            spells = [.. _subscriptions.Values
                .Where(subscription => isConnected ? subscription.Schedule.Connect : subscription.Schedule.Disconnect)
                .Select(subscription => subscription.Spell)];
        }

        foreach (HostedService spell in spells)
        {
            run?.Invoke(spell, new TriggerEvent.Connection(peer, isConnected));
        }
    }

    /// <summary>Runs nothing any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _run = null;
            _timer?.Dispose();
            _timer = null;
        }
    }

    private void RunDue()
    {
        Action<HostedService, TriggerEvent>? run;
        List<HostedService> spells = [];
        DateTimeOffset now = time.GetUtcNow();
        lock (_lock)
        {
            run = _run;
            while (run is not null && _runs.Min is { } next && next.Due <= now)
            {
                _runs.Remove(next);
                spells.Add(next.Subscription.Spell);
                PlanNext(next.Subscription, now);
            }

            SetTimer();
        }

        foreach (HostedService spell in spells)
        {
            run!(spell, new TriggerEvent.Clock(now.ToUnixTimeSeconds()));
        }
    }

    private void PlanNext(Subscription subscription, DateTimeOffset now)
    {
        if (subscription.Schedule.Timer!.After(now) is { } due)
        {
            Plan(subscription, due);
            return;
        }

        subscription.Next = null;
        if (!subscription.Schedule.Connect && !subscription.Schedule.Disconnect)
        {
            _subscriptions.Remove(subscription.Spell.Info.Id);
        }
    }

    private void Plan(Subscription subscription, DateTimeOffset due)
    {
        subscription.Next = new Run(due, ++_lastNumber, subscription);
        _runs.Add(subscription.Next);
    }

    private void Remove(string spell)
    {
        if (_subscriptions.Remove(spell, out Subscription? former) && former.Next is { } run)
        {
            _runs.Remove(run);
        }
    }

    private void SetTimer()
    {
        if (_timer is null || _runs.Min is not { } next)
        {
            return;
        }

        // whole milliseconds, so that the timer does not fire before the time
        double wait = Math.Ceiling(Math.Max(0, (next.Due - time.GetUtcNow()).TotalMilliseconds));
        TimeSpan sleep = TimeSpan.FromMilliseconds(Math.Min(wait, _longestSleep.TotalMilliseconds));
        _timer.Change(sleep, Timeout.InfiniteTimeSpan);
    }

    private sealed class Subscription(HostedService spell, TriggerSchedule schedule)
    {
        public HostedService Spell { get; } = spell;

        public TriggerSchedule Schedule { get; } = schedule;

        public Run? Next { get; set; }
    }

    private sealed record Run(DateTimeOffset Due, long Number, Subscription Subscription) : IComparable<Run>
    {
        public int CompareTo(Run? other) => other is null ? 1 : (Due, Number).CompareTo((other.Due, other.Number));
    }
}
