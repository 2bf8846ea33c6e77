using System.Diagnostics.CodeAnalysis;
using Fluence.Services.Calls;

namespace Fluence.Services.Spells;

/// <summary>When a spell runs: a <see cref="TriggerConfig"/> that makes sense, seen from now.</summary>
/// <param name="Timer">The runs by the clock; null for none.</param>
/// <param name="Connect">Whether when a peer connects.</param>
/// <param name="Disconnect">Whether when a peer's last connection ends.</param>
internal sealed record TriggerSchedule(TriggerTimer? Timer, bool Connect, bool Disconnect)
{
    private const uint MaxPeriod = 100u * 365 * 24 * 60 * 60;

    /// <summary>Whether the spell never runs.</summary>
    public bool IsEmpty => Timer is null && !Connect && !Disconnect;

    /// <summary>Makes the schedule of a configuration that is given now. A start in the past is now.</summary>
    public static bool TryMake(
        TriggerConfig config,
        DateTimeOffset now,
        [NotNullWhen(true)] out TriggerSchedule? schedule,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        schedule = null;
        fault = FindProblem(config, now);
        if (fault is not null)
        {
            return false;
        }

        TriggerTimer? timer = null;
        if (config.StartSec != 0)
        {
            DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(config.StartSec);
            timer = new TriggerTimer(start < now ? now : start, TimeSpan.FromSeconds(config.PeriodSec), EndOf(config));
        }

        schedule = new TriggerSchedule(timer, config.Connect, config.Disconnect);
        return true;
    }

    /// <summary>What is left of a configuration after a restart: not the one run whose time has passed, nor what has ended.</summary>
    public static TriggerSchedule Resume(TriggerConfig config, DateTimeOffset now)
    {
        bool isOver = (config.PeriodSec == 0 && DateTimeOffset.FromUnixTimeSeconds(config.StartSec) < now) || EndOf(config) <= now;
        TriggerConfig left = isOver ? config with { StartSec = 0 } : config;
        return TryMake(left, now, out TriggerSchedule? schedule, out _)
            ? schedule : new TriggerSchedule(null, config.Connect, config.Disconnect);
    }

    private static ServiceFault? FindProblem(TriggerConfig config, DateTimeOffset now) =>
        config.StartSec == 0 ? null
        : config.PeriodSec > MaxPeriod ? new ServiceFault(
            $"invalid config: period is too big. Max period is 100 years (or approx {MaxPeriod} seconds)", "InvalidPeriod")
        : EndOf(config) is { } end && (config.EndSec < config.StartSec || end < now) ? new ServiceFault(
            "invalid config: end_sec is less than start_sec or in the past", "InvalidEndSec")
        : null;

    private static DateTimeOffset? EndOf(TriggerConfig config) =>
        config.EndSec == 0 ? null : DateTimeOffset.FromUnixTimeSeconds(config.EndSec);
}

/// <summary>Runs by the clock.</summary>
/// <param name="First">The first one.</param>
/// <param name="Period">The time from one to the next; zero for one only.</param>
/// <param name="End">From when on there are no more; null for never.</param>
internal sealed record TriggerTimer(DateTimeOffset First, TimeSpan Period, DateTimeOffset? End)
{
    /// <summary>The run after one at <paramref name="now"/>; null for none.</summary>
    public DateTimeOffset? After(DateTimeOffset now) => Period == TimeSpan.Zero || End <= now + Period ? null : now + Period;
}
