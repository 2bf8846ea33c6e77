using System.Text.Json.Nodes;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Aqua;

/// <summary>Watching commands as they run, with the changes that the operating system tells of.</summary>
public sealed class WatchProcessTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Compiling_follows_edits_mistakes_and_losses_until_it_is_interrupted()
    {
        string lib = _folder.Write("lib.aqua", Lib("one")), main = _folder.Write("main.aqua", "aqua M declares *\n\nimport \"lib.aqua\"\n\nexport f\n\nfunc f() -> string:\n  <- WORD\n");
        string output = _folder.File("out"), script = Path.Combine(output, "main.f.air");
        await using FluenceProcess process = FluenceProcess.Start("aqua", "compile", main, "-o", output, "--watch");
        string done = $"1 source compiled, 1 file written to {output}";
        Assert.Equal(done, await process.ReadLineAsync());
        Assert.Contains("[\"one\"]", await File.ReadAllTextAsync(script), StringComparison.Ordinal);
        _folder.Write("lib.aqua", Lib("two"));
        Assert.Equal($"{lib} changed: {done}", await process.ReadLineAsync());
        Assert.Contains("[\"two\"]", await File.ReadAllTextAsync(script), StringComparison.Ordinal);
        _folder.Write("lib.aqua", "aqua L declares *\n\nconst WORD = \n");
        Assert.Equal($"{lib} changed: failed", await process.ReadLineAsync());
        File.Delete(main);
        Assert.Equal($"{main} changed: failed", await process.ReadLineAsync());
        _folder.Write("main.aqua", "aqua M declares *\n\nexport f\n\nfunc f() -> string:\n  <- \"three\"\n");
        Assert.Equal($"{main} changed: {done}", await process.ReadLineAsync());
        Assert.Equal(ExitCodes.Success, await process.SignalAsync("INT"));
        string problems = await process.Error;
        Assert.Contains("lib.aqua:3:", problems, StringComparison.Ordinal);
        Assert.Contains($"fluence: there is no file or folder '{main}'", problems, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_follows_new_files()
    {
        _folder.Write("a.aqua", "aqua A\n");
        await using FluenceProcess process = FluenceProcess.Start("aqua", "check", _folder.Path, "--watch");
        Assert.Equal("1 file: ok", await process.ReadLineAsync());
        string added = _folder.Write("b.aqua", "aqua B\n");
        Assert.Equal($"{added} changed: 2 files: ok", await process.ReadLineAsync());
        Assert.Equal(ExitCodes.Success, await process.SignalAsync("INT"));
    }

    [Fact]
    public async Task Tools_get_one_line_of_json_each_time()
    {
        string file = _folder.Write("a.aqua", "aqua A declares *\n\nexport f\n\nfunc f() -> u8:\n  <- 1\n");
        await using FluenceProcess process = FluenceProcess.Start("aqua", "compile", file, "--format", "json", "--watch");
        Assert.NotNull(JsonNode.Parse(await process.ReadLineAsync())!["functions"]!["f"]);
        _folder.Write("a.aqua", "aqua A declares *\n\nexport f\n\nfunc f() -> u8:\n  <- x\n");
        Assert.Equal(6, (int)JsonNode.Parse(await process.ReadLineAsync())!["errors"]![0]!["line"]!);
        Assert.Equal(ExitCodes.Success, await process.SignalAsync("INT"));
    }

    private static string Lib(string word) => $"aqua L declares *\n\nconst WORD = \"{word}\"\n";
}
