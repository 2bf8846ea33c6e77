using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Projects;

/// <summary>What people get wrong in a project is told in words that help, and with the exit code of a failure.</summary>
public sealed class BadProjectTests : IDisposable
{
    private const string Head = "version: 8\naquaDependencies: {}\n";

    private readonly ProjectShell _shell = new();

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task All_mistakes_of_a_file_are_told_at_once()
    {
        _shell.Write("fluence.yaml", Head + "servises: {}\ndeployments: { d: { targetWorkers: x } }\n");
        Assert.Equal(
            "fluence: fluence.yaml:3:1: there is no setting 'servises', did you mean 'services'?\n"
            + "fluence.yaml:4:36: deployments.d.targetWorkers is 'x', expected an integer from 1 to 2147483647",
            await _shell.FailAsync("build"));
    }

    [Theory]
    [InlineData("module.yaml", "version: 1\nname: m\ntyp: rust\n", "m/module.yaml:3:1: there is no setting 'typ', did you mean 'type'?")]
    [InlineData("module.yaml", "version: 2\nname: m\n",
        "m/module.yaml:1:10: version is '2', expected 0 or 1; the file is of a newer format than this command knows")]
    [InlineData("module.yaml", "version: 1\nname: m\n", "m/m.wasm is missing; a module of type compiled is not built, but lies there")]
    [InlineData("nothing.yaml", "", "s/service.yaml: the module 'facade' is said to be in ../m, but there is no module.yaml in ")]
    public async Task A_wrong_or_missing_module_is_told(string file, string text, string problem)
    {
        Service("s", "modules: { facade: { get: ../m } }");
        _shell.Write("m/" + file, text);
        Assert.StartsWith("fluence: " + problem, await _shell.FailAsync("build"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_module_is_told()
    {
        Service("s", "modules: { facade: { get: ../m } }");
        _shell.Write("m/module.yaml", "version: 1\nname: m\n");
        _shell.Write("m/m.wasm", "this is no module");
        Assert.StartsWith("fluence: m/m.wasm is no module: ", await _shell.FailAsync("build"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("modules: { main: { get: ../m } }", "s/service.yaml:3: modules.facade is missing; it is the module that the service shows to others")]
    [InlineData("modules: { facade: { get: ../m, efects: {} } }",
        "s/service.yaml:3:33: there is no setting 'modules.facade.efects', did you mean 'effects'?")]
    [InlineData("modules: { facade: { get: x.tar.gz } }", "there is no archive s/x.tar.gz")]
    [InlineData("modules: { facade: { get: \"http://127.0.0.1:1/x.tar.gz\" } }", "http://127.0.0.1:1/x.tar.gz cannot be downloaded: ")]
    public async Task A_wrong_service_is_told(string modules, string problem)
    {
        Service("s", modules);
        Assert.StartsWith("fluence: " + problem, await _shell.FailAsync("build"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_archive_that_reaches_outside_is_refused()
    {
        using (FileStream archive = System.IO.File.Create(_shell.File("evil.tar.gz")))
        {
            Fluence.Projects.Archives.TarGzip.Write(archive, [("../../../evil", [1])]);
        }

        Service("s", "modules: { facade: { get: ../evil.tar.gz } }");
        Assert.Equal(
            "fluence: evil.tar.gz has the path '../../../evil' in it, which would lie outside of its folder", await _shell.FailAsync("build"));
    }

    [Theory]
    [InlineData("build", "there is no fluence.yaml, service.yaml or module.yaml in ")]
    [InlineData("dep install", "there is no fluence.yaml in ")]
    [InlineData("spell build", "there is no fluence.yaml in ")]
    [InlineData("service add x", "there is no fluence.yaml in ")]
    [InlineData("aqua", "there is no project here or above; compile a file with fluence aqua -i FILE -o FOLDER, or with fluence aqua compile")]
    [InlineData("key list", "there is no project here, so there are only the user's keys; add --user")]
    public async Task A_folder_without_a_project_is_told(string command, string problem) =>
        Assert.StartsWith("fluence: " + problem, await _shell.FailAsync(command.Split(' ')), StringComparison.Ordinal);

    [Theory]
    [InlineData("service new Hello", "'Hello' cannot be the name of a service; it must start with a lowercase letter ")]
    [InlineData("spell new 1x", "'1x' cannot be the name of a spell; it must start with a lowercase letter ")]
    [InlineData("module new fn", "'fn' cannot be the name of a module; cargo or Rust keeps it for itself")]
    [InlineData("key new ../x", "'../x' cannot be the name of a key; it must start with a letter or number ")]
    [InlineData("spell build tack", "fluence.yaml has no spell 'tack', did you mean 'tick'?")]
    [InlineData("service remove tack", "fluence.yaml has no 'tack' in services")]
    [InlineData("service repl s2", "there is no service 's2', neither in fluence.yaml nor as a folder with a service.yaml")]
    [InlineData("dep uninstall x", "fluence.yaml has no 'x' in aquaDependencies")]
    [InlineData("aqua -n other", "fluence.yaml has no compileAqua 'other'")]
    [InlineData("aqua -i x.aqua -o o", "compileAqua.input: there is no file or folder ")]
    [InlineData("aqua json none.json", "there is no file 'none.json'")]
    [InlineData("key default x", "there is no key 'x' in .fluence/secrets, there is none")]
    public async Task A_wrong_name_is_told(string command, string problem)
    {
        _shell.Write("fluence.yaml", Head + "spells:\n  tick: { get: x }\n");
        Assert.StartsWith("fluence: " + problem, await _shell.FailAsync(command.Split(' ')), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("version: 0\naquaFilePath: s.aqua\nfunction: other\n", "aqua S\nexport main\nfunc main():\n  x = 1\n",
        "the spell 's' is the function 'other', but ")]
    [InlineData("version: 0\naquaFilePath: s.aqua\nfunction: main\n", "aqua S\nexport main\nfunc main(a: string):\n  x = 1\n",
        "the spell 's' needs the argument 'a' of main; give it in initArgs")]
    [InlineData("version: 0\naquaFilePath: s.aqua\nfunction: main\ninitArgs: { b: 1 }\n", "aqua S\nexport main\nfunc main():\n  x = 1\n",
        "the spell 's' has 'b' in initArgs, but main takes none")]
    [InlineData("version: 0\naquaFilePath: none.aqua\nfunction: main\n", "", "there is no file 's/none.aqua'")]
    [InlineData("version: 0\naquaFilePath: s.aqua\nfunction: main\nclock: { startDelaySec: 1, startTimestamp: \"2026-01-01\" }\n", "",
        "s/spell.yaml:4:25: clock.startDelaySec cannot stand together with startTimestamp, expected one of them")]
    public async Task A_wrong_spell_is_told(string yaml, string aqua, string problem)
    {
        _shell.Write("fluence.yaml", Head + "spells:\n  s: { get: s }\n");
        _shell.Write("s/spell.yaml", yaml);
        _shell.Write("s/s.aqua", aqua);
        Assert.Contains(problem, await _shell.FailAsync("spell", "build"), StringComparison.Ordinal);
    }

    private void Service(string folder, string modules)
    {
        _shell.Write("fluence.yaml", Head + $"services:\n  s: {{ get: {folder} }}\n");
        _shell.Write($"{folder}/service.yaml", $"version: 0\nname: s\n{modules}\n");
    }
}
