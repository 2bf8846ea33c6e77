using Fluence.Ethereum.JsonRpc;
using Fluence.Ethereum.Logs;
using Fluence.TestKit;

namespace Fluence.Ethereum.Tests.Logs;

public sealed class LogReaderTests
{
    private static readonly LogReaderOptions Once = new() { Follow = false, FirstRange = 4, MaxRange = 16, ReorganisationDepth = 8 };

    [Fact]
    public async Task Every_event_is_read_once_in_the_order_of_the_chain()
    {
        FakeChain chain = Chain(1, 100);
        Reading reading = new();
        await reading.ReadAsync(chain, Once).Soon();
        Assert.Equal(chain.All(), reading.Events);
        Assert.Equal((ulong)chain.Height, reading.Known[^1].Number);
    }

    [Fact]
    public async Task Ranges_with_too_many_events_are_halved()
    {
        FakeChain chain = Chain(2, 200);
        chain.MaxLogs = 5;
        Reading reading = new();
        await reading.ReadAsync(chain, Once).Soon();
        Assert.Equal(chain.All(), reading.Events);
    }

    [Fact]
    public async Task Ranges_that_are_answered_too_late_are_halved()
    {
        FakeChain chain = Chain(13, 200);
        (chain.MaxLogs, chain.IsLate) = (5, true);
        await using EthereumClient client = new(chain);
        Reading reading = new();
        await reading.ReadAsync(new LogReader(
            client, new LogFilter(), Once with { RetryDelay = TimeSpan.FromMilliseconds(1), MaxTries = 5 })).Soon();
        Assert.Equal(chain.All(), reading.Events);
    }

    [Fact]
    public async Task Reading_goes_on_where_it_stopped()
    {
        FakeChain chain = Chain(3, 50);
        Reading reading = new();
        await reading.ReadAsync(chain, Once).Soon();
        Grow(chain, new Random(4), 50);
        int asked = 0;
        chain.Asked = method => asked += method == "eth_getLogs" ? 1 : 0;
        await reading.ReadAsync(chain, Once).Soon();
        Assert.Equal(chain.All(), reading.Events);
        Assert.InRange(asked, 1, 60);
    }

    [Fact]
    public async Task Blocks_that_leave_the_chain_are_taken_back_first()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            FakeChain chain = Chain(seed, 30);
            Reading reading = new();
            await reading.ReadAsync(chain, Once).Soon();
            for (int fork = 0; fork < 5; fork++)
            {
                chain.Cut(random.Next(1, 8));
                Grow(chain, random, random.Next(12), $"{fork}");
                await reading.ReadAsync(chain, Once).Soon();
                Assert.Equal(chain.All(), reading.Events);
            }

            Assert.True(reading.Rollbacks > 0);
        }
    }

    [Fact]
    public async Task A_chain_that_shares_nothing_is_read_anew()
    {
        FakeChain chain = Chain(5, 40);
        Reading reading = new();
        await reading.ReadAsync(chain, Once).Soon();
        chain.Cut(chain.Height);
        Grow(chain, new Random(6), 20, "other");
        await reading.ReadAsync(chain, Once with { FirstBlock = 1 }).Soon();
        Assert.Equal(chain.All(), reading.Events);
    }

    [Fact]
    public async Task Events_are_read_when_they_are_buried_deep_enough()
    {
        FakeChain chain = Chain(7, 30);
        Reading reading = new();
        await reading.ReadAsync(chain, Once with { Confirmations = 6 }).Soon();
        Assert.Equal(chain.All().Where(each => each.Block <= (ulong)chain.Height - 5), reading.Events);
    }

    [Fact]
    public async Task A_chain_that_changes_while_it_is_read_is_read_consistently()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            Random random = new(seed);
            FakeChain chain = Chain(seed, 20);
            int changes = 10;
            chain.Asked = _ =>
            {
                if (changes > 0 && random.Next(4) == 0)
                {
                    chain.Cut(random.Next(1, 4));
                    Grow(chain, random, random.Next(1, 6), $"{changes--}");
                }
            };
            Reading reading = new();
            await reading.ReadAsync(chain, Once).Soon();
            chain.Asked = null;
            await reading.ReadAsync(chain, Once).Soon();
            Assert.Equal(chain.All(), reading.Events);
        }
    }

    [Fact]
    public async Task An_endpoint_out_of_reach_is_asked_again_later_and_later()
    {
        ManualTimeProvider time = new();
        FakeChain chain = Chain(8, 10);
        chain.Failure = new RpcUnavailableException("gone");
        await using EthereumClient client = new(chain);
        LogReader reader = new(client, new LogFilter(), Once, time);
        Reading reading = new();
        Task all = reading.ReadAsync(reader);
        foreach (int seconds in new[] { 1, 2, 4, 8 })
        {
            await Eventually.True(() => time.IsAwaited(TimeSpan.FromSeconds(seconds)), $"a delay of {seconds} s");
            Assert.Equal("gone", reader.Retries.LastFailure?.Message);
            time.Advance(TimeSpan.FromSeconds(seconds));
        }

        await Eventually.True(() => time.IsAwaited(TimeSpan.FromSeconds(16)), "a delay of 16 s");
        chain.Failure = null;
        time.Advance(TimeSpan.FromSeconds(16));
        await all.Soon();
        Assert.Equal(chain.All(), reading.Events);
        Assert.Null(reader.Retries.LastFailure);
    }

    [Fact]
    public async Task Each_failure_is_told_and_after_the_last_allowed_one_it_is_thrown()
    {
        FakeChain chain = Chain(9, 10);
        chain.Failure = new RpcUnavailableException("gone");
        ManualTimeProvider time = new();
        await using EthereumClient client = new(chain);
        LogReader reader = new(client, new LogFilter(), Once with { MaxTries = 3 }, time);
        List<double> told = [];
        reader.Retries.Failed += (failure, delay) => told.Add(delay.TotalSeconds);
        Task all = new Reading().ReadAsync(reader);
        await Eventually.True(() => time.IsAwaited(TimeSpan.FromSeconds(1)), "the first delay");
        time.Advance(TimeSpan.FromSeconds(1));
        await Eventually.True(() => time.IsAwaited(TimeSpan.FromSeconds(2)), "the second delay");
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("gone", (await Assert.ThrowsAsync<RpcUnavailableException>(() => all).Soon()).Message);
        Assert.Equal([1.0, 2.0], told);
    }

    [Fact]
    public async Task A_block_that_cannot_be_read_is_told_and_the_ones_before_it_are_read()
    {
        FakeChain chain = Chain(10, 10);
        chain.Add(6);
        chain.MaxLogs = 5;
        await using EthereumClient client = new(chain);
        Reading reading = new();
        LogReader reader = new(client, new LogFilter(), Once with { MaxTries = 1 }, new ManualTimeProvider());
        RpcErrorException failure = await Assert.ThrowsAsync<RpcErrorException>(() => reading.ReadAsync(reader)).Soon();
        Assert.Contains("eth_getLogs", failure.Message, StringComparison.Ordinal);
        Assert.Equal(chain.All().Where(each => each.Block < (ulong)chain.Height), reading.Events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_range_whose_answer_is_too_large_is_halved(bool overWebSocket)
    {
        FakeChain chain = Chain(11, 60);
        await using ServedChain served = new(chain);
        await using EthereumClient client = new(overWebSocket ? served.WebSocket : served.Http, new RpcOptions { MaxAnswerBytes = 3000 });
        LogReaderOptions options = Once with { FirstRange = 60, MaxTries = 1, ReorganisationDepth = 0 };
        Reading reading = new();
        await reading.ReadAsync(new LogReader(client, new LogFilter(), options, new ManualTimeProvider())).Soon();
        Assert.Equal(chain.All(), reading.Events);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_block_whose_answer_is_too_large_is_told(bool overWebSocket)
    {
        FakeChain chain = Chain(12, 3);
        chain.Add(20);
        await using ServedChain served = new(chain);
        await using EthereumClient client = new(overWebSocket ? served.WebSocket : served.Http, new RpcOptions { MaxAnswerBytes = 3000 });
        LogReader reader = new(client, new LogFilter(), Once with { MaxTries = 1, ReorganisationDepth = 0 }, new ManualTimeProvider());
        Reading reading = new();
        await Assert.ThrowsAsync<RpcAnswerTooLargeException>(() => reading.ReadAsync(reader)).Soon();
        Assert.Equal(chain.All().Where(each => each.Block < (ulong)chain.Height), reading.Events);
    }

    private static FakeChain Chain(int seed, int blocks)
    {
        FakeChain chain = new();
        Grow(chain, new Random(seed), blocks);
        return chain;
    }

    private static void Grow(FakeChain chain, Random random, int blocks, string branch = "")
    {
        for (int i = 0; i < blocks; i++)
        {
            chain.Add(random.Next(4), branch);
        }
    }

    /// <summary>What somebody keeps who follows a chain.</summary>
    private sealed class Reading
    {
        internal List<(ulong Block, ulong Index)> Events { get; } = [];

        internal List<BlockRef> Known { get; } = [];

        internal int Rollbacks { get; private set; }

        internal async Task ReadAsync(FakeChain chain, LogReaderOptions options)
        {
            await using EthereumClient client = new(chain);
            await ReadAsync(new LogReader(client, new LogFilter(), options, new ManualTimeProvider()));
        }

        internal async Task ReadAsync(LogReader reader)
        {
            await foreach (LogBatch batch in reader.ReadAsync([.. Known]))
            {
                if (batch is LogBatch.Forward forward)
                {
                    Events.AddRange(forward.Logs.Select(static log => (log.BlockNumber, log.LogIndex)));
                    Known.AddRange(forward.Blocks.Values.Select(static block => new BlockRef(block.Number, block.Hash)));
                }
                else if (batch is LogBatch.Rollback rollback)
                {
                    Rollbacks++;
                    Events.RemoveAll(each => rollback.To is not { } to || each.Block > to.Number);
                    Known.RemoveAll(each => rollback.To is not { } to || each.Number > to.Number);
                }
            }
        }
    }
}
