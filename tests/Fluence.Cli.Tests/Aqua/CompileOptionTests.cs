using System.Text.Json.Nodes;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Aqua;

/// <summary>Each option of <c>fluence aqua compile</c>, by what it changes.</summary>
public sealed class CompileOptionTests : IDisposable
{
    private const string Remote =
        "aqua A declares *\n\nexport f, g\n\nservice S(\"s\"):\n  go()\n\nfunc f(peer: string) -> string:\n  on peer:\n    S.go()\n  <- peer\n\nfunc g():\n  f(\"x\")\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--no-relay", "(call %init_peer_id% (\"getDataSrv\" \"-relay-\") [] -relay-)", false)]
    [InlineData("--no-xor", "(fail :error:)", false)]
    [InlineData("--tracing", "(\"tracingSrv\" \"tracingEvent\") [\"f\" \"enter\"]", true)]
    [InlineData("--empty-response", "(\"callbackSrv\" \"response\") [])", true)]
    public async Task An_option_changes_scripts(string option, string text, bool isThere)
    {
        string file = _folder.Write("a.aqua", Remote);
        string with = (await SucceedAsync(file, option)).Output, without = (await SucceedAsync(file)).Output;
        Assert.Equal(isThere, with.Contains(text, StringComparison.Ordinal));
        Assert.Equal(!isThere, without.Contains(text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_empty_response_is_the_default_and_excludes_the_other()
    {
        string file = _folder.Write("a.aqua", Remote);
        Assert.Equal((await SucceedAsync(file)).Output, (await SucceedAsync(file, "--no-empty-response")).Output);
        Assert.Contains("exclude each other", await CommandLine.FailAsync(
            ExitCodes.Usage, "aqua", "compile", file, "--no-empty-response", "--empty-response"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constants_take_the_place_of_defaults()
    {
        string file = _folder.Write("a.aqua", "aqua A declares *\n\nexport f\n\nconst N ?= 1\nconst T ?= \"a\"\n\nfunc f() -> i64, string:\n  <- N, T\n");
        Assert.Contains("[1 \"a\"]", (await SucceedAsync(file)).Output, StringComparison.Ordinal);
        Assert.Contains("[-2 \"b = c\"]", (await SucceedAsync(file, "--const", "N=-2", "--const", "T = \"b = c\"")).Output, StringComparison.Ordinal);
        Assert.Contains("'N' is no constant", await CommandLine.FailAsync(ExitCodes.Usage, "aqua", "compile", file, "--const", "N"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Imports_are_found_by_folders_and_by_prefixes()
    {
        string file = _folder.Write("src/a.aqua", "aqua A declares *\n\nimport WORD from \"@scope/lib/b.aqua\"\n\nexport f\n\nfunc f() -> string:\n  <- WORD\n");
        _folder.Write("one/@scope/lib/b.aqua", "aqua B declares *\n\nconst WORD = \"one\"\n");
        _folder.Write("two/lib/b.aqua", "aqua B declares *\n\nconst WORD = \"two\"\n");
        _folder.Write("three/b.aqua", "aqua B declares *\n\nconst WORD = \"three\"\n");
        string map = _folder.Write("map.json", "{\"/\": {\"@scope\": \"two\"}, \"src\": {\"@scope\": \"none\", \"@scope/lib\": [\"none\", \"three\"]}}");
        Assert.Contains("[\"one\"]", (await SucceedAsync(file, "-I", _folder.File("one"))).Output, StringComparison.Ordinal);
        Assert.Contains("[\"two\"]", (await SucceedAsync(
            file, "-I", _folder.File("one"), "--import-map", $"@scope={_folder.File("two")}")).Output, StringComparison.Ordinal);
        Assert.Contains("[\"three\"]", (await SucceedAsync(file, "--import-map", map)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_map_is_wrong_usage()
    {
        string file = _folder.Write("a.aqua", "aqua A\n"), map = _folder.Write("map.json", "{\"/\": \"x\"}");
        Assert.Contains("is no import map", await CommandLine.FailAsync(ExitCodes.Usage, "aqua", "compile", file, "--import-map", map), StringComparison.Ordinal);
        Assert.Contains("there is no file 'no.json'", await CommandLine.FailAsync(
            ExitCodes.Failure, "aqua", "compile", file, "--import-map", "no.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("off", "", "")]
    [InlineData("error", "", "")]
    [InlineData("warn", "warning:", "compiled")]
    [InlineData("info", "compiled", "read")]
    [InlineData("debug", "read", "not there")]
    [InlineData("trace", "not there", "error")]
    public async Task The_log_level_says_what_is_told(string level, string told, string untold)
    {
        _folder.Write("more/b.aqua", "aqua B\n");
        string file = _folder.Write("a.aqua", "aqua A declares *\n\nimport \"b.aqua\"\n\nexport f\n\nfunc g() -> u8, u8:\n  <- 1, 2\n\nfunc f():\n  x <- g()\n");
        Outcome outcome = await SucceedAsync(file, "--log-level", level, "-I", _folder.File("more"));
        Assert.Contains(told, outcome.Error, StringComparison.Ordinal);
        Assert.True(untold.Length == 0 ? outcome.Error.Length == 0 : !outcome.Error.Contains(untold, StringComparison.Ordinal), outcome.Error);
    }

    [Fact]
    public async Task Errors_are_told_unless_the_level_is_off()
    {
        string file = _folder.Write("a.aqua", "aqua A\n\nfunc f() -> u8:\n  <- x\n");
        Outcome error = await CommandLine.RunAsync("aqua", "compile", file, "--log-level", "error");
        Assert.Contains("`x` is not defined here", error.Error, StringComparison.Ordinal);
        Assert.Equal(new Outcome(ExitCodes.Failure, "", ""), await CommandLine.RunAsync("aqua", "compile", file, "--log-level", "off"));
    }

    [Theory]
    [InlineData("air", "x/a.f.air", "x/y/a.f.air")]
    [InlineData("json", "x/a.json", "x/y/a.json")]
    [InlineData("js", "x/a.js", "x/y/a.d.ts")]
    [InlineData("ts", "x/a.ts", "x/y/a.ts")]
    [InlineData("csharp", "x/a.g.cs", "x/y/a.g.cs")]
    public async Task A_folder_keeps_its_tree(string target, params string[] files)
    {
        foreach (string place in (string[])["in/x/a.aqua", "in/x/y/a.aqua"])
        {
            _folder.Write(place, "aqua A declares *\n\nexport f\n\nfunc f() -> u8:\n  <- 1\n");
        }

        string output = _folder.File("out");
        Outcome outcome = await CommandLine.RunAsync("aqua", "compile", _folder.File("in"), "-o", output, "--target", target, "--namespace", "My.Space");
        Assert.Equal((ExitCodes.Success, ""), (outcome.ExitCode, outcome.Error));
        Assert.All(files, file => Assert.True(File.Exists(Path.Combine(output, file)), file));
        Assert.Equal(target == "csharp", (await File.ReadAllTextAsync(Path.Combine(output, files[0]))).Contains("namespace My.Space;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Json_has_these_members_and_no_others()
    {
        string file = _folder.Write("a.aqua", "aqua A declares *\n\nexport f, S\n\nservice S(\"s\"):\n  go()\n\nfunc g() -> u8, u8:\n  <- 1, 2\n\nfunc f():\n  x <- g()\n");
        JsonObject all = (JsonObject)JsonNode.Parse((await SucceedAsync(file, "--format", "json")).Output)!;
        Assert.Equal(["functions", "services", "errors", "warnings"], all.Select(static each => each.Key));
        Assert.Equal(["air", "definition"], ((JsonObject)all["functions"]!["f"]!).Select(static each => each.Key));
        Assert.Equal(["defaultServiceId", "functions"], ((JsonObject)all["services"]!["S"]!).Select(static each => each.Key));
        JsonObject warning = (JsonObject)Assert.Single((JsonArray)all["warnings"]!)!;
        Assert.Equal(["file", "line", "column", "message", "code"], warning.Select(static each => each.Key));
        Assert.Equal((file, 12), ((string?)warning["file"], (int)warning["line"]!));
        Assert.Empty((JsonArray)all["errors"]!);
    }

    [Fact]
    public async Task Of_a_name_that_several_files_give_the_first_counts_and_the_other_is_told()
    {
        _folder.Write("in/a.aqua", "aqua A declares *\n\nexport f\n\nfunc f() -> u8:\n  <- 1\n");
        string other = _folder.Write("in/b.aqua", "aqua B declares *\n\nexport f\n\nfunc f() -> u8:\n  <- 2\n");
        JsonObject all = (JsonObject)JsonNode.Parse((await SucceedAsync(_folder.File("in"), "--format", "json")).Output)!;
        Assert.Contains("[1]", (string?)all["functions"]!["f"]!["air"], StringComparison.Ordinal);
        JsonObject warning = (JsonObject)Assert.Single((JsonArray)all["warnings"]!)!;
        Assert.Equal(["file", "line", "column", "message", "code"], warning.Select(static each => each.Key));
        Assert.Equal((other, "same-name"), ((string?)warning["file"], (string?)warning["code"]));
    }

    [Fact]
    public async Task Watching_needs_a_place_to_write_to() => Assert.Contains(
        "--watch needs --output", await CommandLine.FailAsync(ExitCodes.Usage, "aqua", "compile", _folder.Write("a.aqua", "aqua A\n"), "--watch"), StringComparison.Ordinal);

    [Fact]
    public async Task A_missing_file_fails_and_an_unknown_target_is_wrong_usage()
    {
        Assert.Contains("there is no file or folder", await CommandLine.FailAsync(ExitCodes.Failure, "aqua", "compile", _folder.File("no.aqua")), StringComparison.Ordinal);
        Assert.Equal(ExitCodes.Usage, (await CommandLine.RunAsync("aqua", "compile", "--target", "wasm")).ExitCode);
    }

    private static async Task<Outcome> SucceedAsync(string file, params string[] options)
    {
        Outcome outcome = await CommandLine.RunAsync(["aqua", "compile", file, .. options]);
        Assert.True(outcome.ExitCode == ExitCodes.Success, outcome.Error);
        return outcome;
    }
}
