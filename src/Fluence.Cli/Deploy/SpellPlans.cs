using System.Globalization;
using Fluence.Cli.Build;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Cli.Spells;
using Fluence.Primitives.Json;
using Fluence.Projects.Files;

namespace Fluence.Cli.Deploy;

/// <summary>Compiles the spells of a project for deployment.</summary>
internal static class SpellPlans
{
    /// <summary>A spell, compiled, with the times at which it runs.</summary>
    /// <param name="project">The project.</param>
    /// <param name="name">The spell's name in it.</param>
    /// <param name="imports">Further folders in which imports are looked for.</param>
    /// <param name="now">The present time, from which delays count.</param>
    /// <exception cref="CommandException">There is no such spell, or it does not compile.</exception>
    public static SpellPlan Of(ProjectContext project, string name, IReadOnlyList<string> imports, DateTimeOffset now)
    {
        if (!project.Yaml.Spells.TryGetValue(name, out SpellEntry? entry))
        {
            string known = string.Join(", ", project.Yaml.Spells.Keys.Order(StringComparer.Ordinal).DefaultIfEmpty("none"));
            throw new CommandException($"fluence.yaml has no spell '{name}'; it has {known}");
        }

        CompiledSpell spell = SpellCompiler.Compile(new AquaProject(project.Folder!, project.Yaml, imports), entry);
        return spell.Program.HasErrors
            ? throw new CommandException(
                $"the spell '{name}' does not compile: {spell.Program.Diagnostics[0].Message}; `fluence spell build` tells all mistakes")
            : new SpellPlan(name, spell.Air, spell.Yaml.InitArgs ?? JsonObject.Empty, Trigger(spell.Yaml.Clock, now));
    }

    /// <summary>When a spell runs. A delay of none is a start at once; without a period it never runs.</summary>
    internal static JsonObject Trigger(SpellClock? clock, DateTimeOffset now)
    {
        if (clock?.PeriodSec is not { } period)
        {
            return WorkerDeployer.Trigger(0, 0);
        }

        // a start in the past is one at once, and 0 would be none
        long start = clock.StartTimestamp is { } first ? Seconds(first)
            : clock.StartDelaySec is { } delay ? now.ToUnixTimeSeconds() + delay : 1;
        long end = clock.EndTimestamp is { } last ? Seconds(last)
            : clock.EndDelaySec is { } after ? now.ToUnixTimeSeconds() + after : 0;
        return WorkerDeployer.Trigger(start, period, end);
    }

    private static long Seconds(string timestamp) =>
        DateTimeOffset.TryParse(timestamp, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset time)
            ? time.ToUnixTimeSeconds()
            : throw new CommandException($"'{timestamp}' is no time, expected one such as 2026-01-31T12:00:00Z");
}
