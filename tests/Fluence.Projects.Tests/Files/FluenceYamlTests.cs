using Fluence.Primitives.Json;
using Fluence.Projects.Files;

namespace Fluence.Projects.Tests.Files;

public sealed class FluenceYamlTests
{
    private const string Name = "a name that starts with a lowercase letter and has only letters, numbers and underscores";

    private const string Whole =
        """
        version: 8
        aquaDependencies:
          "@fluencelabs/aqua-lib": 0.9.1
        aquaImports: [src/shared]
        services:
          second: { get: src/services/second, totalMemoryLimit: 10 MiB }
          first:
            get: src/services/first
            overrideModules:
              facade: { repl: { loggerEnabled: true, loggingMask: 3 }, effects: { binaries: { curl: /usr/bin/curl } } }
              other:
              older: { envs: { A: b }, maxHeapSize: 1KiB, loggerEnabled: true, mountedBinaries: { ls: /bin/ls }, volumes: { v: data } }
        spells:
          tick:
            get: src/spells/tick
            initArgs: { text: "1", number: 1, list: [true, null] }
            clock: { periodSec: 3153600000, startTimestamp: "2026-07-06T23:59:59Z" }
        deployments:
          mine:
            services: [first]
            spells: [tick]
            targetWorkers: 5
            pricePerWorkerEpoch: "0.5"
          usual: {}
        hosts:
          direct: { peerIds: [12D3KooW], services: [second] }
        compileAqua:
          all: { input: src/aqua, output: out, target: ts, constants: { SOME: 1, OTHER: x }, noXor: true }
        relaysPath: src
        customFluenceEnv: { contractsEnv: dar, relays: [/ip4/127.0.0.1/tcp/1/ws] }
        defaultSecretKeyName: me
        marineBuildArgs: --release
        """;

    [Fact]
    public void Everything_in_a_file_is_read()
    {
        FluenceYaml read = FluenceYaml.Read(Whole, "f");
        Assert.Equal(["second", "first"], read.Services.Select(static service => service.Name));
        Assert.Equal(10ul << 20, read.Services[0].TotalMemoryLimit);
        Assert.Equal(3, read.Services[1].OverrideModules["facade"].LoggingMask);
        Assert.Equal("/usr/bin/curl", read.Services[1].OverrideModules["facade"].Binaries["curl"]);
        ModuleOverride older = read.Services[1].OverrideModules["older"];
        Assert.Equal(("b", "/bin/ls", "data", true), (older.Envs["A"], older.Binaries["ls"], older.MappedDirs["v"], older.LoggerEnabled));
        Assert.Equal("0.9.1", read.AquaDependencies["@fluencelabs/aqua-lib"]);
        Assert.Equal(3_153_600_000, read.Spells["tick"].Clock!.PeriodSec);
        Assert.Equal("""{"list":[true,null],"number":1,"text":"1"}""", read.Spells["tick"].InitArgs!.ToString());
        Deployment mine = read.Deployments["mine"], usual = read.Deployments["usual"];
        Assert.Equal((5, "0.5", 1), (mine.TargetWorkers, mine.PricePerCuPerEpoch, mine.CuCountPerWorker));
        Assert.Equal((3, "0.33", null), (usual.TargetWorkers, usual.PricePerCuPerEpoch, usual.MinWorkers));
        Assert.Equal<string>(["12D3KooW"], read.Hosts["direct"].PeerIds);
        CompileAquaEntry all = read.CompileAqua["all"];
        Assert.Equal(("src/aqua", "out", "ts", true, false), (all.Input, all.Output, all.Target, all.NoXor, all.NoRelay));
        Assert.Equal(JsonNumber.FromInt64(1), all.Constants["SOME"]);
        Assert.Equal<string>(["src"], read.RelaysPath);
        Assert.Equal("dar", read.CustomFluenceEnv!.ContractsEnv);
        Assert.Equal("me", read.DefaultSecretKeyName);
    }

    [Fact]
    public void All_mistakes_of_a_file_are_told_with_their_places()
    {
        const string text =
            """
            version: 8
            servises: {}
            aquaDependencies: {}
            services:
              Hello: { get: x }
              hi:
                gett: y
            deployments:
              mine:
                targetWorkers: many
                whitelist: [a]
                blacklist: [b]
            compileAqua:
              all: { input: a, output: b, target: cs }
            """;
        ProjectFileException wrong = Assert.Throws<ProjectFileException>(() => FluenceYaml.Read(text, "fluence.yaml"));
        Assert.Equal(
            $$"""
            fluence.yaml:2:1: there is no setting 'servises', did you mean 'services'?
            fluence.yaml:5:3: 'Hello' cannot be a name in services, expected {{Name}}
            fluence.yaml:7:5: services.hi.get is missing, expected a text
            fluence.yaml:7:5: there is no setting 'services.hi.gett', did you mean 'get'?
            fluence.yaml:10:20: deployments.mine.targetWorkers is 'many', expected an integer from 1 to 2147483647
            fluence.yaml:12:16: deployments.mine.blacklist cannot stand together with whitelist, expected one of them
            fluence.yaml:14:39: compileAqua.all.target is 'cs', expected ts, js, air, csharp or json, did you mean 'csharp'?
            """.ReplaceLineEndings("\n"),
            string.Join('\n', wrong.Message.Split('\n').Order(StringComparer.Ordinal).OrderBy(LineOf)));
    }

    [Theory]
    [InlineData("version: 5\naquaDependencies: {}",
        "f:1:10: version is '5', expected 8, 9 or 10; the file is of an older format, which the Fluence CLI 0.16 brings up to date")]
    [InlineData("version: 11\naquaDependencies: {}",
        "f:1:10: version is '11', expected 8, 9 or 10; the file is of a newer format than this command knows")]
    [InlineData("version: 8", "f:1:1: aquaDependencies is missing, expected a map")]
    [InlineData("- a", "f:1: expected a map of settings")]
    [InlineData("a: [", "f:2: this is not YAML: While parsing a node, did not find expected node content.")]
    [InlineData("version: 8\naquaDependencies: {}\nservices:\n  a:", "f:4:3: services.a has no value")]
    [InlineData("version: 8\naquaDependencies: {}\nservice:", "f:3:1: there is no setting 'service', did you mean 'services'?")]
    [InlineData("version: 8\naquaDependencies: {}\nservices: { hello: { get: x } }\ndeployments: { d: { services: [helo] } }",
        "f:4:32: deployments.d.services names 'helo', which is not in services, expected hello, did you mean 'hello'?")]
    [InlineData("version: 8\naquaDependencies: {}\nservices: { \"a\\n\": { get: x } }", "f:3:13: 'a ' cannot be a name in services, expected " + Name)]
    [InlineData("version: 8\naquaDependencies: []", "f:2:19: aquaDependencies is a list, expected a map")]
    public void A_wrong_file_is_refused(string text, string problem) =>
        Assert.Equal(problem, Assert.Throws<ProjectFileException>(() => FluenceYaml.Read(text, "f")).Message);

    [Fact]
    public void Of_very_many_mistakes_the_first_are_told()
    {
        string text = "version: 8\naquaDependencies: {}\n" + string.Concat(Enumerable.Range(0, 60).Select(static index => $"x{index}: 1\n"));
        ProjectFileException wrong = Assert.Throws<ProjectFileException>(() => FluenceYaml.Read(text, "f"));
        Assert.Equal((60, 51), (wrong.Mistakes.Length, wrong.Message.Split('\n').Length));
        Assert.EndsWith("\nf: and 10 more mistakes", wrong.Message, StringComparison.Ordinal);
    }

    private static int LineOf(string line) => int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
}
