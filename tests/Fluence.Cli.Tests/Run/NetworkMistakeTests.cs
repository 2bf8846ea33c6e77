using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Run;

/// <summary>What people type wrongly where a network is needed: one line that says what to do, on the real command.</summary>
public sealed class NetworkMistakeTests : IDisposable
{
    private const string Nobody = "/ip4/127.0.0.1/tcp/1/ws/p2p/12D3KooWK99VoVxNE7XzyBwXEzW7xhK7Gpv85r9F3V3fyKSUKPH5";
    private const string Yaml = """
        version: 8
        aquaDependencies: {}
        services: {}
        deployments:
          default:
            targetWorkers: 1
            services: []
            spells: []
        hosts:
          far:
            peerIds: [nobody]
            services: []
            spells: []

        """;

    private readonly TemporaryFolder _folder = new();

    public NetworkMistakeTests()
    {
        _folder.Write("fluence.yaml", Yaml);
        _folder.Write("src/aqua/main.aqua", """
            aqua Main declares *

            export add, twice, old

            data Family:
              ages: []u8

            service Math("math"):
              add(x: i64, y: i64) -> i64

            func add(x: i64, names: []string) -> i64:
              sum <- Math.add(x, 1)
              <- sum

            func old(families: []Family) -> u32:
              <- families.length

            func twice(f: i64 -> i64) -> i64:
              x <- f(1)
              <- x

            """);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("there is no relay to go by: no local network runs here. Start one with `fluence local up --detach`", "run", "-f", "add(1, [])")]
    [InlineData("--relay is 'home', expected an address such as /ip4/", "run", "-f", "add(1, [])", "--relay", "home")]
    [InlineData("which must end in /p2p/ and the relay's peer id", "run", "-f", "add(1, [])", "--relay", "/ip4/127.0.0.1/tcp/1/ws")]
    [InlineData("cannot be reached", "run", "-f", "add(1, [])", "--relay", Nobody)]
    [InlineData("there is no function 'ad' in src/aqua; there are add, old, twice", "run", "-f", "ad(1)")]
    [InlineData("add takes 2 arguments (x, names), 1 are given", "run", "-f", "add(1)")]
    [InlineData("argument 'x' should be i64, but is \"1\"; it is add(x: i64, names: []string) -> i64", "run", "-f", "add(\"1\", [])")]
    [InlineData("argument 'names'[1] should be string, but is 2", "run", "-f", "add(1, [\"a\", 2])")]
    [InlineData("argument 'x' should be i64, from -9223372036854775808 to 9223372036854775807, but is 1.5", "run", "-f", "add(1.5, [])")]
    [InlineData("argument 'x' should be i64, from", "run", "-f", "add(9223372036854775808, [])")]
    [InlineData("argument 'families'[1].ages[1] should be u8, from 0 to 255, but is 256", "run", "-f", "old([{\"ages\": [0]}, {\"ages\": [255, 256]}])")]
    [InlineData("twice takes a function as 'f', which a command line cannot give", "run", "-f", "twice(1)")]
    [InlineData("--func is 'add', expected a call such as", "run", "-f", "add")]
    [InlineData("the name 'people', which --data and --data-path do not have (they have persons)", "run", "-f", "add(1, people)", "-d", "{\"persons\":[]}")]
    [InlineData("--data is no JSON", "run", "-f", "add(1, [])", "-d", "{")]
    [InlineData("--data should be an object", "run", "-f", "add(1, [])", "-d", "[1]")]
    [InlineData("missing.json, which is not there", "run", "-f", "add(1, [])", "--data-path", "missing.json")]
    [InlineData("--ttl is 0, expected milliseconds, at least 1", "run", "-f", "add(1, [])", "--ttl", "0", "--relay", Nobody)]
    [InlineData("there is no key 'boss' in", "run", "-f", "add(1, [])", "--relay", Nobody, "-k", "boss")]
    [InlineData("there is no file or folder 'none.aqua'", "run", "-f", "add(1, [])", "-i", "none.aqua")]
    [InlineData("there are no peers for the deployment 'default': no local network runs here.", "deploy", "default")]
    [InlineData("neither a deployment nor hosts by the name of 'other'; there is default, far", "deploy", "other")]
    [InlineData("'somebody' is no peer: expected a peer id, 12D3KooW…", "deploy", "default", "--peer-ids", "somebody")]
    [InlineData("'nobody' is no peer", "workers", "deploy")]
    [InlineData("nothing is deployed; deploy with `fluence deploy`", "workers", "logs")]
    [InlineData("'far' is not deployed; nothing is", "workers", "remove", "far")]
    [InlineData("no local network is running; 'fluence local up' starts one", "local", "stop", "1")]
    public async Task It_is_told_in_one_line_with_the_next_step(string message, params string[] args)
    {
        Outcome outcome = await FluenceProcess.RunInAsync(_folder.Path, args);
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Equal("", outcome.Output);
        string line = Assert.Single(outcome.Error.TrimEnd('\n').Split('\n'));
        Assert.StartsWith("fluence: ", line, StringComparison.Ordinal);
        Assert.Contains(message, line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_deployed_and_not_there_is_shown_where_it_is_named()
    {
        _folder.Write("fluence.yaml", Yaml.Replace("services: []", "services: [ghost]", StringComparison.Ordinal));
        Outcome outcome = await FluenceProcess.RunInAsync(_folder.Path, "deploy");
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("fluence.yaml:7:16: ", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("'ghost'", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_project_deploying_says_how_to_make_one()
    {
        using TemporaryFolder empty = new();
        Outcome outcome = await FluenceProcess.RunInAsync(empty.Path, "deploy");
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("make a project with `fluence init`", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mistakes_in_sources_are_shown_where_they_are()
    {
        _folder.Write("src/aqua/main.aqua", "aqua Main declares *\n\nexport add\n\nfunc add() -> u32:\n  <- \"x\"\n");
        Outcome outcome = await FluenceProcess.RunInAsync(_folder.Path, "run", "-f", "add()");
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        Assert.Contains("src/aqua/main.aqua:6:", outcome.Error, StringComparison.Ordinal);
        Assert.Contains("see the errors above", outcome.Error, StringComparison.Ordinal);
    }
}
