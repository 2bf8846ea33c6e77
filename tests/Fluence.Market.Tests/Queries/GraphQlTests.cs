using System.Text.Json;
using Fluence.Ethereum;
using Fluence.Ethereum.Logs;
using Fluence.Market.Contracts;
using Fluence.Market.Indexing;
using Fluence.Market.Queries;

namespace Fluence.Market.Tests.Queries;

public sealed class GraphQlTests
{
    private static readonly Address Provider = Address.Parse("0x1000000000000000000000000000000000000001");
    private static readonly CIDV1 Curl = new(new Bytes4(0x01551220), Bytes32.FromNumber(7));

    [Theory]
    [InlineData("{offers(orderBy: pricePerEpoch, orderDirection: desc, first: 2) {pricePerEpoch}}",
        """{"data":{"offers":[{"pricePerEpoch":"9"},{"pricePerEpoch":"8"}]}}""")]
    [InlineData("{offers(where: {pricePerEpoch_gte: \"9\"}) {pricePerEpoch provider {name}}}",
        """{"data":{"offers":[{"pricePerEpoch":"9","provider":{"name":"one"}}]}}""")]
    [InlineData("{offers(where: {or: [{pricePerEpoch: 1}, {pricePerEpoch: \"2\"}]}, orderBy: pricePerEpoch) {p: pricePerEpoch}}",
        """{"data":{"offers":[{"p":"1"},{"p":"2"}]}}""")]
    [InlineData("{offers(where: {and: [{pricePerEpoch_not_in: [\"0\",\"1\",\"2\"]}, {pricePerEpoch_lt: 4}]}) {__typename pricePerEpoch}}",
        """{"data":{"offers":[{"__typename":"Offer","pricePerEpoch":"3"}]}}""")]
    [InlineData("{offers(where: {effectors_: {effector_in: [\"none\"]}}) {id}}", """{"data":{"offers":[]}}""")]
    [InlineData("{offers(where: {effectors_: {effector_not: null}}, first: 1, skip: 9, orderBy: pricePerEpoch) {pricePerEpoch}}",
        """{"data":{"offers":[{"pricePerEpoch":"9"}]}}""")]
    [InlineData("{providers(where: {name_contains_nocase: \"ON\"}) {name offers(first: 1, orderBy: pricePerEpoch) {pricePerEpoch}}}",
        """{"data":{"providers":[{"name":"one","offers":[{"pricePerEpoch":"0"}]}]}}""")]
    [InlineData("{provider(id: \"0x2000000000000000000000000000000000000002\") {id}}", """{"data":{"provider":null}}""")]
    [InlineData("{tokens(orderBy: id) {symbol @skip(if: true) decimals @include(if: true)}}", """{"data":{"tokens":[{"decimals":18}]}}""")]
    [InlineData("{offers(orderBy: provider__name, first: 1, where: {provider_: {name: \"two\"}}) {id}}", """{"data":{"offers":[]}}""")]
    public void Queries_are_answered(string query, string expected) => Assert.Equal(expected, Ask(query));

    [Theory]
    [InlineData("{", "expected a name, found the end", 2)]
    [InlineData("{offers {price}}", "Offer has no field 'price'", 10)]
    [InlineData("{offers {provider}}", "'provider' is of type Provider: say which of its fields to give", 10)]
    [InlineData("{offers(first: 1001) {id}}", "'first' is a number from 1 to 1000, not 1001", 2)]
    [InlineData("{offers(where: {price_lt: 1}) {id}}", "Offer has no filter 'price_lt'", null)]
    [InlineData("{offers(where: {pricePerEpoch_lt: true}) {id}}", "'pricePerEpoch' cannot be compared with True: it is of the kind BigInt", null)]
    [InlineData("{offers(orderBy: peers) {id}}", "Offer cannot be ordered by 'peers'", 2)]
    [InlineData("{things {id}}", "there is no query 'things'", 2)]
    [InlineData("mutation {x}", "'mutation' is not supported: this index can only be queried", 1)]
    [InlineData("query Q($id: ID!) {deal(id: $id) {id}}", "the variable $id is required, and missing", 1)]
    [InlineData("{deal {id}}", "'deal' takes the argument id", 2)]
    [InlineData("{offers {...F}}", "there is no fragment 'F'", 10)]
    [InlineData("fragment F on Offer {provider {...G}} fragment G on Provider {offers {...F}} {offers {...F}}",
        "the answer would be nested deeper than 32", null)]
    [InlineData("fragment F on Offer {...F} {offers {...F}}", "fragments refer to each other without end, or there are too many", null)]
    [InlineData("{offers {id \"}}", "a text has no end", 13)]
    public void What_is_wrong_is_said_with_its_place(string query, string message, int? column)
    {
        JsonElement error = JsonSerializer.Deserialize<JsonElement>(Ask(query)).GetProperty("errors")[0];
        Assert.Equal(message, error.GetProperty("message").GetString());
        if (column is not null)
        {
            Assert.Equal(column, error.GetProperty("locations")[0].GetProperty("column").GetInt32());
        }
    }

    [Fact]
    public void Arbitrary_texts_are_answered_or_refused()
    {
        const string query = "query Q($a: Int = 3, $f: Offer_filter) @d(x: [1, {y: \"z\"}]) { offers(first: $a, where: $f) { ... on Offer { id x: peers { id } } } }";
        Random random = new(31);
        using IndexDatabase database = Filled();
        GraphQlHandler handler = new(database);
        for (int i = 0; i < 5000; i++)
        {
            char[] text = query.ToCharArray();
            for (int change = random.Next(1, 5); change > 0; change--)
            {
                text[random.Next(text.Length)] = "{}()[]:=!$@|\"\\.e#,x1 \0\uFEFF"[random.Next(23)];
            }

            string answer = handler.Answer(JsonSerializer.Serialize(new { query = new string(text)[..random.Next(text.Length)] }));
            Assert.Matches("^\\{\"(data|errors)\":", answer);
        }

        Assert.Contains("not JSON", handler.Answer("{"), StringComparison.Ordinal);
        string deep = string.Concat(Enumerable.Repeat("{a", 10_000));
        Assert.Contains("nested deeper", handler.Answer(JsonSerializer.Serialize(new { query = deep })), StringComparison.Ordinal);
    }

    private static string Ask(string query)
    {
        using IndexDatabase database = Filled();
        return new GraphQlHandler(database).Answer(JsonSerializer.Serialize(new { query }));
    }

    /// <summary>Ten offers of one provider, at the prices 0 to 9.</summary>
    private static IndexDatabase Filled()
    {
        IndexDatabase database = IndexDatabase.Open(null);
        Address market = Deployment.Local.Market;
        Block block = new(1, Bytes32.FromNumber(1), default, 100, null);
        List<Log> logs = [new MarketContract.ProviderInfoUpdatedEvent(Provider, "one", Curl).ToLog(market)];
        logs.AddRange(Enumerable.Range(0, 10).Select(i => new MarketContract.MarketOfferRegisteredEvent(
            Provider, Bytes32.FromNumber(i + 1), i, Deployment.Local.PaymentToken, [Curl], 1, 1).ToLog(market)));
        Indexer.Write(
            database, new Projection(Deployment.Local, new NetworkFacts(15, 1, 1, 1, 1), new Dictionary<Address, TokenFacts>()),
            new LogBatch.Forward(
                1, new BlockRef(1, block.Hash), System.Collections.Immutable.ImmutableSortedDictionary<ulong, Block>.Empty.Add(1, block),
                [.. logs.Select((log, i) => log with { BlockNumber = 1, BlockHash = block.Hash, LogIndex = (ulong)i })], true),
            8);
        return database;
    }
}
