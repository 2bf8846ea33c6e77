using System.Collections.Immutable;
using Fluence.Crypto;
using Fluence.Services.Deals;
using Fluence.Services.Tests.Support;
using Fluence.Services.Units;

namespace Fluence.Services.Tests.Deals;

/// <summary>A chain in memory, with one peer's units and as many deals as a test says. It outlives the peers that ask it.</summary>
internal sealed class FakeChain : IDealChain
{
    private readonly SortedDictionary<string, FakeDeal> _deals = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ChainTransaction> _transactions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _keys = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Action> _held = new(StringComparer.Ordinal);

    public static string Unit(int number) => number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);

    public static string DealId(int number) => "0x" + number.ToString("x40", System.Globalization.CultureInfo.InvariantCulture);

    public TimeProvider Time { get; set; } = TimeProvider.System;

    /// <summary>Why the endpoint cannot be asked; null where it can.</summary>
    public string? Away { get; set; }

    /// <summary>Whether the next reading is given up, as by a time-out within the endpoint's client.</summary>
    public bool GivesUp { get; set; }

    /// <summary>Why transactions are refused before they are sent; null where they are not.</summary>
    public string? Refuses { get; set; }

    /// <summary>The unit of which no proofs are taken.</summary>
    public string? RefusesProofsOf { get; set; }

    /// <summary>Whether nobody learns which transaction registers a worker.</summary>
    public bool LosesAnswers { get; set; }

    /// <summary>The block as of which is read; null for another one each time.</summary>
    public ulong? Block { get; set; }

    /// <summary>Whether transactions stay out of blocks until <see cref="Mine"/>.</summary>
    public bool Holds { get; set; }

    public long Epoch { get; set; } = 10;

    public CommitmentStatus? Commitment { get; set; } = CommitmentStatus.Active;

    /// <summary>The peer's units: from which epoch on they prove.</summary>
    public Dictionary<string, long> Units { get; } = new(StringComparer.Ordinal) { [Unit(1)] = 1, [Unit(2)] = 1, [Unit(3)] = 1 };

    public List<PublishedDeal> Published { get; } = [];

    /// <summary>What was sent, in the order in which it was.</summary>
    public List<string> Sent { get; } = [];

    public List<ImmutableArray<CapacityProof>> Proofs { get; } = [];

    public int Reads { get; private set; }

    public FakeDeal this[string deal] => _deals[deal];

    /// <summary>Puts a unit of the peer into a deal.</summary>
    public FakeDeal Match(int deal, int unit, string appCid, DealStatus status = DealStatus.Active)
    {
        FakeDeal made = new(Unit(unit), BuiltinHarness.Host) { AppCid = appCid, Status = status };
        _deals[DealId(deal)] = made;
        return made;
    }

    public void Remove(int deal) => _deals.Remove(DealId(deal));

    /// <summary>A chain of its own with the same deals and transactions.</summary>
    public FakeChain Copy()
    {
        FakeChain copy = new();
        copy.Sent.AddRange(Sent);
        foreach ((string id, FakeDeal deal) in _deals)
        {
            copy._deals[id] = new FakeDeal(deal.Unit, BuiltinHarness.Host)
            {
                AppCid = deal.AppCid, Status = deal.Status, Worker = deal.Worker, Others = deal.Others,
            };
        }

        foreach ((string key, string hash) in _keys)
        {
            copy._keys[key] = hash;
        }

        foreach ((string hash, ChainTransaction transaction) in _transactions)
        {
            copy._transactions[hash] = transaction;
        }

        return copy;
    }

    /// <summary>Puts the transactions that wait into a block.</summary>
    public void Mine(bool isSuccess = true)
    {
        foreach ((string hash, Action effect) in _held)
        {
            if (isSuccess)
            {
                effect();
            }

            _transactions[hash] = new ChainTransaction(hash, true, isSuccess, 7);
        }

        _held.Clear();
    }

    public Task<DealSnapshot> ReadAsync(CancellationToken cancellation)
    {
        Reads++;
        if (GivesUp)
        {
            GivesUp = false;
            return Task.FromException<DealSnapshot>(new TaskCanceledException("the endpoint was too slow"));
        }

        return Answer(() => new DealSnapshot(
            Block ?? (ulong)Reads + 100, Time.GetUtcNow(), new ChainEpoch(Epoch, Time.GetUtcNow(), TimeSpan.FromDays(1)),
            [.. _deals.Select(deal => new DealState(
                deal.Key, deal.Value.Status, deal.Value.AppCid, [deal.Value.Unit], deal.Value.Workers, deal.Value.Problem))],
            [.. Units.Select(unit => new ComputeUnit(
                unit.Key, _deals.FirstOrDefault(deal => deal.Value.Unit == unit.Key).Key, unit.Value))],
            Commitment is { } status ? new Commitment(Unit(99), status) : null,
            new ProofParameters(Unit(5), Unit(6), 2, 3)));
    }

    public Task<ImmutableArray<DealWorker>> ReadWorkersAsync(string deal, CancellationToken cancellation) => Answer(() =>
        _deals.TryGetValue(deal, out FakeDeal? found) ? found.Workers : throw new ChainException($"{deal} is no deal", isRefusal: true));

    public Task<ImmutableArray<PublishedDeal>> ReadPublishedAsync(CancellationToken cancellation) =>
        Answer(() => Published.ToImmutableArray());

    public Task<ChainTransaction> ReadTransactionAsync(string hash, CancellationToken cancellation) =>
        Answer(() => _transactions.GetValueOrDefault(hash) ?? new ChainTransaction(hash, false, false, 0));

    public async Task<string> RegisterWorkerAsync(string deal, string unit, PeerId worker, string key, CancellationToken cancellation)
    {
        if (_keys.TryGetValue(key, out string? former))
        {
            return former;
        }

        string hash = _keys[key] = await Send($"register {deal} {unit} {worker}", () =>
        {
            if (_deals.TryGetValue(deal, out FakeDeal? found) && found.Unit == unit)
            {
                found.Worker = worker;
            }
        });
        return LosesAnswers ? throw new ChainException("no answer") : hash;
    }

    public Task<string> ReturnUnitAsync(string unit, CancellationToken cancellation) => Send($"return {unit}", () =>
    {
        _deals.Remove(_deals.First(deal => deal.Value.Unit == unit).Key);
        Units[unit] = Epoch + 1;
    });

    public Task<string> JoinAsync(string deal, string unit, CancellationToken cancellation) => Send($"join {deal} {unit}", () =>
    {
        PublishedDeal published = Published.First(each => each.Id == deal);
        _deals[deal] = new FakeDeal(unit, BuiltinHarness.Host) { AppCid = published.AppCid };
        Published.Remove(published);
    });

    public Task<string> SubmitProofsAsync(ImmutableArray<CapacityProof> proofs, CancellationToken cancellation) =>
        proofs.Any(proof => proof.Unit == RefusesProofsOf)
            ? Task.FromException<string>(new ChainException("TooManyProofs", isRefusal: true)) : Send("proofs", () => Proofs.Add(proofs));

    public Task WaitAsync(CancellationToken cancellation) => Task.Delay(Timeout.Infinite, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;


    private Task<string> Send(string what, Action effect) => Answer(() =>
    {
        if (Refuses is not null)
        {
            throw new ChainException(Refuses, isRefusal: true);
        }

        Sent.Add(what);
        string hash = $"0x{Sent.Count:x}";
        if (Holds)
        {
            _held[hash] = effect;
            return hash;
        }

        effect();
        _transactions[hash] = new ChainTransaction(hash, true, true, 7);
        return hash;
    });

    private Task<T> Answer<T>(Func<T> answer)
    {
        if (Away is not null)
        {
            return Task.FromException<T>(new ChainException(Away));
        }

        try
        {
            return Task.FromResult(answer());
        }
        catch (ChainException refusal)
        {
            return Task.FromException<T>(refusal);
        }
    }
}

/// <summary>A deal with one unit of the peer, and perhaps workers of others.</summary>
internal sealed class FakeDeal(string unit, PeerId host)
{
    public string Unit => unit;

    public string AppCid { get; set; } = "";

    public DealStatus Status { get; set; } = DealStatus.Active;

    public PeerId? Worker { get; set; }

    public string? Problem { get; set; }

    public ImmutableArray<DealWorker> Others { get; set; } = [];

    public ImmutableArray<DealWorker> Workers => [new(unit, host, Worker), .. Others];
}
