using System.Text;
using System.Text.RegularExpressions;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market;

/// <summary><c>fluence chain index</c>.</summary>
public sealed partial class IndexTests
{
    [AnvilFact]
    public async Task An_endpoint_that_lists_no_events_is_told_of_once_and_again_when_it_does()
    {
        await using MarketFolder market = await MarketFolder.StartAsync();
        bool isRefusing = true;
        int refused = 0;
        await using FaultyProxy proxy = new(market.Anvil.Url, static _ => Fault.None)
        {
            Rewrite = (asked, answer) =>
            {
                if (!Volatile.Read(ref isRefusing) || !asked.Contains("eth_getLogs", StringComparison.Ordinal))
                {
                    return answer;
                }

                _ = OneBlock().IsMatch(asked) ? Interlocked.Increment(ref refused) : 0;
                return """{"jsonrpc":"2.0","id":0,"error":{"code":-32000,"message":"history is pruned"}}""";
            },
        };
        await using FluenceProcess index = FluenceProcess.StartIn(
            market.Path, [], "chain", "index", "--env", "local", "--rpc", proxy.Url.ToString(), "--listen", "127.0.0.1:0");
        string answersAt = await index.ReadLineAsync();
        Uri queries = new(answersAt[(answersAt.LastIndexOf("http", StringComparison.Ordinal))..]);

        await Eventually.True(() => Volatile.Read(ref refused) >= 2, "the index asks for one block, and for that again");
        Volatile.Write(ref isRefusing, false);
        using HttpClient http = new();
        await Eventually.TrueAsync(
            async () => (await AskAsync(http, queries)).Contains("\"dealsTotal\":\"0\"", StringComparison.Ordinal), "it is indexed");
        Assert.Equal(ExitCodes.Success, await index.SignalAsync("TERM"));
        string[] told = (await index.Error).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, told.Length);
        Assert.Equal(
            "the index is still empty: eth_getLogs: history is pruned (code -32000); the endpoint is asked again; "
            + "an endpoint that keeps no old blocks, or refuses to list events, cannot be indexed: --rpc names another", told[0]);
        Assert.StartsWith("the endpoint answers again; the index is at block ", told[1], StringComparison.Ordinal);
    }

    [GeneratedRegex("""
        "fromBlock":("[^"]*"),"toBlock":\1
        """)]
    private static partial Regex OneBlock();

    private static async Task<string> AskAsync(HttpClient http, Uri queries)
    {
        using StringContent query = new("""{"query":"{graphNetworks {dealsTotal}}"}""", Encoding.UTF8, "application/json");
        using HttpResponseMessage answer = await http.PostAsync(queries, query);
        return await answer.Content.ReadAsStringAsync();
    }
}
