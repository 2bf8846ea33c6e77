using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Fluence.Cli.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Aqua;

/// <summary>The examples in docs/aqua.md do what they say.</summary>
public sealed partial class DocumentTests : IDisposable
{
    private static readonly string Document = File.ReadAllText(Find("docs/aqua.md"));

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string, string> Commands
    {
        get
        {
            TheoryData<string, string> commands = [];
            foreach (Match example in Console().Matches(Document).SelectMany(static block => Example().Matches(block.Groups[1].Value)))
            {
                commands.Add(example.Groups[1].Value, example.Groups[2].Value);
            }

            return commands;
        }
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task An_example_prints_what_is_written(string command, string expected)
    {
        foreach (Match file in Source().Matches(Document))
        {
            _folder.Write(file.Groups[1].Value, file.Groups[2].Value);
        }

        ProcessStartInfo start = new("/bin/sh", ["-c", $"dotnet '{Path.Combine(AppContext.BaseDirectory, "fluence.dll")}' {command}"])
        {
            WorkingDirectory = _folder.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().Soon() + await errors.Soon();
        await process.WaitForExitAsync().Soon();
        string all = output + (process.ExitCode == 0 ? "" : $"exit code {process.ExitCode}\n");
        Assert.Matches($"^{Regex.Escape(expected).Replace("…\\n", "[^\\0]*", StringComparison.Ordinal).Replace("…", "[^\\n]*", StringComparison.Ordinal)}$", all);
    }

    [Fact]
    public void Every_option_is_in_an_example_or_explained()
    {
        foreach (System.CommandLine.Option option in Fluence.Cli.Aqua.AquaCommand.Create().Subcommands.SelectMany(static each => each.Options))
        {
            Assert.Contains(option.Name, Document, StringComparison.Ordinal);
        }
    }

    private static string Find(string file, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", file);

    [GeneratedRegex("^```console\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Console();

    [GeneratedRegex(@"^\$ fluence (.*)\n((?:(?!\$ ).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex("^`([\\w/]+\\.aqua)`\n```aqua\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Source();
}
