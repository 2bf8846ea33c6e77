using System.Collections.Immutable;
using Fluence.Services.Deals;

namespace Fluence.Services.Units;

/// <summary>
/// Which units prove their capacity now: those of an active commitment that are in no deal and whose time has come, until each has as many
/// proofs as are taken in the epoch. First all get what they need, then what more is taken. A value; time comes in with snapshots.
/// </summary>
/// <param name="Epoch">The epoch whose proofs are counted.</param>
/// <param name="Counts">How many proofs each unit has in it.</param>
public sealed record ProvingUnits(long Epoch, ImmutableDictionary<string, int> Counts)
{
    /// <summary>Nothing is known yet.</summary>
    public static ProvingUnits None { get; } = new(0, ImmutableDictionary<string, int>.Empty);

    /// <summary>Begins a new epoch where the chain has.</summary>
    public ProvingUnits At(long epoch) => epoch == Epoch ? this : new ProvingUnits(epoch, ImmutableDictionary<string, int>.Empty);

    /// <summary>Counts proofs that were submitted in this epoch.</summary>
    public ProvingUnits Add(IEnumerable<CapacityProof> proofs) => this with
    {
        Counts = proofs.Aggregate(Counts, (counts, proof) => counts.SetItem(proof.Unit, counts.GetValueOrDefault(proof.Unit) + 1)),
    };

    /// <summary>Notes that a unit has all the proofs that are taken: the chain says so.</summary>
    public ProvingUnits Fill(string unit, int most) => this with { Counts = Counts.SetItem(unit, most) };

    /// <summary>Divides the peer's units into those that prove now and those that do not.</summary>
    public ProvingGroups Divide(DealSnapshot snapshot)
    {
        bool isActive = snapshot.Commitment is { Status: CommitmentStatus.Active };
        ILookup<ProvingGroup, string> groups = snapshot.Units.ToLookup(unit => GroupOf(unit, snapshot, isActive), unit => unit.Id);
        return new ProvingGroups(
            [.. groups[ProvingGroup.Priority]], [.. groups[ProvingGroup.Further]], [.. groups[ProvingGroup.Finished]],
            [.. groups[ProvingGroup.Pending]]);
    }

    private ProvingGroup GroupOf(ComputeUnit unit, DealSnapshot snapshot, bool isActive)
    {
        int count = snapshot.Epoch.Number == Epoch ? Counts.GetValueOrDefault(unit.Id) : 0;
        return !isActive || unit.Deal is not null ? ProvingGroup.None
            : unit.StartEpoch > snapshot.Epoch.Number ? ProvingGroup.Pending
            : count < snapshot.Proofs.Least ? ProvingGroup.Priority
            : count < snapshot.Proofs.Most ? ProvingGroup.Further
            : ProvingGroup.Finished;
    }

    private enum ProvingGroup
    {
        None,
        Priority,
        Further,
        Finished,
        Pending,
    }
}

/// <summary>The units of a commitment that are in no deal.</summary>
/// <param name="Priority">Those that have fewer proofs in this epoch than they need.</param>
/// <param name="Further">Those of which more proofs are taken.</param>
/// <param name="Finished">Those of which no more are taken.</param>
/// <param name="Pending">Those that begin with a later epoch.</param>
public sealed record ProvingGroups(
    ImmutableArray<string> Priority, ImmutableArray<string> Further, ImmutableArray<string> Finished, ImmutableArray<string> Pending)
{
    /// <summary>The units to prove now: while some need proofs, these alone.</summary>
    public ImmutableArray<string> Now => Priority.IsEmpty ? Further : Priority;
}
