using System.Collections.Concurrent;
using System.Numerics;
using System.Text.Json;
using Fluence.TestKit;

namespace Fluence.Ethereum.Tests.Sending;

/// <summary>A sender behind an endpoint that loses, delays and spoils.</summary>
public sealed class FaultyEndpointTests
{
    private static readonly TransactionSenderOptions Quick = new()
    {
        PollInterval = TimeSpan.FromMilliseconds(20), ResendAfter = TimeSpan.FromMilliseconds(40),
    };

    [AnvilFact]
    public async Task A_lost_answer_does_not_pay_twice()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        int sent = 0;
        await using FaultyProxy proxy = new(anvil.Url, body => IsSend(body) && Interlocked.Increment(ref sent) <= 3 ? Fault.LoseAnswer : Fault.None);
        await using EthereumClient client = new(proxy.Url);
        await using TransactionSender sender = new(client, anvil.Accounts[0], null, Quick);
        Address to = Wallet.Create().Address;

        await sender.TransferAsync(to, 5).Soon();

        Assert.True(sent > 1);
        Assert.Equal(5, await anvil.Client.GetBalanceAsync(to).Soon());
        Assert.Equal(1UL, await anvil.Client.GetTransactionCountAsync(sender.Account).Soon());
    }

    [AnvilFact]
    public async Task Whatever_an_endpoint_does_half_of_the_time_each_payment_arrives_once()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        Random random = new(21);
        ConcurrentDictionary<Fault, int> happened = new();
        await using FaultyProxy proxy = new(anvil.Url, _ =>
        {
            lock (random)
            {
                Fault fault = random.Next(2) == 0 ? Fault.None : (Fault)random.Next(1, 6);
                happened.AddOrUpdate(fault, 1, static (_, count) => count + 1);
                return fault;
            }
        });
        await using EthereumClient client = new(proxy.Url);
        await using TransactionSender sender = new(client, anvil.Accounts[0], null, Quick);
        Address to = Wallet.Create().Address;

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => sender.TransferAsync(to, BigInteger.Pow(2, i)))).Soon();

        Assert.Equal(BigInteger.Pow(2, 20) - 1, await anvil.Client.GetBalanceAsync(to).Soon());
        Assert.Equal(20UL, await anvil.Client.GetTransactionCountAsync(sender.Account).Soon());
        Assert.Equal(6, happened.Count);
    }

    [AnvilFact]
    public async Task A_process_that_ends_right_after_it_signed_goes_on_where_it_was()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        TransactionSenderOptions options = Quick with { JournalPath = Path.Combine(TestFolder.New(), "journal"), MaxOutage = TimeSpan.Zero };
        Address to = Wallet.Create().Address;
        await using (FaultyProxy proxy = new(anvil.Url, static body => IsSend(body) ? Fault.Refuse : Fault.None))
        await using (EthereumClient client = new(proxy.Url))
        await using (TransactionSender sender = new(client, anvil.Accounts[0], null, options))
        {
            await Assert.ThrowsAsync<RpcUnavailableException>(() => sender.TransferAsync(to, 9, "rent").Soon());
        }

        Assert.Equal(0, await anvil.Client.GetBalanceAsync(to).Soon());
        await using TransactionSender again = new(anvil.Client, anvil.Accounts[0], null, options);
        Assert.Equal(1, await again.ResumeAsync().Soon());
        await again.TransferAsync(to, 9, "rent").Soon();
        await again.TransferAsync(to, 1, "tip").Soon();
        Assert.Equal(10, await anvil.Client.GetBalanceAsync(to).Soon());
        Assert.Equal(2UL, await anvil.Client.GetTransactionCountAsync(again.Account).Soon());
    }

    [AnvilFact]
    public async Task A_transaction_whose_block_left_the_chain_gets_into_another()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        TransactionSenderOptions options = Quick with { Confirmations = 4, ReplaceAfter = TimeSpan.FromHours(1) };
        await using TransactionSender sender = new(anvil.Client, anvil.Accounts[0], null, options);
        Address to = Wallet.Create().Address;
        string before = await anvil.SnapshotAsync().Soon();
        Bytes32 hash = await sender.SubmitAsync(to, new Payment(), 3).Soon();
        Task<Receipt?> first = sender.FindReceiptAsync(hash);
        Assert.NotNull(await first.Soon());

        // the chain goes back, as if the block had never been, and on without it
        await anvil.RevertAsync(before).Soon();
        await anvil.MineAsync().Soon();
        await Eventually.TrueAsync(async () => await anvil.Client.GetBalanceAsync(to).Soon() != 0, "it is in a block again");
        await anvil.MineAsync(5).Soon();
        await sender.ResumeAsync().Soon();
        Receipt again = (await sender.FindReceiptAsync(hash).Soon())!;
        Assert.Equal((hash, true), (again.TransactionHash, again.IsSuccess));
        Assert.Equal(3, await anvil.Client.GetBalanceAsync(to).Soon());
    }

    [AnvilFact]
    public async Task A_fee_that_became_too_low_is_raised()
    {
        await using Anvil anvil = await Anvil.StartAsync("--no-mining");
        await using TransactionSender sender = new(
            anvil.Client, anvil.Accounts[0], null, Quick with { ReplaceAfter = TimeSpan.FromMilliseconds(50), MaxReplacements = 3 });
        Address to = Wallet.Create().Address;
        Bytes32 first = await sender.SubmitAsync(to, new Payment(), 4).Soon();

        // nothing is mined, so the sender replaces it by one that pays more
        await Eventually.TrueAsync(
            async () => (await anvil.Client.RequestAsync("eth_getTransactionByHash", [first.ToString()]).Soon()).ValueKind == JsonValueKind.Null,
            "the pool has it no more");

        await anvil.MineAsync().Soon();
        await sender.ResumeAsync().Soon();
        Receipt receipt = (await sender.FindReceiptAsync(first).Soon())!;
        Assert.NotEqual(first, receipt.TransactionHash);
        Assert.Equal(4, await anvil.Client.GetBalanceAsync(to).Soon());
        Assert.Equal(1UL, await anvil.Client.GetTransactionCountAsync(sender.Account).Soon());
    }

    [AnvilFact]
    public async Task A_nonce_that_the_pool_lost_is_filled_again()
    {
        await using Anvil anvil = await Anvil.StartAsync("--no-mining");
        await using TransactionSender sender = new(anvil.Client, anvil.Accounts[0], null, Quick);
        Address to = Wallet.Create().Address;
        Bytes32 first = await sender.SubmitAsync(to, new Payment(), 1).Soon();
        await sender.SubmitAsync(to, new Payment(), 2).Soon();
        await anvil.Client.RequestAsync("anvil_dropTransaction", [first.ToString()]).Soon();
        Task<int> all = sender.ResumeAsync();
        while (!all.IsCompleted)
        {
            await anvil.MineAsync().Soon();
        }

        Assert.Equal(3, await anvil.Client.GetBalanceAsync(to).Soon());
    }

    [AnvilFact]
    public async Task Nonces_that_another_program_took_are_passed_over()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        Address to = Wallet.Create().Address;
        await using TransactionSender other = anvil.Sender();
        int counts = 0;
        await using FaultyProxy proxy = new(anvil.Url, body =>
        {
            if (IsSend(body) && Interlocked.Increment(ref counts) == 1)
            {
                other.TransferAsync(to, 100).Soon().GetAwaiter().GetResult();
            }

            return Fault.None;
        });
        await using EthereumClient client = new(proxy.Url);
        await using TransactionSender sender = new(client, anvil.Accounts[0], null, Quick);
        await sender.TransferAsync(to, 1).Soon();
        Assert.Equal(101, await anvil.Client.GetBalanceAsync(to).Soon());
    }

    private static bool IsSend(string body) => body.Contains("eth_sendRawTransaction", StringComparison.Ordinal);

    private sealed record Payment : IContractCall<Nothing>
    {
        public string Function => "Payment";

        public byte[] Encode() => [];

        public Nothing Decode(ReadOnlySpan<byte> output) => default;
    }
}
