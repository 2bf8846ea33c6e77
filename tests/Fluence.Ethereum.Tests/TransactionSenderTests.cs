using System.Numerics;
using Fluence.TestKit;

namespace Fluence.Ethereum.Tests;

public sealed class TransactionSenderTests
{
    // runtime code that reverts with the custom error 0x12345678: PUSH4, PUSH1 0xe0, SHL, PUSH0, MSTORE, PUSH1 4, PUSH0, REVERT
    private const string RevertingCode = "0x6312345678" + "60e01b" + "6000526004" + "6000fd";

    [AnvilFact]
    public async Task A_payment_arrives()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        await using TransactionSender sender = anvil.Sender();
        Address to = Wallet.Create().Address;

        Receipt receipt = await sender.TransferAsync(to, 12345).Soon();

        Assert.True(receipt.IsSuccess);
        Assert.Equal(to, receipt.To);
        Assert.Equal(12345, await anvil.Client.GetBalanceAsync(to).Soon());
        Assert.Equal(1UL, await anvil.Client.BlockNumberAsync().Soon());
    }

    [AnvilFact]
    public async Task Many_payments_at_once_arrive_once_each()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        await using TransactionSender sender = anvil.Sender();
        Address to = Wallet.Create().Address;

        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => sender.TransferAsync(to, 1))).Soon();

        Assert.Equal(50, await anvil.Client.GetBalanceAsync(to).Soon());
        Assert.Equal(50UL, await anvil.Client.GetTransactionCountAsync(sender.Account).Soon());
    }

    [AnvilFact]
    public async Task A_contract_is_made_and_its_refusal_is_shown()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        await using TransactionSender sender = anvil.Sender();
        byte[] runtime = Hex.Parse(RevertingCode);
        byte[] init = [0x60, (byte)runtime.Length, 0x60, 0x0c, 0x60, 0x00, 0x39, 0x60, (byte)runtime.Length, 0x60, 0x00, 0xf3, .. runtime];

        Receipt made = await sender.DeployAsync(init).Soon();
        Assert.Equal(Address.OfContract(sender.Account, 0), made.ContractAddress);
        Assert.Equal(runtime, await anvil.Client.GetCodeAsync(made.ContractAddress!.Value).Soon());

        ContractRevertedException refused = await Assert.ThrowsAsync<ContractRevertedException>(
            () => sender.SendAsync(made.ContractAddress!.Value, new Probe()).Soon());
        Assert.Equal("Test.probe was refused by the contract: unknown error 0x12345678", refused.Message);
        refused = await Assert.ThrowsAsync<ContractRevertedException>(
            () => anvil.Client.CallAsync(made.ContractAddress!.Value, new Probe()).Soon());
        Assert.Equal([0x12, 0x34, 0x56, 0x78], refused.Data.ToArray());
    }

    [AnvilFact]
    public async Task The_same_key_sends_once_also_after_a_restart()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        string journal = Path.Combine(TestFolder.New(), "journal");
        Address to = Wallet.Create().Address;
        Bytes32 first;
        await using (TransactionSender sender = new(anvil.Client, anvil.Accounts[0], null, new() { JournalPath = journal }))
        {
            first = (await sender.TransferAsync(to, 7, "rent").Soon()).TransactionHash;
            Assert.Equal(first, (await sender.TransferAsync(to, 7, "rent").Soon()).TransactionHash);
        }

        await using (TransactionSender sender = new(anvil.Client, anvil.Accounts[0], null, new() { JournalPath = journal }))
        {
            Assert.Equal(first, (await sender.TransferAsync(to, 7, "rent").Soon()).TransactionHash);
        }

        Assert.Equal((BigInteger)7, await anvil.Client.GetBalanceAsync(to).Soon());
    }

    [AnvilFact]
    public async Task A_chain_without_EIP_1559_is_paid_a_price()
    {
        await using Anvil anvil = await Anvil.StartAsync("--hardfork", "berlin");
        await using TransactionSender sender = anvil.Sender();
        Address to = Wallet.Create().Address;
        Receipt receipt = await sender.TransferAsync(to, 5).Soon();
        Assert.Null((await anvil.Client.GetBlockAsync(BlockTag.Number(receipt.BlockNumber)).Soon())!.BaseFeePerGas);
        Assert.Equal(5, await anvil.Client.GetBalanceAsync(to).Soon());
    }

    [AnvilFact]
    public async Task A_journal_is_of_one_account_and_one_process()
    {
        await using Anvil anvil = await Anvil.StartAsync();
        TransactionSenderOptions options = new() { JournalPath = Path.Combine(TestFolder.New(), "journal") };
        await using TransactionSender first = new(anvil.Client, anvil.Accounts[0], null, options);
        await first.TransferAsync(anvil.Accounts[1].Address, 1).Soon();
        await using TransactionSender second = new(anvil.Client, anvil.Accounts[0], null, options);
        EthereumException refused = await Assert.ThrowsAsync<EthereumException>(() => second.ResumeAsync().Soon());
        Assert.Contains("cannot be opened", refused.Message, StringComparison.Ordinal);

        await first.DisposeAsync();
        await using TransactionSender other = new(anvil.Client, anvil.Accounts[1], null, options);
        refused = await Assert.ThrowsAsync<EthereumException>(() => other.ResumeAsync().Soon());
        Assert.Contains($"is of the account {anvil.Accounts[0].Address}, not of {anvil.Accounts[1].Address}", refused.Message, StringComparison.Ordinal);
    }

    [AnvilFact]
    public async Task A_journal_of_a_chain_that_is_gone_is_put_aside()
    {
        TransactionSenderOptions options = new() { JournalPath = Path.Combine(TestFolder.New(), "journal") };
        for (int chain = 0; chain < 2; chain++)
        {
            await using Anvil anvil = await Anvil.StartAsync("--timestamp", $"{1_700_000_000 + chain}");
            await using TransactionSender sender = new(anvil.Client, anvil.Accounts[0], null, options);
            Address to = Wallet.Create().Address;
            await sender.TransferAsync(to, 5, "once").Soon();
            Assert.Equal(5, await anvil.Client.GetBalanceAsync(to).Soon());
        }

        Assert.Equal(2, Directory.GetFiles(Path.GetDirectoryName(options.JournalPath)!).Length);
    }

    private sealed record Probe : IContractCall<Nothing>
    {
        public string Function => "Test.probe";

        public byte[] Encode() => [1, 2, 3, 4];

        public Nothing Decode(ReadOnlySpan<byte> output) => default;
    }
}
