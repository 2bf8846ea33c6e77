using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Aqua;

/// <summary>Files and folders that are not what they should be: one clear answer each, from every command that reads sources.</summary>
public sealed class BadFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    public static TheoryData<string> Commands => ["compile", "check", "imports"];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_binary_file_is_refused(string command)
    {
        byte[] bytes = new byte[100_000];
        new Random(1).NextBytes(bytes);
        string file = _folder.File("binary.aqua");
        await File.WriteAllBytesAsync(file, bytes);

        Outcome outcome = await CommandLine.RunAsync("aqua", command, file);

        Assert.Equal((ExitCodes.Failure, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains($"{file}:1:1: error:", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_folder_where_a_file_is_imported_is_no_file(string command)
    {
        Directory.CreateDirectory(_folder.File("lib.aqua"));
        string file = _folder.Write("main.aqua", "aqua Main\n\nimport \"lib.aqua\"\n");

        Outcome outcome = await CommandLine.RunAsync("aqua", command, file);

        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("`lib.aqua` is not found", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_folder_without_sources_is_named_even_if_it_is_called_like_one(string command)
    {
        string folder = Directory.CreateDirectory(_folder.File("empty.aqua")).FullName;
        Assert.Contains($"there is no .aqua file in '{folder}'", await CommandLine.FailAsync(ExitCodes.Failure, "aqua", command, folder), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Imports_in_a_circle_are_one_mistake(string command)
    {
        string file = _folder.Write("a.aqua", "aqua A\n\nimport \"b.aqua\"\n");
        _folder.Write("b.aqua", "aqua B\n\nimport \"a.aqua\"\n");

        Outcome outcome = await CommandLine.RunAsync("aqua", command, file);

        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("the imports go round in a circle", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_link_to_itself_is_no_file(string command)
    {
        File.CreateSymbolicLink(_folder.File("loop.aqua"), _folder.File("loop.aqua"));
        Directory.CreateSymbolicLink(_folder.File("again"), _folder.Path);
        string file = _folder.Write("main.aqua", "aqua Main\n\nimport \"loop.aqua\"\n");

        Outcome outcome = await CommandLine.RunAsync("aqua", command, file);

        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("loop.aqua", outcome.Error, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task A_source_that_is_too_large_is_named(string command)
    {
        string file = _folder.File("large.aqua");
        await using (FileStream large = File.Create(file))
        {
            large.SetLength((32 << 20) + 1);
        }

        Assert.Contains("a source has at most", await CommandLine.FailAsync(ExitCodes.Failure, "aqua", command, file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_read_is_named()
    {
        string folder = Directory.CreateDirectory(_folder.File("closed")).FullName;
        _folder.Write("closed/a.aqua", "aqua A\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.None);
        }

        Outcome outcome = await CommandLine.RunAsync("aqua", "check", folder);

        // the superuser may read it all the same
        Assert.Equal(
            CanRead(folder) ? ("1 file: ok\n", false) : ("", true), (outcome.Output, outcome.Error.Contains(folder, StringComparison.Ordinal)));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private static bool CanRead(string folder)
    {
        try
        {
            return Directory.GetFiles(folder).Length > 0;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }
}
