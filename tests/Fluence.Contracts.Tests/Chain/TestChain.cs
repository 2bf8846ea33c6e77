using System.Numerics;
using System.Text.Json.Nodes;
using Fluence.Ethereum;
using Fluence.Contracts.Tests.Abi;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Chain;

/// <summary>A chain on which a test decides when a block is made and what its time is. Its rules are those of London, the oldest that we
/// support.</summary>
internal sealed class TestChain : IAsyncDisposable
{
    private const string Gas = "0x3b9aca00";

    private readonly Anvil _anvil;

    private TestChain(Anvil anvil, long now)
    {
        _anvil = anvil;
        Now = now;
        Accounts = [.. anvil.Accounts.Select(static wallet => wallet.Address)];
    }

    public EthereumClient Client => _anvil.Client;

    /// <summary>Accounts that the chain signs for.</summary>
    public Address[] Accounts { get; }

    /// <summary>The time of the newest block.</summary>
    public long Now { get; private set; }

    public static async Task<TestChain> StartAsync()
    {
        Anvil anvil = await Anvil.StartAsync(
            "--no-mining", "--prune-history", "--transaction-block-keeper", "64", "--hardfork", "london", "--gas-limit", "2000000000", "--base-fee", "0", "--gas-price", "0");
        Block block = (await anvil.Client.GetBlockAsync(BlockTag.Latest))!;
        return new TestChain(anvil, (long)block.Timestamp);
    }

    /// <summary>Makes a block of what was sent, so many seconds after the last.</summary>
    public async Task MineAsync(long seconds = 1)
    {
        Now += seconds;
        await Client.RequestAsync("evm_mine", [JsonValue.Create(Now)]);
    }

    /// <summary>Sends a transaction and makes its block.</summary>
    public async Task<Receipt> TrySendAsync(Address from, Address? to, byte[] data, BigInteger value = default, long seconds = 1)
    {
        Bytes32 hash = await SubmitAsync(from, to, data, value);
        await MineAsync(seconds);
        return (await Client.GetReceiptAsync(hash))!;
    }

    /// <summary>Sends a transaction, to be in the next block.</summary>
    public async Task<Bytes32> SubmitAsync(Address from, Address? to, byte[] data, BigInteger value = default)
    {
        JsonObject transaction = new()
        {
            ["from"] = from.ToString(), ["data"] = Hex.Of(data), ["value"] = Hex.Quantity(value), ["gas"] = Gas, ["gasPrice"] = "0x0",
        };
        if (to is { } address)
        {
            transaction["to"] = address.ToString();
        }

        return Bytes32.Parse((await Client.RequestAsync("eth_sendTransaction", [transaction])).GetString()!);
    }

    /// <summary>Calls a contract; what it is refused for is an exception.</summary>
    public async Task<Receipt> SendAsync(Address from, Address to, IContractCall call, BigInteger value = default, long seconds = 1)
    {
        Receipt receipt = await TrySendAsync(from, to, call.Encode(), value, seconds);
        if (receipt.IsSuccess)
        {
            return receipt;
        }

        byte[] reason = await ReasonAsync(from, to, call.Encode(), value);
        throw new ContractRevertedException(call.Function, ContractErrors.Describe(reason), reason, receipt);
    }

    /// <summary>The name of the error with which a call is refused.</summary>
    public async Task<string> RefusalAsync(Address from, Address to, IContractCall call, BigInteger value = default)
    {
        ContractRevertedException refused = await Assert.ThrowsAsync<ContractRevertedException>(() => SendAsync(from, to, call, value));
        return refused.Error?.Name ?? Hex.Of(refused.Data.Span);
    }

    public async Task<Address> DeployAsync(byte[] code, byte[]? arguments = null, BigInteger value = default)
    {
        Receipt receipt = await TrySendAsync(Accounts[0], null, [.. code, .. arguments ?? []], value);
        Assert.True(receipt.IsSuccess, "a contract could not be made");
        LastGas = receipt.GasUsed;
        return receipt.ContractAddress!.Value;
    }

    /// <summary>The gas of the last deployment.</summary>
    public ulong LastGas { get; private set; }

    public Task<TResult> CallAsync<TResult>(Address to, IContractCall<TResult> call) => Client.CallAsync(to, call);

    public Task SetBalanceAsync(Address account, BigInteger balance) => _anvil.SetBalanceAsync(account, balance);

    /// <summary>Lets a test send as any account, contracts too.</summary>
    public Task ImpersonateAsync(Address account) => Client.RequestAsync("anvil_impersonateAccount", [account.ToString()]);

    public Task<string> SnapshotAsync() => _anvil.SnapshotAsync();

    /// <summary>Goes back to a snapshot, and keeps it.</summary>
    public async Task<string> RevertAsync(string snapshot)
    {
        await _anvil.RevertAsync(snapshot);
        Now = (long)(await Client.GetBlockAsync(BlockTag.Latest))!.Timestamp;
        return await _anvil.SnapshotAsync();
    }

    public ValueTask DisposeAsync() => _anvil.DisposeAsync();

    private async Task<byte[]> ReasonAsync(Address from, Address to, byte[] data, BigInteger value)
    {
        JsonObject transaction = new()
        {
            ["from"] = from.ToString(), ["to"] = to.ToString(), ["data"] = Hex.Of(data), ["value"] = Hex.Quantity(value), ["gas"] = Gas,
        };
        JsonObject time = new() { ["time"] = Hex.Quantity((ulong)Now) };
        IReadOnlyList<Fluence.Ethereum.JsonRpc.RpcAnswer> answers = await Client.RequestManyAsync(
            [new("eth_call", transaction, "latest", null, time)]);
        return answers[0].Error?.RevertData ?? [];
    }
}
