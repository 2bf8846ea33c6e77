using System.Diagnostics;
using System.Text.Json;
using Fluence.Ethereum;
using Fluence.Market.Queries;
using Fluence.TestKit;

namespace Fluence.Market.Tests;

/// <summary>The unmodified client of npm's deal-ts-clients 0.13.11 on our contracts and our index.</summary>
public sealed class OriginalClientTests
{
    [AnvilFact]
    public async Task The_original_client_lives_a_deal_on_our_contracts_and_index()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        using IndexedMarketplace index = new(market);
        await using GraphQlServer server = new(new GraphQlHandler(index.Database));
        Process process = NodeProgram.Start(
            "market", "client.mjs", market.Anvil.Url.AbsoluteUri, server.Url.AbsoluteUri,
            Hex.Of(market.Anvil.Accounts[3].PrivateKey.Span), Hex.Of(market.Anvil.Accounts[4].PrivateKey.Span));
        Dictionary<string, JsonElement> said = [];
        await using (NodeProcess node = new(process))
        {
            while (!said.ContainsKey("done"))
            {
                JsonElement line = await node.ReadAsync();
                string step = line.GetProperty("step").GetString()!;
                said[step] = line.TryGetProperty("value", out JsonElement value) ? value : default;
                if (step is "offer" or "deal" or "active" or "ended")
                {
                    await index.UpdateAsync().Soon();
                    await process.StandardInput.WriteLineAsync("indexed");
                    await process.StandardInput.FlushAsync();
                }
            }
        }

        string offer = said["offer"].GetString()!;
        string deal = said["deal"].GetString()!;
        Assert.Equal(["1", "1", "1"], said["commitments"].EnumerateArray().Select(each => each.GetString()));
        Assert.Equal([offer], said["matched"].GetProperty("offers").EnumerateArray().Select(each => each.GetString()));
        Assert.Equal(3, said["matched"].GetProperty("computeUnitsPerOffers")[0].GetArrayLength());
        Assert.True(said["matched"].GetProperty("fulfilled").GetBoolean());
        Assert.Equal("1", said["active"].GetString());

        JsonElement cli = said["cli"];
        Assert.Equal((6, 3), (cli.GetProperty("offers")[0].GetProperty("totalComputeUnits").GetInt32(),
            cli.GetProperty("offers")[0].GetProperty("freeComputeUnits").GetInt32()));
        Assert.Equal("1.000000", cli.GetProperty("offers")[0].GetProperty("pricePerEpoch").GetString());
        Assert.Equal(offer, cli.GetProperty("offersByProvider")[0].GetProperty("id").GetString());
        Assert.Equal(deal.ToLowerInvariant(), cli.GetProperty("dealsByProvider")[0].GetProperty("id").GetString());

        JsonElement explorer = said["explorer"];
        Assert.StartsWith("Provider 0x", explorer.GetProperty("provider").GetProperty("name").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, explorer.GetProperty("offers").GetProperty("data").GetArrayLength());
        Assert.Equal(3, explorer.GetProperty("commitments").GetProperty("data").GetArrayLength());
        Assert.Equal(3, explorer.GetProperty("deal").GetProperty("matchedWorkers").GetInt32());
        Assert.Equal("active", explorer.GetProperty("deal").GetProperty("status").GetString());

        Assert.Equal("4000000", said["earned"].GetString());
        Assert.Equal("0", said["left"].GetString());
        Assert.Equal("2", said["ended"].GetString());
        Assert.Equal(0, said["done"].GetInt32());
    }
}
