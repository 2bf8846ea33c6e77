using System.Numerics;
using System.Text.Json.Nodes;
using Fluence.Ethereum.JsonRpc;
using Fluence.Ethereum.Sending;
using Fluence.Ethereum.Transactions;

namespace Fluence.Ethereum;

/// <content>From an order to a transaction that the chain has.</content>
public sealed partial class TransactionSender
{
    private readonly Dictionary<Bytes32, Bytes32> _moved = [];

    private sealed record Order(
        Address? To, BigInteger Value, byte[] Data, string Function, IContractCall? Call, string? Key, bool IsAlone = false)
    {
        public JsonObject ToJson(Address from)
        {
            JsonObject order = new() { ["from"] = from.ToString(), ["data"] = Hex.Of(Data), ["value"] = Hex.Quantity(Value) };
            if (To is { } to)
            {
                order["to"] = to.ToString();
            }

            return order;
        }
    }

    private async Task<TransactionJournal> JournalAsync(CancellationToken cancellation)
    {
        if (_journal is { } open)
        {
            return open;
        }

        await _signing.WaitAsync(cancellation);
        try
        {
            return await OpenJournalAsync(cancellation);
        }
        finally
        {
            _signing.Release();
        }
    }

    private async Task<TransactionJournal> OpenJournalAsync(CancellationToken cancellation)
    {
        if (_journal is not null)
        {
            return _journal;
        }

        if (_options.JournalPath is not { } path)
        {
            return _journal = TransactionJournal.InMemory();
        }

        Block first = await AgainAsync(() => _client.GetBlockAsync(BlockTag.Number(0), cancellation), cancellation)
            ?? throw new TransactionFailedException(
                "the endpoint does not give the chain's first block, by which a journal knows its chain");
        _journal = TransactionJournal.Open(path, first.Hash, Account, _time.GetUtcNow());
        foreach (PendingTransaction pending in _journal.Pending.Values.ToList())
        {
            Watch(pending);
        }

        return _journal;
    }

    private async Task<(Bytes32 Hash, PendingTransaction? Pending)> StartAsync(Order order, CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        await _signing.WaitAsync(cancellation);
        try
        {
            TransactionJournal journal = await OpenJournalAsync(cancellation);
            if (order.Key is { } key)
            {
                lock (journal)
                {
                    if (journal.TryGetDone(key, out Bytes32 done))
                    {
                        return (done, null);
                    }

                    if (journal.Pending.Values.FirstOrDefault(each => each.Key == key) is { } present)
                    {
                        return (present.Newest.Hash, present);
                    }
                }
            }

            return order.IsAlone && await FindSameAsync(order, journal, cancellation) is { } same
                ? (same.Newest.Hash, same) : await SignAndSendAsync(order, journal, cancellation);
        }
        finally
        {
            _signing.Release();
        }
    }

    /// <summary>The same call that is on its way; null where there is none, or it is in a block already.</summary>
    private async Task<PendingTransaction?> FindSameAsync(Order order, TransactionJournal journal, CancellationToken cancellation)
    {
        PendingTransaction? same;
        lock (journal)
        {
            same = journal.Pending.Values.LastOrDefault(each => each.Newest.Transaction is var sent && sent.To == order.To
                && sent.Value == order.Value && sent.Data.Span.SequenceEqual(order.Data));
        }

        return same is not null && (await AgainAsync(() => CheckAsync(same, cancellation), cancellation)).Receipt is null ? same : null;
    }

    private async Task<(Bytes32 Hash, PendingTransaction Pending)> SignAndSendAsync(
        Order order, TransactionJournal journal, CancellationToken cancellation)
    {
        UnsignedTransaction content = await PrepareAsync(order, cancellation);
        for (int attempt = 1; ; attempt++)
        {
            ulong nonce = await FreeNonceAsync(journal, cancellation);
            PendingTransaction pending = new(nonce, order.Function, order.Key) { Call = order.Call };
            pending.Add((content with { Nonce = nonce }).Sign(_wallet), _time.GetUtcNow());
            lock (journal)
            {
                journal.Signed(pending);
            }

            // from here on it may be in the chain: what happens to the caller does not stop it
            if (await FirstSendAsync(pending, journal))
            {
                Watch(pending);
                return (pending.Newest.Hash, pending);
            }

            Drop(pending, journal);

            if (attempt == MaxNonces)
            {
                throw new TransactionFailedException(
                    $"{order.Function}: {MaxNonces} nonces in a row were taken by other transactions of {Account}; "
                    + "is another program sending with this key?");
            }
        }
    }

    /// <summary>Sends what was just signed; false where another transaction took its nonce.</summary>
    /// <exception cref="TransactionFailedException">The endpoint does not take it.</exception>
    private async Task<bool> FirstSendAsync(PendingTransaction pending, TransactionJournal journal)
    {
        bool isSure = true;
        try
        {
            (SendRefusal refusal, RpcError? error) = await AgainAsync(SendAsync, _disposed.Token);
            if (error is not null && refusal == SendRefusal.NonceTooLow && !isSure)
            {
                // it may be this one that has the nonce, in a block that is not shown yet: the watch finds out
                return true;
            }

            if (error is not null && refusal != SendRefusal.NonceTooLow)
            {
                Drop(pending, journal);
                throw new TransactionFailedException(
                    $"{pending.Function}: the endpoint does not take the transaction: {error.Message} (code {error.Code})");
            }

            return error is null;
        }
        catch (RpcUnavailableException)
        {
            // nobody knows whether it has arrived
            Watch(pending);
            throw;
        }

        async Task<(SendRefusal Refusal, RpcError? Error)> SendAsync()
        {
            try
            {
                return await SendOnceAsync(pending, journal, _disposed.Token);
            }
            catch (Exception failure) when (failure is RpcUnavailableException or FormatException)
            {
                isSure = false;
                throw;
            }
        }
    }

    private async Task<UnsignedTransaction> PrepareAsync(Order order, CancellationToken cancellation)
    {
        RpcRequest estimate = new("eth_estimateGas", order.ToJson(Account), "pending");
        IReadOnlyList<RpcAnswer> answers = await AgainAsync(
            () => _client.RequestManyAsync(
                _options.GasLimit is null ? [.. FeeSuggestion.Requests, estimate] : FeeSuggestion.Requests, cancellation),
            cancellation);
        ulong gas = _options.GasLimit ?? ReadEstimate(order, answers[^1]);
        GasFee fee = Bounded(FeeSuggestion.Read(answers), order.Function);
        BigInteger chain = await AgainAsync(() => _client.ChainIdAsync(cancellation), cancellation);
        return new UnsignedTransaction(chain, 0, fee, gas, order.To, order.Value, order.Data);
    }

    private ulong ReadEstimate(Order order, RpcAnswer answer)
    {
        if (answer.Error?.RevertData is { } reason)
        {
            throw new ContractRevertedException(order.Function, Describe(order.Call, reason), reason);
        }

        ulong gas = RpcReader.UInt64(answer.OrThrow($"{order.Function}, eth_estimateGas"), "an estimate of gas");
        return gas + (gas * (ulong)_options.GasMarginPercent / 100);
    }

    private async Task<ulong> FreeNonceAsync(TransactionJournal journal, CancellationToken cancellation)
    {
        ulong nonce = await AgainAsync(() => _client.GetTransactionCountAsync(Account, BlockTag.Pending, cancellation), cancellation);
        lock (journal)
        {
            while (journal.Pending.ContainsKey(nonce))
            {
                nonce++;
            }
        }

        return nonce;
    }

    private GasFee Bounded(GasFee fee, string function) => fee.MaxPerGas <= _options.MaxFeePerGas ? fee
        : throw new TransactionFailedException(
            $"{function}: gas costs {fee.MaxPerGas} wei, more than the {_options.MaxFeePerGas} that are allowed");

    private Bytes32 Moved(Bytes32 hash)
    {
        lock (_moved)
        {
            return _moved.GetValueOrDefault(hash, hash);
        }
    }
}
