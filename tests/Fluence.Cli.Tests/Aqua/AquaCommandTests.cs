using System.Text.Json.Nodes;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Aqua;

public sealed class AquaCommandTests : IDisposable
{
    private const string Wrong = "aqua A\n\nfunc f(length: u8) -> u8:\n  <- lenght\n";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_right_folder_is_ok()
    {
        _folder.Write("a.aqua", "aqua A\n\nimport \"b\"\n");
        _folder.Write("b.aqua", "aqua B\n");
        Assert.Equal(new Outcome(ExitCodes.Success, "2 files: ok\n", ""), await CommandLine.RunAsync("aqua", "check", _folder.Path));
    }

    [Fact]
    public async Task A_mistake_is_shown_in_its_line_without_colours()
    {
        string file = _folder.Write("a.aqua", Wrong);
        Outcome outcome = await CommandLine.RunAsync("aqua", "check", file);
        Assert.Equal((ExitCodes.Failure, ""), (outcome.ExitCode, outcome.Output));
        Assert.Equal(
            $"{file}:4:6: error: `lenght` is not defined here [unknown-name]\n 4 |   <- lenght\n   |      ^^^^^^\n  hint: did you mean `length`?\n1 error\n",
            outcome.Error);
    }

    [Fact]
    public async Task Tools_get_json()
    {
        string file = _folder.Write("a.aqua", Wrong);
        Outcome outcome = await CommandLine.RunAsync("aqua", "check", file, "--format", "json");
        Assert.Equal((ExitCodes.Failure, ""), (outcome.ExitCode, outcome.Error));
        JsonNode mistake = JsonNode.Parse(outcome.Output)!["errors"]![0]!;
        Assert.Equal((4, 6, 12), ((int)mistake["line"]!, (int)mistake["column"]!, (int)mistake["endColumn"]!));
        Assert.Empty((JsonArray)JsonNode.Parse(outcome.Output)!["warnings"]!);
    }

    [Fact]
    public async Task Imports_are_found_in_given_folders_and_in_packages()
    {
        Directory.CreateDirectory(_folder.File("node_modules/lib"));
        Directory.CreateDirectory(_folder.File("src"));
        Directory.CreateDirectory(_folder.File("more"));
        string lib = _folder.Write("node_modules/lib/a.aqua", "aqua LibA\n"), more = _folder.Write("more/b.aqua", "aqua B\n");
        string file = _folder.Write("src/main.aqua", "aqua Main\n\nimport \"lib/a.aqua\"\nimport \"b.aqua\"\n");
        Outcome outcome = await CommandLine.RunAsync("aqua", "imports", file, "-I", _folder.File("more"));
        Assert.Equal(new Outcome(ExitCodes.Success, $"{more}\n{lib}\n", ""), outcome);
        Outcome missing = await CommandLine.RunAsync("aqua", "imports", file);
        Assert.Equal(ExitCodes.Failure, missing.ExitCode);
        Assert.Contains("`b.aqua` is not found", missing.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Constants_from_outside_are_checked()
    {
        string file = _folder.Write("a.aqua", "aqua A\n\nconst A ?= 1\n");
        Assert.Equal(ExitCodes.Success, (await CommandLine.RunAsync("aqua", "check", file, "--const", "A=2")).ExitCode);
        Assert.Equal(ExitCodes.Failure, (await CommandLine.RunAsync("aqua", "check", file, "--const", "A=\"x\"")).ExitCode);
        Assert.Contains("'A' is no constant", await CommandLine.FailAsync(ExitCodes.Usage, "aqua", "check", file, "--const", "A"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check", "none.aqua")]
    [InlineData("fmt", "none.aqua")]
    [InlineData("imports", "none.aqua")]
    public async Task A_missing_file_is_named(string command, string file) => Assert.Contains(
        $"there is no file or folder '{file}'", await CommandLine.FailAsync(ExitCodes.Failure, "aqua", command, file), StringComparison.Ordinal);

    [Fact]
    public async Task Formatting_changes_files_and_names_them()
    {
        string file = _folder.Write("a.aqua", "aqua A\n\nconst B  =  1\n");
        _folder.Write("b.aqua", "aqua B\n");
        Assert.Equal(new Outcome(ExitCodes.Failure, file + "\n", ""), await CommandLine.RunAsync("aqua", "fmt", _folder.Path, "--check"));
        Assert.Equal(new Outcome(ExitCodes.Success, file + "\n", ""), await CommandLine.RunAsync("aqua", "fmt", _folder.Path));
        Assert.Equal("aqua A\n\nconst B = 1\n", await File.ReadAllTextAsync(file));
        Assert.Equal(new Outcome(ExitCodes.Success, "", ""), await CommandLine.RunAsync("aqua", "fmt", _folder.Path, "--check"));
    }

    [Fact]
    public async Task A_source_with_mistakes_is_not_formatted()
    {
        string file = _folder.Write("a.aqua", "aqua A\n\nfunc  f(:\n");
        Outcome outcome = await CommandLine.RunAsync("aqua", "fmt", file);
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("[syntax]", outcome.Error, StringComparison.Ordinal);
        Assert.Equal("aqua A\n\nfunc  f(:\n", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task Standard_input_is_formatted_to_standard_output() => Assert.Equal(
        new Outcome(ExitCodes.Success, "aqua A\n\nconst B = 1\n", ""),
        await FluenceProcess.RunAsync("aqua   A\n\n\nconst B  = 1", "aqua", "fmt", "-"));

    [Fact]
    public async Task An_editor_is_served_over_the_standard_streams()
    {
        const string body = "{\"id\":1,\"method\":\"initialize\",\"params\":{}}";
        Outcome outcome = await FluenceProcess.RunAsync($"Content-Length: {body.Length}\r\n\r\n{body}", "aqua", "lsp");
        Assert.Contains("\"hoverProvider\":true", outcome.Output, StringComparison.Ordinal);
        Assert.Equal((ExitCodes.Failure, ""), (outcome.ExitCode, outcome.Error));
    }

    [Fact]
    public async Task An_unknown_format_is_wrong_usage() =>
        Assert.Equal(ExitCodes.Usage, (await CommandLine.RunAsync("aqua", "check", "--format", "xml")).ExitCode);

    [Fact]
    public async Task What_is_exported_is_compiled()
    {
        string file = _folder.Write("a.aqua", "aqua A\n\nexport f as g, S\n\nservice S(\"s\"):\n  id(s: string) -> string\n\nfunc f(a: string) -> string:\n  b <- S.id(a)\n  <- b\n");
        Outcome air = await CommandLine.RunAsync("aqua", "compile", file);
        Assert.Equal((ExitCodes.Success, ""), (air.ExitCode, air.Error));
        Assert.StartsWith("; a.g.air\n(", air.Output, StringComparison.Ordinal);
        Outcome json = await CommandLine.RunAsync("aqua", "compile", file, "--format", "json");
        JsonNode all = JsonNode.Parse(json.Output)!;
        Assert.Contains("(\"s\" \"id\")", (string)all["functions"]!["g"]!["air"]!, StringComparison.Ordinal);
        Assert.Equal("g", (string?)all["functions"]!["g"]!["definition"]!["functionName"]);
        Assert.Equal("s", (string?)all["services"]!["S"]!["defaultServiceId"]);
        Outcome written = await CommandLine.RunAsync("aqua", "compile", _folder.Path, "-o", _folder.File("out"), "--no-relay");
        Assert.Equal($"1 source compiled, 1 file written to {_folder.File("out")}\n", written.Output);
        Assert.DoesNotContain("-relay-", await File.ReadAllTextAsync(_folder.File("out/a.g.air")), StringComparison.Ordinal);
        string script = _folder.File("out/a.g.air");
        Assert.Equal(ExitCodes.Success, (await CommandLine.RunAsync("air", "check", script)).ExitCode);
    }

    [Fact]
    public async Task A_source_with_mistakes_is_not_compiled()
    {
        string file = _folder.Write("a.aqua", Wrong);
        Outcome text = await CommandLine.RunAsync("aqua", "compile", file, "-o", _folder.File("out"));
        Assert.Equal((ExitCodes.Failure, ""), (text.ExitCode, text.Output));
        Assert.Contains("[unknown-name]", text.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_folder.File("out")));
        Outcome json = await CommandLine.RunAsync("aqua", "compile", file, "--format", "json");
        Assert.Equal(4, (int)JsonNode.Parse(json.Output)!["errors"]![0]!["line"]!);
    }
}
