using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Run;

/// <summary>A project from its beginning to a service on peers, and what is done with it then, by the real command.</summary>
public sealed class ProjectJourneyTests : IAsyncLifetime
{
    private readonly string _folder = TestFolder.New();

    private string Project => Path.Combine(_folder, "hello");

    public async Task InitializeAsync()
    {
        await RunInAsync(_folder, ["init", "hello"]);
        await RunAsync("local", "up", "--detach", "--no-chain", "--port-base", FreePorts.Base(3));
    }

    public Task DisposeAsync() => RunAsync("local", "down");

    [Fact]
    public async Task A_service_is_deployed_called_replaced_and_removed()
    {
        string deployed = await RunAsync("deploy");
        Assert.Equal(3, Count(deployed, "made worker"));
        Assert.Equal(3, Count(deployed, "hello: made service"));
        Assert.Equal("\"Hi, Ada\"\n", await RunAsync("run", "-f", "hello(name)", "-d", "{\"name\": \"Ada\"}", "--quiet"));

        using JsonDocument traced = JsonDocument.Parse(await RunAsync("run", "-f", "hello(\"Ada\")", "--json", "--trace"));
        string[] calls = [.. traced.RootElement.GetProperty("steps").EnumerateArray()
            .Where(step => step.GetProperty("kind").GetString() == "called").Select(step => step.GetProperty("subject").GetString()!)];
        Assert.Contains("hello.greeting", calls);

        string again = await RunAsync("deploy");
        Assert.Equal(3, Count(again, "found worker"));
        Assert.Equal(3, Count(again, "hello: unchanged, service"));

        // to fewer peers, one of which is named
        Assert.Equal(2, Count(await RunAsync("deploy", "--no-build", "--peer-ids", "peer-1"), "removed worker"));
        Assert.Contains("worker-spell", await RunAsync("workers", "logs"), StringComparison.Ordinal);
        Assert.Equal("\"Hi, Ada\"\n", await RunAsync("run", "-f", "hello(\"Ada\")", "--relay", "peer-2", "--quiet"));

        Assert.Contains("default is removed", await RunAsync("workers", "remove"), StringComparison.Ordinal);
        Assert.Contains("no worker answered", await RunAsync("run", "-f", "hello(\"Ada\")", "--quiet"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_goes_on_to_the_next_worker_when_one_is_lost_and_a_stopped_peer_comes_back()
    {
        await RunAsync("deploy");
        await RunAsync("local", "stop", "0", "--kill");
        Assert.Equal("\"Hi, Ada\"\n", await RunAsync("run", "-f", "hello(\"Ada\")", "--quiet"));
        await RunAsync("local", "start", "0");
        await RunAsync("local", "stop", "1");
        await RunAsync("local", "stop", "2");
        Assert.Equal("\"Hi, Ada\"\n", await RunAsync("run", "-f", "hello(\"Ada\")", "--quiet"));
    }

    [Fact]
    public async Task Another_key_may_call_and_not_deploy()
    {
        await RunAsync("deploy");
        await RunAsync("key", "new", "stranger", "--no-input");
        Assert.Equal("\"Hi, Ada\"\n", await RunAsync("run", "-f", "hello(\"Ada\")", "--quiet", "-k", "stranger"));
        Outcome refused = await FluenceProcess.RunInAsync(Project, "workers", "remove", "-k", "stranger");
        Assert.Equal(ExitCodes.Failure, refused.ExitCode);
        Assert.Contains("can be removed only by worker creator", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dev_calls_again_after_every_change_and_tells_mistakes()
    {
        string source = Path.Combine(Project, "src/aqua/main.aqua"), text = await File.ReadAllTextAsync(source);
        await using FluenceProcess dev = FluenceProcess.StartIn(Project, [], "dev", "-f", "hello(\"Ada\")");
        Assert.Contains("\"Hi, Ada\"", await UntilAsync(dev, "answered"));

        await File.WriteAllTextAsync(source, text.Replace("Hello.greeting(name)", "Hello.greeting(\"Eve\")", StringComparison.Ordinal));
        List<string> lines = await UntilAsync(dev, "answered");
        Assert.Contains("src/aqua/main.aqua changed", lines);
        Assert.Contains("\"Hi, Eve\"", lines);

        await File.WriteAllTextAsync(source, text.Replace("Hello.greeting(name)", "Hello.greet(name)", StringComparison.Ordinal));
        Assert.Contains(await UntilAsync(dev, "✗"), line => line.Contains("there is no function 'hello'", StringComparison.Ordinal));
        await File.WriteAllTextAsync(source, text);
        Assert.Contains("\"Hi, Ada\"", await UntilAsync(dev, "answered"));

        // a service that is new to the project is deployed
        string yaml = Path.Combine(Project, "fluence.yaml"), settings = await File.ReadAllTextAsync(yaml);
        await File.WriteAllTextAsync(yaml, settings.Replace("spells: {}", "  again:\n    get: src/services/hello\n\nspells: {}", StringComparison.Ordinal)
            .Replace("services: [hello]", "services: [hello, again]", StringComparison.Ordinal));
        lines = await UntilAsync(dev, "answered");
        Assert.Equal(3, lines.Count(line => line.Contains("again: made service", StringComparison.Ordinal)));
        Assert.Equal(3, lines.Count(line => line.Contains("hello: unchanged, service", StringComparison.Ordinal)));

        Assert.Equal(ExitCodes.Success, await dev.SignalAsync("TERM"));
        Assert.Equal(3, Count(await RunAsync("local", "ps"), "running"));
    }

    private static async Task<List<string>> UntilAsync(FluenceProcess process, string end)
    {
        List<string> lines = [];
        do
        {
            lines.Add(await process.ReadLineAsync());
        }
        while (!lines[^1].Contains(end, StringComparison.Ordinal));

        return lines;
    }

    private Task<string> RunAsync(params string[] args) => RunInAsync(Project, args);

    private static async Task<string> RunInAsync(string folder, string[] args)
    {
        Outcome outcome = await FluenceProcess.RunInAsync(folder, args);
        Assert.True(outcome.ExitCode == ExitCodes.Success, $"fluence {string.Join(' ', args)}: {outcome.Output}{outcome.Error}");
        return outcome.Output;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
