using System.Text.Json;
using Fluence.Ipfs.Tests.Rpc;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Interop;

/// <summary>The clients of kubo's RPC on npm against ours.</summary>
public sealed class RpcClientTests : IAsyncLifetime
{
    private const string Hello = "bafkreibm6jg3ux5qumhcn2b3flc3tyu6dmlb4xa7u5bf44yegnrjhc4yeq";

    private RpcHost _host = null!;

    public async Task InitializeAsync() => _host = await RpcHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [NodeTheory("ipfs")]
    [InlineData("ipfs-http-client")]
    [InlineData("kubo-rpc-client")]
    public async Task Every_call_is_answered_as_kubo_answers(string client)
    {
        Dictionary<string, string> answers = await RunAsync(client);

        Assert.Equal("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", answers["add empty"]);
        Assert.Equal(Hello, answers["add hello"]);
        Assert.Equal("bafybeiggzq4ryi7hscq5hzvzcnk4urnxt3asp37dhgvnjilf7exskximla", answers["add zeros"]);
        Assert.Equal("bafybeibu7jitnjuj6osaujr4gkp2y2vja56kjgvclbx6ocygynspobqkdm", answers["add lcg"]);
        Assert.Equal("QmWfVY9y3xjsixTgbd9AorQxH7VtMpzfx2HaWtsoUYecaX", answers["add v0"]);
        Assert.Equal(Hello, answers["pin.add"]);
        Assert.Equal($"[[\"{Hello}\",\"recursive\"]]", answers["pin.ls"]);
        Assert.Contains("\"indirect\"", answers["pin.ls all"], StringComparison.Ordinal);
        Assert.Contains("is not pinned", answers["pin.ls missing"], StringComparison.Ordinal);
        Assert.Equal("bafyreihyrxg4cse5w2ppewpewkaqeulu3cy6frfjnkzmf53cjapeulpmpi", answers["dag.put"]);
        Assert.Equal("x", answers["dag.get"]);
        Assert.Equal(_host.Node.Host.PeerId.ToString(), answers["id"]);
        Assert.Equal("string", answers["version"]);
        Assert.Equal("hello", answers["cat"]);
        Assert.Equal("ell", answers["cat part"]);
        Assert.Contains("error: the block bafkreigh2", answers["cat missing"], StringComparison.Ordinal);
        Assert.Equal("hello", answers["block.get"]);
        Assert.Equal("5", answers["block.stat"]);
        Assert.StartsWith("bafkrei", answers["block.put"], StringComparison.Ordinal);
        Assert.Contains("[\"d\",\"bafybei", answers["add directory"], StringComparison.Ordinal);
        Assert.Contains("[\"d/e/b.txt\",\"bafkreicysg23kiwv34eg2d7qweipxwosdo2py4ldv42nbauguluen5v6am\"]", answers["add directory"], StringComparison.Ordinal);
        Assert.Equal("[[\"a.txt\",\"file\",5],[\"e\",\"dir\",0]]", answers["ls"]);
        Assert.Equal("True", answers["get"]);
        Assert.Equal("[\"bafkreiekhhjkxu4ztk3tyng3er3ijhg56mb44oe3gwbgquhzu4afrg2ksa\"]", answers["refs"]);
        Assert.Equal($"[[\"{Hello}\",\"\"]]", answers["export and import"]);
        Assert.Equal("True", answers["repo.stat"]);
        Assert.Equal("[]", answers["swarm.peers"]);
        Assert.Equal(Hello, answers["pin.rm"]);
        Assert.Contains("is not pinned", answers["pin.rm again"], StringComparison.Ordinal);
        Assert.Equal("True", answers["repo.gc"]);
    }

    private async Task<Dictionary<string, string>> RunAsync(string client)
    {
        await using NodeProcess process = new(NodeProgram.Start("ipfs", "rpc.mjs", client, _host.Server.Url.ToString()));
        Dictionary<string, string> answers = [];
        while (!answers.ContainsKey("repo.gc"))
        {
            JsonElement line = await process.ReadAsync();
            answers[line.GetProperty("name").GetString()!] = line.TryGetProperty("error", out JsonElement error)
                ? $"error: {error.GetString()}" : line.GetProperty("result").ToString();
        }

        return answers;
    }
}
