using System.Globalization;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Cli.Aqua;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
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
            throw new CommandException($"fluence.yaml has no spell '{name}'; it has {Names(project.Yaml.Spells.Keys)}");
        }

        string file = Path.GetFullPath(entry.Get, project.Root);
        file = Directory.Exists(file) ? Path.Combine(file, SpellYaml.FileName) : file;
        if (!File.Exists(file))
        {
            throw new CommandException($"the spell '{name}' should be in {file}, which is not there");
        }

        SpellYaml yaml = SpellYaml.Read(File.ReadAllText(file), file);
        string source = Path.GetFullPath(entry.AquaFilePath ?? yaml.AquaFilePath, Path.GetDirectoryName(file)!);
        string function = entry.Function ?? yaml.Function;
        AquaProgram program = new AquaCompiler(new AquaFileSources(), project.Imports(imports)).Compile(source);
        if (program.HasErrors)
        {
            throw new CommandException(
                $"the spell '{name}' does not compile: {DiagnosticOutput.Shown(source)}: {program.Diagnostics[0].Message}; "
                + "`fluence spell build` tells all mistakes");
        }

        string air = program.Functions.FirstOrDefault(each => each.Name == function)?.Air ?? throw new CommandException(
            $"{DiagnosticOutput.Shown(source)} exports no function '{function}', which the spell '{name}' runs; "
            + $"it exports {Names(program.Functions.Select(static each => each.Name))}");
        return new SpellPlan(name, air, entry.InitArgs ?? yaml.InitArgs ?? JsonObject.Empty, Trigger(entry.Clock ?? yaml.Clock, now));
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

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Order(StringComparer.Ordinal).DefaultIfEmpty("none"));
}
