using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Ethereum.Transactions;

namespace Fluence.Ethereum.Sending;

/// <summary>
/// The file of what an account has signed, a line of JSON for each event: <c>{nonce, function, key, raw}</c> before a transaction is
/// sent, <c>{done, key, hash}</c> once it is in a block, <c>{dropped}</c> once its nonce is free or taken by another. Each line is on the
/// disk before the sender goes on. A last line that is cut short was never acted on, and is ignored.
/// </summary>
internal sealed class TransactionJournal : IDisposable
{
    private const int MaxDoneKeys = 10_000;

    private readonly FileStream? _file;
    private readonly SortedDictionary<ulong, PendingTransaction> _pending;
    private readonly Dictionary<string, Bytes32> _done;

    private TransactionJournal(FileStream? file, TransactionJournal? read = null)
    {
        _file = file;
        _pending = read?._pending ?? [];
        _done = read?._done ?? new(StringComparer.Ordinal);
    }

    /// <summary>Transactions that are not known to be in a block, by nonce.</summary>
    public IReadOnlyDictionary<ulong, PendingTransaction> Pending => _pending;

    /// <summary>A journal that ends with the process.</summary>
    public static TransactionJournal InMemory() => new(null);

    /// <summary>Opens a file, and makes it where there is none. A file of another chain is put aside.</summary>
    /// <param name="path">The file.</param>
    /// <param name="chain">The hash of the chain's first block.</param>
    /// <param name="account">The account.</param>
    /// <param name="now">The time, from which the waiting of restored transactions counts.</param>
    /// <exception cref="EthereumException">The file is in use, cannot be written, or is of another account.</exception>
    public static TransactionJournal Open(string path, Bytes32 chain, Address account, DateTimeOffset now)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            string[] lines = File.Exists(path) ? File.ReadAllLines(path) : [];
            Bytes32? written = lines.Length == 0 ? null : ReadHeader(path, lines[0], account);
            if (written is { } other && other != chain)
            {
                File.Move(path, $"{path}.{other.ToString()[2..10]}", overwrite: true);
                lines = [];
            }

            TransactionJournal read = InMemory();
            foreach (string line in lines.Skip(1))
            {
                read.Replay(line, now);
            }

            read.WriteTo(path + ".new", chain, account);
            File.Move(path + ".new", path, overwrite: true);

            // the file is held open, so that no second process signs with the same nonces
            return new TransactionJournal(new FileStream(path, FileMode.Append, FileAccess.Write, FileShare.None), read);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException || (failure is IOException and not EthereumException))
        {
            throw new EthereumException($"the journal of transactions {path} cannot be opened: {failure.Message}", failure);
        }
    }

    /// <summary>The transaction of a key that is in a block.</summary>
    public bool TryGetDone(string key, out Bytes32 hash) => _done.TryGetValue(key, out hash);

    /// <summary>Remembers what was just signed for a transaction.</summary>
    public void Signed(PendingTransaction transaction)
    {
        _pending[transaction.Nonce] = transaction;
        Append(Line(transaction, transaction.Newest));
    }

    /// <summary>Remembers that a transaction is in a block.</summary>
    public void Done(PendingTransaction transaction, Bytes32 hash)
    {
        if (_pending.Remove(transaction.Nonce))
        {
            SetDone(transaction.Key, hash);
            Append(new JsonObject { ["done"] = transaction.Nonce, ["key"] = transaction.Key, ["hash"] = hash.ToString() });
        }
    }

    /// <summary>Remembers that a transaction can never be in a block.</summary>
    public void Dropped(PendingTransaction transaction)
    {
        if (_pending.Remove(transaction.Nonce))
        {
            Append(new JsonObject { ["dropped"] = transaction.Nonce });
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file?.Dispose();

    private static Bytes32? ReadHeader(string path, string line, Address account)
    {
        JsonElement header = TryRead(line);
        return header.ValueKind == JsonValueKind.Object && header.TryGetProperty("chain", out JsonElement chain)
            && header.TryGetProperty("account", out JsonElement owner)
            && Bytes32.TryParse(chain.ToString(), out Bytes32 hash) && Address.TryParse(owner.ToString(), out Address address)
            ? address == account ? hash : throw new EthereumException($"the journal {path} is of the account {address}, not of {account}")
            : null;
    }

    private static JsonElement TryRead(string line)
    {
        try
        {
            return JsonSerializer.Deserialize<JsonElement>(line);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static JsonObject Line(PendingTransaction transaction, SignedTransaction version) => new()
    {
        ["nonce"] = transaction.Nonce, ["function"] = transaction.Function, ["key"] = transaction.Key, ["raw"] = Hex.Of(version.Raw.Span),
    };

    private void Replay(string line, DateTimeOffset now)
    {
        JsonElement entry = TryRead(line);
        if (entry.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        string? key = entry.TryGetProperty("key", out JsonElement name) ? name.GetString() : null;
        if (entry.TryGetProperty("raw", out JsonElement raw) && Hex.TryParse(raw.GetString(), out byte[]? bytes)
            && SignedTransaction.TryParse(bytes, out SignedTransaction? signed))
        {
            ulong nonce = signed.Transaction.Nonce;
            if (!_pending.TryGetValue(nonce, out PendingTransaction? pending))
            {
                pending = new PendingTransaction(nonce, entry.GetProperty("function").ToString(), key) { IsRestored = true };
                _pending.Add(nonce, pending);
            }

            pending.Add(signed, now);
        }
        else if (entry.TryGetProperty("done", out JsonElement done) && done.TryGetUInt64(out ulong finished))
        {
            _pending.Remove(finished);
            SetDone(key, Bytes32.Parse(entry.GetProperty("hash").GetString()!));
        }
        else if (entry.TryGetProperty("dropped", out JsonElement dropped) && dropped.TryGetUInt64(out ulong gone))
        {
            _pending.Remove(gone);
        }
    }

    private void SetDone(string? key, Bytes32 hash)
    {
        if (key is null)
        {
            return;
        }

        _done[key] = hash;
        if (_done.Count > MaxDoneKeys)
        {
            _done.Remove(_done.Keys.First());
        }
    }

    private void WriteTo(string path, Bytes32 chain, Address account)
    {
        List<JsonObject> lines = [new JsonObject { ["chain"] = chain.ToString(), ["account"] = account.ToString() }];
        lines.AddRange(_done.Select(static each =>
            new JsonObject { ["done"] = 0, ["key"] = each.Key, ["hash"] = each.Value.ToString() }));
        lines.AddRange(_pending.Values.SelectMany(static each => each.Versions.Select(version => Line(each, version))));
        using FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(Encoding.UTF8.GetBytes(string.Concat(lines.Select(static line => line.ToJsonString() + "\n"))));
        file.Flush(flushToDisk: true);
    }

    private void Append(JsonObject line)
    {
        if (_file is null)
        {
            return;
        }

        _file.Write(Encoding.UTF8.GetBytes(line.ToJsonString() + "\n"));
        _file.Flush(flushToDisk: true);
    }
}
