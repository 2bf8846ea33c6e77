using Fluence.Ethereum.JsonRpc;
using Fluence.Ethereum.Sending;
using Fluence.Ethereum.Transactions;

namespace Fluence.Ethereum;

/// <content>From a transaction that is signed to one that is in a block.</content>
public sealed partial class TransactionSender
{
    private const int MaxMoved = 10_000;

    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(20);

    private void Watch(PendingTransaction pending)
    {
        pending.SentAt = _time.GetUtcNow();
        pending.Completion = WatchAsync(pending, _journal!, _disposed.Token);

        // nobody may be waiting
        _ = pending.Completion.ContinueWith(
            static task => task.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private async Task<Receipt> WatchAsync(PendingTransaction pending, TransactionJournal journal, CancellationToken cancellation)
    {
        await Task.Yield();
        DateTimeOffset? takenSince = null;
        int refusals = 0;
        bool isDoubtful = pending.IsRestored;
        for (TimeSpan poll = FirstPoll; ; poll = NextDelay(poll))
        {
            (ulong count, Receipt? receipt) = await ForeverAsync(() => CheckAsync(pending, cancellation), cancellation);
            if (receipt is not null)
            {
                (takenSince, isDoubtful) = (null, true);
                if (await ForeverAsync(() => IsBuriedAsync(receipt, cancellation), cancellation))
                {
                    if (pending.IsWithdrawal(receipt.TransactionHash))
                    {
                        Drop(pending, journal);
                        throw new TransactionFailedException($"{pending.Function}: the chain has undone it, and it is not wanted any more");
                    }

                    Finish(pending, journal, receipt);
                    return receipt;
                }
            }
            else if (count > pending.Nonce)
            {
                takenSince ??= _time.GetUtcNow();
                if (_time.GetUtcNow() - takenSince >= _options.LostAfter)
                {
                    Drop(pending, journal);
                    throw new TransactionFailedException(
                        $"{pending.Function}: another transaction of {Account} took the nonce {pending.Nonce}; "
                        + "is another program sending with this key?");
                }
            }
            else
            {
                takenSince = null;
                if (await IsTimeToSendAsync(pending, journal, isDoubtful, cancellation))
                {
                    if (!await IsWantedAsync(pending, cancellation))
                    {
                        await ForeverAsync(() => WithdrawAsync(pending, journal, cancellation), cancellation);
                    }

                    isDoubtful = false;
                    (_, RpcError? error) = await ForeverAsync(() => SendOnceAsync(pending, journal, cancellation), cancellation);
                    refusals = error is null ? 0 : refusals + 1;
                    if (refusals > _options.MaxRefusals)
                    {
                        Drop(pending, journal);
                        throw new TransactionFailedException($"{pending.Function}: the endpoint has lost the transaction, "
                            + $"and does not take it again: {error!.Message} (code {error.Code})");
                    }
                }
            }

            await Task.Delay(poll, _time, cancellation);
        }
    }

    private void Finish(PendingTransaction pending, TransactionJournal journal, Receipt receipt)
    {
        lock (_moved)
        {
            foreach (SignedTransaction version in pending.Versions.Where(each => each.Hash != receipt.TransactionHash))
            {
                _moved[version.Hash] = receipt.TransactionHash;
            }

            if (_moved.Count > MaxMoved)
            {
                _moved.Remove(_moved.Keys.First());
            }
        }

        lock (journal)
        {
            journal.Done(pending, receipt.TransactionHash);
        }
    }

    /// <summary>Whether a transaction has to be sent again; one that has waited long has a higher fee afterwards.</summary>
    private async Task<bool> IsTimeToSendAsync(
        PendingTransaction pending, TransactionJournal journal, bool isDoubtful, CancellationToken cancellation)
    {
        DateTimeOffset now = _time.GetUtcNow();
        return isDoubtful
            || (now - pending.SentAt >= _options.ResendAfter && now - pending.SignedAt < _options.ReplaceAfter)
            || (now - pending.SignedAt >= _options.ReplaceAfter
                && (await ForeverAsync(() => RaiseAsync(pending, journal, cancellation), cancellation)
                    || now - pending.SentAt >= _options.ResendAfter));
    }

    /// <summary>Signs the same nonce with a higher fee; false where the bounds forbid it.</summary>
    private async Task<bool> RaiseAsync(PendingTransaction pending, TransactionJournal journal, CancellationToken cancellation)
    {
        UnsignedTransaction content = pending.Newest.Transaction;
        GasFee fee = await RaisedAsync(content, cancellation);
        if (pending.Versions.Length > _options.MaxReplacements || fee.MaxPerGas > _options.MaxFeePerGas)
        {
            return false;
        }

        lock (journal)
        {
            pending.Add((content with { Fee = fee }).Sign(_wallet), _time.GetUtcNow());
            journal.Signed(pending);
        }

        return true;
    }

    private async Task<GasFee> RaisedAsync(UnsignedTransaction content, CancellationToken cancellation)
    {
        IReadOnlyList<RpcAnswer> answers = await _client.RequestManyAsync(FeeSuggestion.Requests, cancellation);
        return content.Fee.Raise(_options.RaisePercent).AtLeast(FeeSuggestion.Read(answers));
    }

    /// <summary>Whether a transaction that is in no block any more is to be sent again.</summary>
    private Task<bool> IsWantedAsync(PendingTransaction pending, CancellationToken cancellation) =>
        _options.IsStillWanted is not { } ask || pending.IsWithdrawn ? Task.FromResult(true)
            : ForeverAsync(() => ask(pending.Newest.Transaction, cancellation), cancellation);

    /// <summary>Signs the same nonce for nothing at all: nodes may still have the transaction, and others wait for its nonce.</summary>
    private async Task<bool> WithdrawAsync(PendingTransaction pending, TransactionJournal journal, CancellationToken cancellation)
    {
        UnsignedTransaction content = pending.Newest.Transaction;
        GasFee fee = await RaisedAsync(content, cancellation);
        lock (journal)
        {
            pending.Add((content with { To = Account, Value = 0, Data = default, Fee = fee }).Sign(_wallet), _time.GetUtcNow());
            journal.Signed(pending);
        }

        return true;
    }

    /// <summary>Sends the newest version, with a raised fee where that is what it lacks.</summary>
    /// <returns>The error that remains; null where the endpoint has the transaction, or it is in a block.</returns>
    private async Task<(SendRefusal Refusal, RpcError? Error)> SendOnceAsync(
        PendingTransaction pending, TransactionJournal journal, CancellationToken cancellation)
    {
        while (true)
        {
            IReadOnlyList<RpcAnswer> answers = await _client.RequestManyAsync(
                [new("eth_sendRawTransaction", Hex.Of(pending.Newest.Raw.Span))], cancellation);
            pending.SentAt = _time.GetUtcNow();
            if (answers[0].Error is not { } error)
            {
                return (default, null);
            }

            SendRefusal refusal = SendRefusals.Of(error);
            switch (refusal)
            {
                case SendRefusal.AlreadyKnown:
                // the watches of those of lower nonces send them again
                case SendRefusal.NonceTooHigh:
                    return (refusal, null);
                case SendRefusal.Underpriced when await RaiseAsync(pending, journal, cancellation):
                    continue;
                default:
                    // the lost answer to an earlier attempt, or an earlier version, may have brought it in
                    (_, Receipt? receipt) = await CheckAsync(pending, cancellation);
                    return (refusal, receipt is null ? error : null);
            }
        }
    }

    /// <summary>How many transactions of the account are in blocks, and the receipt of the one that is asked for.</summary>
    private async Task<(ulong Count, Receipt? Receipt)> CheckAsync(PendingTransaction pending, CancellationToken cancellation)
    {
        List<RpcRequest> requests = [new("eth_getTransactionCount", Account.ToString(), "latest")];
        requests.AddRange(pending.Versions.Select(static each => new RpcRequest("eth_getTransactionReceipt", each.Hash.ToString())));
        IReadOnlyList<RpcAnswer> answers = await _client.RequestManyAsync(requests, cancellation);
        ulong count = RpcReader.UInt64(answers[0].OrThrow(requests[0].Method), "a count of transactions");
        return (count, answers.Skip(1).Select(each => RpcReader.Receipt(each.OrThrow(requests[1].Method)))
            .FirstOrDefault(static receipt => receipt is not null));
    }

    private static void Drop(PendingTransaction pending, TransactionJournal journal)
    {
        lock (journal)
        {
            journal.Dropped(pending);
        }
    }

    private async Task<bool> IsBuriedAsync(Receipt receipt, CancellationToken cancellation)
    {
        if (_options.Confirmations <= 1)
        {
            return true;
        }

        ulong height = await _client.BlockNumberAsync(cancellation);
        if (height + 1 < receipt.BlockNumber + (ulong)_options.Confirmations)
        {
            return false;
        }

        Block? block = await _client.GetBlockAsync(BlockTag.Number(receipt.BlockNumber), cancellation);
        return block?.Hash == receipt.BlockHash;
    }

    /// <summary>Asks again while the endpoint cannot be reached or answers nonsense, up to the bound.</summary>
    private async Task<T> AgainAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        long start = _time.GetTimestamp();
        for (TimeSpan delay = FirstPoll; ; delay = NextDelay(delay))
        {
            try
            {
                return await ask();
            }
            catch (FormatException wrong) when (_time.GetElapsedTime(start) >= _options.MaxOutage)
            {
                throw new RpcUnavailableException($"the endpoint answers wrongly: {wrong.Message}", wrong);
            }
            catch (Exception failure) when (failure is FormatException
                || (failure is RpcUnavailableException && _time.GetElapsedTime(start) < _options.MaxOutage))
            {
                await Task.Delay(delay, _time, cancellation);
            }
        }
    }

    /// <summary>Asks again whatever the endpoint does: what is signed is looked after until it is decided.</summary>
    private async Task<T> ForeverAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        for (TimeSpan delay = FirstPoll; ; delay = NextDelay(delay))
        {
            try
            {
                return await ask();
            }
            catch (Exception failure) when (failure is FormatException or RpcUnavailableException or RpcErrorException)
            {
                await Task.Delay(delay, _time, cancellation);
            }
        }
    }

    private TimeSpan NextDelay(TimeSpan delay) => delay * 2 < _options.PollInterval ? delay * 2 : _options.PollInterval;
}
