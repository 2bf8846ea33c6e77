using System.Text.Json;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Projects;

public sealed class ProjectFileCommandTests : IDisposable
{
    private readonly ProjectShell _shell = new();

    public ProjectFileCommandTests() =>
        _shell.Write("fluence.yaml", "# mine\nversion: 8\naquaDependencies: {}\ncompileAqua:\n  a: { input: src, output: out, target: air }\n");

    public void Dispose() => _shell.Dispose();

    [Fact]
    public async Task Keys_of_a_project_are_made_listed_and_removed()
    {
        await _shell.OkAsync("key", "new", "mine", "--default", "--no-input");
        Assert.EndsWith("defaultSecretKeyName: mine\n", _shell.Read("fluence.yaml"), StringComparison.Ordinal);
        await _shell.OkAsync("key", "new", "other");
        JsonElement[] keys = [.. JsonDocument.Parse(await _shell.OkAsync("key", "list", "--json")).RootElement.EnumerateArray()];
        Assert.Equal(["mine", "other"], keys.Select(static key => key.GetProperty("name").GetString()));
        Assert.Equal([true, false], keys.Select(static key => key.GetProperty("default").GetBoolean()));
        Assert.Equal(keys[0].GetProperty("peer_id").GetString(), (await _shell.OkAsync("key", "peer-id")).Trim());
        await _shell.OkAsync("key", "default", "other");
        Assert.Equal(keys[1].GetProperty("peer_id").GetString(), (await _shell.OkAsync("key", "peer-id")).Trim());
        await _shell.OkAsync("key", "remove", "other");
        Assert.DoesNotContain("defaultSecretKeyName", _shell.Read("fluence.yaml"), StringComparison.Ordinal);
        Assert.Equal("fluence: there is a key 'mine' in .fluence/secrets already; choose another name, or remove it first",
            await _shell.FailAsync("key", "new", "mine"));
    }

    [Fact]
    public async Task The_users_key_is_made_on_first_need_and_one_always_stays()
    {
        string peer = (await _shell.OkAsync("key", "peer-id")).Trim();
        Assert.Contains($"auto-generated  {peer}  default", await _shell.OkAsync("key", "list", "--user"), StringComparison.Ordinal);
        Assert.StartsWith("fluence: auto-generated is the user's only key, and one is needed",
            await _shell.FailAsync("key", "remove", "auto-generated", "--user"), StringComparison.Ordinal);
        await _shell.OkAsync("key", "new", "second", "--user", "--default");
        Assert.NotEqual(peer, (await _shell.OkAsync("key", "peer-id")).Trim());
        Assert.Contains("defaultSecretKeyName: second\n", File.ReadAllText(Path.Combine(_shell.User, "config.yaml")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_package_in_a_folder_can_be_imported_once_it_is_installed()
    {
        _shell.Write("../lib/lib.aqua", "aqua Lib declares *\n\nfunc one() -> u64:\n  <- 1\n");
        _shell.Write("src/a.aqua", "aqua A\n\nimport \"lib/lib.aqua\"\n\nexport two\n\nfunc two() -> u64:\n  x <- one()\n  <- x\n");
        Assert.Contains("lib/lib.aqua", (await _shell.RunAsync("build")).Error, StringComparison.Ordinal);
        Assert.Equal("installed lib: file:../lib\n", await _shell.OkAsync("dep", "i", "../lib"));
        Assert.Contains("a: 1 Aqua file of src, 1 file in out", await _shell.OkAsync("build"), StringComparison.Ordinal);
        Assert.NotEqual("", _shell.Read("out/a.two.air"));
        Assert.Matches("(?m)^lib +file:../lib +fluence.yaml$", await _shell.OkAsync("dep", "v"));
        Assert.DoesNotContain("file:", await _shell.OkAsync("dep", "v", "--default"), StringComparison.Ordinal);
        await _shell.OkAsync("dep", "un", "lib");
        Assert.StartsWith("# mine\nversion: 8\naquaDependencies: {}\n", _shell.Read("fluence.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_npm_a_package_that_does_not_come_along_is_refused_with_what_to_do()
    {
        using ProjectShell shell = new() { SearchPath = "/nowhere" };
        shell.Write("fluence.yaml", "version: 8\naquaDependencies: {}\n");
        Assert.Equal(
            "fluence: some-package@1.0.0 cannot be installed: it does not come with this command, and needs npm, which is not on the PATH. "
            + "Install Node.js, or give a folder or .tgz file: fluence dep install ./FILE.tgz",
            await shell.FailAsync("dep", "install", "some-package@1.0.0"));
    }

    [Fact]
    public async Task A_spell_is_made_compiles_and_is_listed()
    {
        Assert.Equal("made src/spells/tick; try: fluence spell build tick\n", await _shell.OkAsync("spell", "new", "tick"));
        Assert.EndsWith("spells:\n  tick:\n    get: src/spells/tick\n", _shell.Read("fluence.yaml"), StringComparison.Ordinal);
        Assert.Equal("1 spell: ok\n", await _shell.OkAsync("spell", "build"));
    }

    [Fact]
    public async Task A_service_that_is_removed_is_taken_out_of_deployments()
    {
        _shell.Write("s/service.yaml", "version: 0\nname: s\nmodules: { facade: { get: m } }\n");
        _shell.Write("s/m/module.yaml", "version: 1\nname: m\n");
        await _shell.OkAsync("service", "add", "s");
        _shell.Write("fluence.yaml", _shell.Read("fluence.yaml") + "deployments:\n  d:\n    services: [s]\n");
        await _shell.OkAsync("service", "remove", "s");
        Assert.EndsWith("services: {}\ndeployments:\n  d:\n    services: []\n", _shell.Read("fluence.yaml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packed_module_is_used_by_another_service()
    {
        _shell.Write("m/module.yaml", "version: 1\nname: greeting\n");
        File.Copy(ExampleModule(), _shell.File("m/greeting.wasm"));
        string packed = await _shell.OkAsync("module", "pack", "m", "-d", "packs");
        byte[] first = File.ReadAllBytes(_shell.File("packs/greeting.tar.gz"));
        Assert.Contains("(bafkrei", packed, StringComparison.Ordinal);
        await _shell.OkAsync("module", "pack", "m", "-d", "packs");
        Assert.Equal(first, File.ReadAllBytes(_shell.File("packs/greeting.tar.gz")));

        _shell.Write("s/service.yaml", "version: 0\nname: s\nmodules:\n  facade: { get: ../packs/greeting.tar.gz }\n");
        await _shell.OkAsync("service", "add", "s");
        _shell.Write("src/a.aqua", "aqua A\nimport \"services.aqua\"\nexport S\n");
        Assert.Contains("greeting  compiled", await _shell.OkAsync("build"), StringComparison.Ordinal);
        Assert.Contains("service S(\"s\"):", _shell.Read(".fluence/aqua/services.aqua"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json", "{\"name\": \"Ada\", \"tags\": [\"a\"]}")]
    [InlineData("yml", "name: Ada\ntags: [a]\n")]
    public async Task Data_become_aqua_that_compiles(string format, string text)
    {
        _shell.Write($"some.{format}", text);
        Assert.Equal("made src/some.aqua\n", await _shell.OkAsync("aqua", format, $"some.{format}", "src"));
        Assert.Contains("data Some:\n    name: string\n    tags: []string\n", _shell.Read("src/some.aqua"), StringComparison.Ordinal);
        Assert.Contains("1 Aqua file", await _shell.OkAsync("aqua", "--dry"), StringComparison.Ordinal);
    }

    private static string ExampleModule([System.Runtime.CompilerServices.CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "../../../examples/greeting/greeting/greeting.wasm");
}
