using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Projects;

public sealed class InitCommandTests : IDisposable
{
    private readonly ProjectShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Theory]
    [InlineData("quickstart")]
    [InlineData("minimal")]
    [InlineData("csharp")]
    [InlineData("ts")]
    public async Task The_aqua_files_of_a_new_project_compile(string template)
    {
        await _shell.OkAsync("init", "--template", template, "--no-input", "--noxes", "3");
        Assert.Contains("1 Aqua file of src/aqua, ", await _shell.OkAsync("aqua"), StringComparison.Ordinal);
        string output = template == "ts" ? "src/frontend/src/compiled-aqua/main.ts" : "src/compiled-aqua/main.hello.air";
        Assert.NotEqual("", _shell.Read(output));
        Assert.Equal("1 file: ok\n", await _shell.OkAsync("aqua", "check", "src/aqua"));
    }

    [Fact]
    public async Task Without_compilers_the_module_that_comes_with_the_command_is_used()
    {
        using ProjectShell shell = new() { SearchPath = "/nowhere" };
        await shell.OkAsync("init", "--language", "cpp");
        Outcome built = await shell.RunAsync("build");
        Assert.Equal(ExitCodes.Success, built.ExitCode);
        Assert.StartsWith(
            "hello: the module that comes with this command is used, as its sources are unchanged; no C++ compiler for WebAssembly: ",
            built.Error, StringComparison.Ordinal);
        Assert.Contains("hello   cpp   32", built.Output, StringComparison.Ordinal);
        Assert.Contains("prebuilt  src/services/hello/modules/hello/artifacts/hello.wasm", built.Output, StringComparison.Ordinal);

        shell.Edit("src/services/hello/modules/hello/src/greeting.cpp", "Hi, ", "Ho, ");
        Assert.StartsWith("fluence: no C++ compiler for WebAssembly: there is no clang++ on the PATH.", await shell.FailAsync("build"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_is_not_made_twice()
    {
        await _shell.OkAsync("init", "-t", "minimal");
        string before = _shell.Read("fluence.yaml");
        Assert.Equal($"fluence: {_shell.Root} is a project already; nothing was changed", await _shell.FailAsync("init"));
        Assert.Equal(before, _shell.Read("fluence.yaml"));
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_left_alone()
    {
        _shell.Write("x", "");
        Assert.Equal(
            $"fluence: {_shell.Root} is not empty, it has 'x' in it; choose a new or empty folder", await _shell.FailAsync("init", "."));
    }

    [Fact]
    public async Task A_template_that_is_not_there_is_refused() => Assert.Equal(
        "fluence: there is no template 'quikstart', expected quickstart, minimal, csharp or ts, did you mean 'quickstart'?",
        await _shell.FailAsync("init", "-t", "quikstart"));
}
