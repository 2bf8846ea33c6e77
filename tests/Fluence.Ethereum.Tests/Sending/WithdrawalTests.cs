using Fluence.Ethereum.Transactions;
using Fluence.TestKit;

namespace Fluence.Ethereum.Tests.Sending;

/// <summary>Transactions that are not wanted any more, and those that are on their way already.</summary>
public sealed class WithdrawalTests : IAsyncDisposable
{
    private readonly ManualTimeProvider _time = new();
    private readonly FakeNode _node = new();
    private readonly Wallet _wallet = Wallet.Create();
    private bool _isWanted = true;

    [Fact]
    public async Task What_is_not_wanted_any_more_gives_its_nonce_to_an_empty_transaction()
    {
        await using TransactionSender sender = Sender();
        Bytes32 hash = await sender.SubmitAsync(Address.Zero, new Call()).Soon();
        Assert.True(await sender.IsOnItsWayAsync(hash).Soon());
        _isWanted = false;
        await PassUntilAsync(() => _node.Sent.Count > 1);
        SignedTransaction empty = _node.Sent[^1];
        Assert.Equal((_wallet.Address, 0, 0UL), (empty.Transaction.To, empty.Transaction.Data.Length, empty.Transaction.Nonce));
        Assert.True(empty.Transaction.Fee.MaxPerGas > _node.Sent[0].Transaction.Fee.MaxPerGas);
        Assert.False(await sender.IsOnItsWayAsync(hash).Soon());

        // it has a receipt, the other one never gets one
        _node.Mine();
        Assert.Null(await sender.FindReceiptAsync(hash).Soon());
        await PassAsync(10);
        Assert.Null(await sender.FindReceiptAsync(hash).Soon());
    }

    [Fact]
    public async Task What_is_wanted_is_sent_again_as_it_is()
    {
        await using TransactionSender sender = Sender();
        Bytes32 hash = await sender.SubmitAsync(Address.Zero, new Call()).Soon();
        await PassUntilAsync(() => _node.Sent.Count > 1);
        Assert.Equal(hash, _node.Sent[^1].Hash);
    }

    [Fact]
    public async Task The_same_call_is_sent_once_as_long_as_it_is_in_no_block()
    {
        await using TransactionSender sender = Sender();
        Bytes32 first = await sender.SubmitAsync(Address.Zero, new Call(), isAlone: true).Soon();
        Assert.Equal(first, await sender.SubmitAsync(Address.Zero, new Call(), isAlone: true).Soon());
        Assert.NotEqual(first, await sender.SubmitAsync(_wallet.Address, new Call(), isAlone: true).Soon());
        _node.Mine();
        Assert.Equal(2, _node.Sent.Count);
        Assert.NotEqual(first, await sender.SubmitAsync(_wallet.Address, new Call(), isAlone: true).Soon());
        Assert.Equal(3, _node.Sent.Count);
    }

    [Fact]
    public async Task What_a_former_process_has_signed_is_sent_at_once_where_it_is_wanted()
    {
        string journal = Path.Combine(TestFolder.New(), "journal");
        await using (TransactionSender former = Sender(journal))
        {
            await former.SubmitAsync(Address.Zero, new Call()).Soon();
            Assert.Single(_node.Sent);
        }

        await using TransactionSender sender = Sender(journal);
        Task<int> resumed = sender.ResumeAsync();
        await Eventually.True(() => _node.Sent.Count == 2, "it is sent again");
        Assert.Equal(_node.Sent[0].Hash, _node.Sent[1].Hash);
        Assert.False(resumed.IsCompleted);
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();

    private TransactionSender Sender(string? journal = null) => new(new EthereumClient(_node), _wallet, _time, new TransactionSenderOptions
    {
        JournalPath = journal, IsStillWanted = (_, _) => Task.FromResult(_isWanted),
    });

    private async Task PassAsync(int seconds)
    {
        for (int i = 0; i < seconds; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private Task PassUntilAsync(Func<bool> condition) => Eventually.True(
        () =>
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        "it has come to that");

    private sealed class Call : IContractCall
    {
        public string Function => "Test.call";

        public byte[] Encode() => [1, 2, 3, 4];
    }
}
