using System.CommandLine;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Aqua.Diagnostics;
using Fluence.Cli.Output;
using Fluence.Cli.Watching;

namespace Fluence.Cli.Aqua;

/// <summary>How often a command does its work, and what it tells meanwhile.</summary>
internal sealed class RunOptions
{
    private static readonly JsonSerializerOptions OneLine = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonSerializerOptions Readable = new(OneLine) { WriteIndented = true };

    private readonly Option<bool> _watch = new("--watch", "-w")
    {
        Description = "Do it again whenever a source or an import changes, until Ctrl-C.",
    };

    private readonly Option<LogLevel> _logLevel = new("--log-level")
    {
        Description = "What is told beside results: off, error, warn, info, debug or trace.", DefaultValueFactory = _ => LogLevel.Warn,
        CustomParser = static result => Enum.Parse<LogLevel>(result.Tokens[0].Value, ignoreCase: true),
    };

    public RunOptions() => _logLevel.AcceptOnlyFromAmong("off", "error", "warn", "info", "debug", "trace");

    public void AddTo(Command command)
    {
        command.Add(_watch);
        command.Add(_logLevel);
    }

    public bool IsWatch(ParseResult parsed) => parsed.GetValue(_watch);

    public LogLevel Level(ParseResult parsed) => parsed.GetValue(_logLevel);

    /// <summary>Does the work of a command once, or again and again; returns the exit code.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">The file or folder.</param>
    /// <param name="isData">Whether results are for tools, which get one line each time while watching.</param>
    /// <param name="work">The work; it tells all but its result itself.</param>
    /// <param name="cancellation">Ends watching.</param>
    public async Task<int> RunAsync(
        ParseResult parsed, string target, bool isData, Func<SourceSnapshot, RunResult> work, CancellationToken cancellation)
    {
        if (!IsWatch(parsed))
        {
            SourceSnapshot sources = new(target);
            RunResult result = work(sources);
            WriteReads(parsed, sources);
            if (result.Text is { } text)
            {
                parsed.Out().WriteLine(text);
            }

            return result.ExitCode;
        }

        // the command line's own handler of signals is there only once an action waits for the first time, after the first run
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using FolderChanges changes = new();
        return await new WatchLoop(changes, TimeProvider.System).RunAsync(
            changed => Task.FromResult<IWatched>(RunAgain(parsed, target, isData, work, changed)), stop.Token);
    }

    /// <summary>One run of a watching command: a line to standard output whatever comes of it, to tools only results.</summary>
    private SourceSnapshot RunAgain(
        ParseResult parsed, string target, bool isData, Func<SourceSnapshot, RunResult> work, string? changed)
    {
        SourceSnapshot sources = new(target);
        string? line;
        try
        {
            RunResult result = work(sources);
            line = isData || result.ExitCode == ExitCodes.Success ? result.Text : "failed";
        }
        catch (Exception missing) when (missing is CommandException or IOException or UnauthorizedAccessException)
        {
            parsed.Err().WriteLine(CommandRunner.Prefix + missing.Message);
            line = isData ? null : "failed";
        }

        WriteReads(parsed, sources);
        if (line is not null)
        {
            parsed.Out().WriteLine(changed is null || isData ? line : $"{DiagnosticOutput.Shown(changed)} changed: {line}");
            parsed.Out().Flush();
        }

        return sources;
    }

    /// <summary>An object as text: for people too, or on one line while watching.</summary>
    public string Json(ParseResult parsed, JsonObject value) => value.ToJsonString(IsWatch(parsed) ? OneLine : Readable);

    /// <summary>The mistakes that are told at a level.</summary>
    public IReadOnlyList<AquaDiagnostic> Told(ParseResult parsed, IEnumerable<AquaDiagnostic> diagnostics) => Level(parsed) switch
    {
        LogLevel.Off => [],
        LogLevel.Error => [.. diagnostics.Where(static each => each.Severity == AquaSeverity.Error)],
        _ => [.. diagnostics],
    };

    private void WriteReads(ParseResult parsed, SourceSnapshot sources)
    {
        LogLevel level = Level(parsed);
        foreach (string path in level >= LogLevel.Debug ? sources.ReadPaths : [])
        {
            parsed.Err().WriteLine($"read {DiagnosticOutput.Shown(path)}");
        }

        foreach (string path in level >= LogLevel.Trace ? sources.Paths.Except(sources.ReadPaths) : [])
        {
            parsed.Err().WriteLine($"not there: {DiagnosticOutput.Shown(path)}");
        }
    }
}

/// <summary>What came of a command's work.</summary>
/// <param name="ExitCode">The exit code.</param>
/// <param name="Text">What is said of it, without a newline at its end; null where all is said already.</param>
internal sealed record RunResult(int ExitCode, string? Text);
