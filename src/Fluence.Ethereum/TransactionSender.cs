using System.Numerics;
using Fluence.Ethereum.JsonRpc;
using Fluence.Ethereum.Sending;

namespace Fluence.Ethereum;

/// <summary>
/// Sends the transactions of one account, and sees to it that each gets into a block once: whatever the endpoint loses, delays or
/// refuses for its fee, the same bytes are sent again, or the same nonce with a higher fee. What is signed is in a journal before it is
/// sent, so a process that ends in the middle goes on where it was. For any number of callers at
/// once; of an account there may be one sender.
/// </summary>
public sealed partial class TransactionSender : IAsyncDisposable
{
    private const int MaxNonces = 5;

    private readonly EthereumClient _client;
    private readonly Wallet _wallet;
    private readonly TimeProvider _time;
    private readonly TransactionSenderOptions _options;
    private readonly SemaphoreSlim _signing = new(1, 1);
    private readonly CancellationTokenSource _disposed = new();
    private TransactionJournal? _journal;

    /// <summary>A sender; nothing is asked for or sent yet.</summary>
    public TransactionSender(EthereumClient client, Wallet wallet, TimeProvider? time = null, TransactionSenderOptions? options = null)
    {
        _client = client;
        _wallet = wallet;
        _time = time ?? TimeProvider.System;
        _options = options ?? new TransactionSenderOptions();
    }

    /// <summary>The account.</summary>
    public Address Account => _wallet.Address;

    /// <summary>The chain.</summary>
    public EthereumClient Client => _client;

    /// <summary>Calls a function of a contract, and waits until that is in a block.</summary>
    /// <param name="to">The contract.</param>
    /// <param name="call">The function and its arguments.</param>
    /// <param name="value">What is paid to it, in wei.</param>
    /// <param name="key">
    /// A name that the caller gives: the same name again, also after a restart with a journal, does not call again but waits for the first.
    /// </param>
    /// <param name="cancellation">Ends the waiting, not the sending.</param>
    /// <exception cref="ContractRevertedException">The contract refused, before or after it was sent.</exception>
    /// <exception cref="TransactionFailedException">It could not be brought into a block.</exception>
    public async Task<Receipt> SendAsync(
        Address to, IContractCall call, BigInteger? value = null, string? key = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        return await FinishAsync(new Order(to, value ?? 0, call.Encode(), call.Function, call, key), cancellation);
    }

    /// <summary>Pays an account, and waits until that is in a block.</summary>
    /// <inheritdoc cref="SendAsync"/>
    public Task<Receipt> TransferAsync(Address to, BigInteger value, string? key = null, CancellationToken cancellation = default) =>
        FinishAsync(new Order(to, value, [], "a payment", null, key), cancellation);

    /// <summary>Makes a contract, and waits until that is in a block. Its address is in the receipt.</summary>
    /// <param name="initCode">The code that makes it, and its encoded arguments.</param>
    /// <param name="key">See <see cref="SendAsync"/>.</param>
    /// <param name="cancellation">Ends the waiting, not the sending.</param>
    /// <inheritdoc cref="SendAsync"/>
    public Task<Receipt> DeployAsync(byte[] initCode, string? key = null, CancellationToken cancellation = default) =>
        FinishAsync(new Order(null, 0, initCode, "a deployment", null, key), cancellation);

    /// <summary>Calls a function of a contract, and returns as soon as the chain has it; it is looked after then.</summary>
    /// <param name="to">The contract.</param>
    /// <param name="call">The function and its arguments.</param>
    /// <param name="value">What is paid to it, in wei.</param>
    /// <param name="key">See <see cref="SendAsync"/>.</param>
    /// <param name="isAlone">Whether nothing is sent while the very same call is on its way; its hash is returned then.</param>
    /// <param name="cancellation">Ends the waiting, not the sending.</param>
    /// <returns>The hash; after a raised fee another one counts, which <see cref="FindReceiptAsync"/> finds by this one.</returns>
    /// <inheritdoc cref="SendAsync"/>
    public async Task<Bytes32> SubmitAsync(
        Address to, IContractCall call, BigInteger? value = null, string? key = null, bool isAlone = false,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Order order = new(to, value ?? 0, call.Encode(), call.Function, call, key, isAlone);
        return (await StartAsync(order, cancellation)).Hash;
    }

    /// <summary>The receipt of a transaction, or of the one with a higher fee that took its place; null while none is in a block.</summary>
    public async Task<Receipt?> FindReceiptAsync(Bytes32 hash, CancellationToken cancellation = default)
    {
        TransactionJournal journal = await JournalAsync(cancellation);
        PendingTransaction? pending;
        lock (journal)
        {
            pending = journal.Pending.Values.FirstOrDefault(each => each.Versions.Any(version => version.Hash == hash));
        }

        if (pending is null)
        {
            return await _client.GetReceiptAsync(Moved(hash), cancellation);
        }

        Receipt? receipt = (await CheckAsync(pending, cancellation)).Receipt;
        return receipt is not null && pending.IsWithdrawal(receipt.TransactionHash) ? null : receipt;
    }

    /// <summary>
    /// Whether a transaction may still come into a block, or leave the one in which it is. One that is neither on its way nor in a block
    /// never comes into one: another has taken its nonce, it is not wanted any more, or a reorganisation was deeper than the sender looks.
    /// </summary>
    public async Task<bool> IsOnItsWayAsync(Bytes32 hash, CancellationToken cancellation = default)
    {
        TransactionJournal journal = await JournalAsync(cancellation);
        lock (journal)
        {
            return journal.Pending.Values.Any(each => !each.IsWithdrawn && each.Versions.Any(version => version.Hash == hash));
        }
    }

    /// <summary>Takes up what an earlier process has signed and not seen in a block, and waits until all of it is.</summary>
    /// <returns>How many transactions that were.</returns>
    public async Task<int> ResumeAsync(CancellationToken cancellation = default)
    {
        TransactionJournal journal = await JournalAsync(cancellation);
        Task<Receipt>[] open;
        lock (journal)
        {
            open = [.. journal.Pending.Values.Select(static each => each.Completion)];
        }

        foreach (Task<Receipt> each in open)
        {
            await ((Task)each.WaitAsync(cancellation)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }

        return open.Length;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        if (_journal is { } journal)
        {
            Task[] open;
            lock (journal)
            {
                open = [.. journal.Pending.Values.Select(static each => each.Completion)];
            }

            await Task.WhenAll(open).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            journal.Dispose();
        }
    }

    private async Task<Receipt> FinishAsync(Order order, CancellationToken cancellation)
    {
        (Bytes32 hash, PendingTransaction? pending) = await StartAsync(order, cancellation);
        Receipt receipt = pending is not null
            ? await pending.Completion.WaitAsync(cancellation)
            : await ReceiptOfDoneAsync(hash, cancellation);
        return receipt.IsSuccess ? receipt : throw await ExplainAsync(order, receipt, cancellation);
    }

    private async Task<Receipt> ReceiptOfDoneAsync(Bytes32 hash, CancellationToken cancellation) =>
        await AgainAsync(() => _client.GetReceiptAsync(hash, cancellation), cancellation)
        ?? throw new TransactionFailedException($"transaction {hash} was in a block, and the chain no longer knows it");

    /// <summary>Why a transaction in a block has failed: the call is made again on that block, which mostly fails alike.</summary>
    private async Task<ContractRevertedException> ExplainAsync(Order order, Receipt receipt, CancellationToken cancellation)
    {
        RpcRequest again = new("eth_call", order.ToJson(Account), BlockTag.Number(receipt.BlockNumber).ToJson());
        IReadOnlyList<RpcAnswer> answers = await AgainAsync(
            () => _client.RequestManyAsync([again], cancellation), cancellation);
        byte[] data = answers[0].Error?.RevertData ?? [];
        return new ContractRevertedException(order.Function, Describe(order.Call, data), data, receipt);
    }

    private static ContractError? Describe(IContractCall? call, byte[] data) =>
        call is null ? ContractError.OfSolidity(data) : call.DescribeError(data);
}
