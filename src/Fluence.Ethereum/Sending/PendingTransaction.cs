using System.Collections.Immutable;
using Fluence.Ethereum.Transactions;

namespace Fluence.Ethereum.Sending;

/// <summary>A transaction from its signature until it is in a block: one nonce, and what has been signed for it.</summary>
/// <param name="nonce">The nonce.</param>
/// <param name="function">What is called, for messages.</param>
/// <param name="key">The caller's name for it; null where it has none.</param>
internal sealed class PendingTransaction(ulong nonce, string function, string? key)
{
    public ulong Nonce => nonce;

    public string Function => function;

    public string? Key => key;

    /// <summary>All that has been signed for the nonce, each with a higher fee than the one before.</summary>
    public ImmutableArray<SignedTransaction> Versions { get; private set; } = [];

    /// <summary>What was signed last.</summary>
    public SignedTransaction Newest => Versions[^1];

    /// <summary>The call, which can name its errors; null after a restart.</summary>
    public IContractCall? Call { get; init; }

    /// <summary>Whether an earlier process has signed it.</summary>
    public bool IsRestored { get; init; }

    /// <summary>Whether the transaction is not wanted any more, and an empty one was signed for its nonce.</summary>
    public bool IsWithdrawn => IsWithdrawal(Newest.Hash);

    /// <summary>When it was sent last.</summary>
    public DateTimeOffset SentAt { get; set; }

    /// <summary>When the newest version was signed.</summary>
    public DateTimeOffset SignedAt { get; set; }

    /// <summary>Ends with the receipt.</summary>
    public Task<Receipt> Completion { get; set; } = Task.FromException<Receipt>(new InvalidOperationException("it is not sent yet"));

    /// <summary>Whether a version is the empty transaction that only takes the nonce.</summary>
    public bool IsWithdrawal(Bytes32 hash) =>
        !IsEmpty(Versions[0]) && Versions.FirstOrDefault(version => version.Hash == hash) is { } found && IsEmpty(found);

    public void Add(SignedTransaction version, DateTimeOffset now)
    {
        Versions = Versions.Add(version);
        SignedAt = now;
    }

    private static bool IsEmpty(SignedTransaction version) =>
        version.Transaction.To == version.From && version.Transaction.Value.IsZero && version.Transaction.Data.IsEmpty;
}
