using System.Numerics;
using Fluence.TestKit;

namespace Fluence.Ethereum.Tests.Sending;

/// <summary>What a sender does as time goes by, on a clock that the test moves.</summary>
public sealed class PatienceTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeNode _node = new();

    [Fact]
    public async Task An_endpoint_that_is_down_for_a_minute_costs_a_minute()
    {
        await using TransactionSender sender = Sender(new() { ReplaceAfter = TimeSpan.FromHours(1) });
        Task<Receipt> paid = sender.TransferAsync(Address.Zero, 1);
        await Eventually.True(() => _node.Sent.Count == 1, "an attempt");
        _node.IsDown = true;
        await PassAsync(60);
        Assert.False(paid.IsCompleted);
        _node.IsDown = false;
        await PassAsync(16);
        Assert.Single(_node.Sent.Select(static each => each.Hash).Distinct());
        _node.Mine();
        await PassUntilAsync(paid);
        Assert.True((await paid.Soon()).IsSuccess);
    }

    [Fact]
    public async Task The_fee_is_raised_by_a_tenth_at_least_and_not_without_end()
    {
        TransactionSenderOptions options = new() { MaxReplacements = 4 };
        await using TransactionSender sender = Sender(options);
        Task<Receipt> paid = sender.TransferAsync(Address.Zero, 1);
        await PassAsync(1000);
        List<BigInteger> fees = _node.Fees();
        Assert.Equal(5, fees.Count);
        Assert.All(fees.Zip(fees.Skip(1)), static pair => Assert.True(pair.Second * 10 >= pair.First * 11));
        Assert.Single(_node.Sent.Select(static each => each.Transaction.Nonce).Distinct());
        _node.Mine();
        await PassUntilAsync(paid);
        Assert.Equal(_node.Sent[^1].Hash, (await paid.Soon()).TransactionHash);
    }

    [Fact]
    public async Task No_fee_is_higher_than_the_highest_that_is_allowed()
    {
        BigInteger most = 3_500_000_000;
        await using TransactionSender sender = Sender(new() { MaxFeePerGas = most });
        _ = sender.TransferAsync(Address.Zero, 1);
        await PassAsync(1000);
        Assert.Equal(2, _node.Fees().Count);
        Assert.All(_node.Fees(), fee => Assert.True(fee <= most));

        await using TransactionSender poor = Sender(new() { MaxFeePerGas = 1_000_000_000 });
        TransactionFailedException refused = await Assert.ThrowsAsync<TransactionFailedException>(() => poor.TransferAsync(Address.Zero, 1).Soon());
        Assert.Equal("a payment: gas costs 3000000000 wei, more than the 1000000000 that are allowed", refused.Message);
    }

    [Fact]
    public async Task A_fee_that_the_node_finds_too_low_is_raised_at_once()
    {
        _node.Refusals.Enqueue("max fee per gas less than block base fee");
        _node.Refusals.Enqueue("replacement transaction underpriced");
        await using TransactionSender sender = Sender(new());
        Task<Receipt> paid = sender.TransferAsync(Address.Zero, 1);
        await Eventually.True(() => _node.Sent.Count == 3, "three attempts");
        Assert.Equal(3, _node.Fees().Count);
        _node.Mine();
        await PassUntilAsync(paid);
        Assert.True((await paid.Soon()).IsSuccess);
    }

    [Fact]
    public async Task What_the_node_has_already_is_sent()
    {
        _node.Refusals.Enqueue("already known");
        await using TransactionSender sender = Sender(new());
        Task<Receipt> paid = sender.TransferAsync(Address.Zero, 1);
        await Eventually.True(() => _node.Sent.Count == 1, "an attempt");
        _node.Mine();
        await PassUntilAsync(paid);
        Assert.Single(_node.Sent);
    }

    [Fact]
    public async Task A_refusal_that_no_repetition_changes_is_told()
    {
        _node.Refusals.Enqueue("insufficient funds for gas * price + value");
        await using TransactionSender sender = Sender(new());
        TransactionFailedException refused = await Assert.ThrowsAsync<TransactionFailedException>(() => sender.TransferAsync(Address.Zero, 1).Soon());
        Assert.Equal(
            "a payment: the endpoint does not take the transaction: insufficient funds for gas * price + value (code -32000)", refused.Message);

        // its nonce is free again
        _ = sender.TransferAsync(Address.Zero, 2);
        await Eventually.True(() => _node.Sent.Count == 2, "the next one");
        Assert.Equal(_node.Sent[0].Transaction.Nonce, _node.Sent[1].Transaction.Nonce);
    }

    [Fact]
    public async Task A_nonce_that_another_program_used_is_told_of()
    {
        await using TransactionSender sender = Sender(new());
        Task<Receipt> paid = sender.TransferAsync(Address.Zero, 1);
        await Eventually.True(() => _node.Sent.Count == 1, "an attempt");
        _node.Count = 1;
        await PassUntilAsync(paid);
        TransactionFailedException lost = await Assert.ThrowsAsync<TransactionFailedException>(() => paid.Soon());
        Assert.Contains($"another transaction of {sender.Account} took the nonce 0", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_receipt_that_comes_later_than_the_count_is_waited_for()
    {
        await using TransactionSender sender = Sender(new());
        Task<Receipt> paid = sender.TransferAsync(Address.Zero, 1);
        await Eventually.True(() => _node.Sent.Count == 1, "an attempt");
        _node.Count = 1;
        await PassAsync(20);
        _node.Mine();
        await PassUntilAsync(paid);
        Assert.True((await paid.Soon()).IsSuccess);
    }

    [Fact]
    public async Task After_a_lost_answer_a_nonce_that_is_taken_may_be_taken_by_the_transaction_itself()
    {
        await using TransactionSender sender = Sender(new());
        _node.LosesAnswer = true;
        Task<Receipt> paid = sender.TransferAsync(Address.Zero, 1);
        await Eventually.True(() => _node.Sent.Count == 1, "an attempt");
        _node.Refusals.Enqueue("nonce too low");
        _node.Count = 1;
        await PassAsync(3);
        await Eventually.True(() => _node.Sent.Count == 2, "another attempt");
        _node.Mine();
        await PassUntilAsync(paid);
        Assert.True((await paid.Soon()).IsSuccess);
        Assert.Single(_node.Sent.Select(static each => each.Hash).Distinct());
    }

    [Fact]
    public async Task Gas_that_is_given_is_not_asked_for()
    {
        await using TransactionSender sender = Sender(new() { GasLimit = 123_456 });
        Task<Receipt> paid = sender.TransferAsync(Address.Zero, 1);
        await Eventually.True(() => _node.Sent.Count == 1, "an attempt");
        Assert.Equal(123_456UL, _node.Sent[0].Transaction.Gas);
        Assert.DoesNotContain("eth_estimateGas", _node.Asked);
        _node.Mine();
        await PassUntilAsync(paid);
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private TransactionSender Sender(TransactionSenderOptions options) => new(new EthereumClient(_node), Wallet.Create(), _time, options);

    private async Task PassAsync(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            await Eventually.True(() => _time.TimerCount > 0, "somebody waits");
            _time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    private async Task PassUntilAsync(Task task)
    {
        while (!task.IsCompleted)
        {
            if (_time.TimerCount > 0)
            {
                _time.Advance(TimeSpan.FromSeconds(1));
            }

            await Task.Yield();
        }
    }
}
