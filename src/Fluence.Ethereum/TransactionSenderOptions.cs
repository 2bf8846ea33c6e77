using System.Numerics;
using Fluence.Ethereum.Transactions;

namespace Fluence.Ethereum;

/// <summary>How a <see cref="TransactionSender"/> brings transactions into blocks.</summary>
public sealed record TransactionSenderOptions
{
    /// <summary>In how many blocks a transaction has to be buried, its own included, before it counts.</summary>
    public int Confirmations { get; init; } = 1;

    /// <summary>How often at most the chain is asked whether a transaction is in a block.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>After what time the same bytes are sent again.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>After what time in no block the fee is raised.</summary>
    public TimeSpan ReplaceAfter { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the chain may count a transaction of the nonce and show no receipt of it before another one is taken to have the nonce:
    /// the nodes behind one address lag behind each other, and a node shows its newest block piece by piece.
    /// </summary>
    public TimeSpan LostAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>By how much the fee is raised each time, in percent; nodes demand 10 at least.</summary>
    public int RaisePercent { get; init; } = 15;

    /// <summary>How often the fee of a transaction is raised at most.</summary>
    public int MaxReplacements { get; init; } = 10;

    /// <summary>The most that a unit of gas may cost, in wei.</summary>
    public BigInteger MaxFeePerGas { get; init; } = BigInteger.Pow(10, 13);

    /// <summary>
    /// How long the endpoint may be out of reach while a transaction is prepared and sent. One that is signed is looked after
    /// for as long as it takes.
    /// </summary>
    public TimeSpan MaxOutage { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often the endpoint may refuse to take a transaction again that it has lost, before that is given up.</summary>
    public int MaxRefusals { get; init; } = 10;

    /// <summary>
    /// Whether a transaction is still to be sent which was signed a while ago and is in no block, or in none any more: asked each time
    /// before it is sent again. One that is not wanted gives its nonce to an empty transaction. Null for always.
    /// </summary>
    public Func<UnsignedTransaction, CancellationToken, Task<bool>>? IsStillWanted { get; init; }

    /// <summary>
    /// The gas that every transaction may use. Where it is null the endpoint is asked for an estimate, which also finds out what a
    /// contract would refuse before it is paid for.
    /// </summary>
    public ulong? GasLimit { get; init; }

    /// <summary>How much more gas than estimated a transaction may use, in percent.</summary>
    public int GasMarginPercent { get; init; } = 30;

    /// <summary>The file that remembers what has been signed; nothing outlives the process where it is null.</summary>
    public string? JournalPath { get; init; }
}
