using Fluence.RandomX;

namespace Fluence.Proofs.Capacity;

/// <summary>How a prover works.</summary>
public sealed record ProverOptions
{
    /// <summary>
    /// The kind of RandomX. A unit takes <see cref="RandomXParameters.DatasetSize"/> bytes of memory: 4 GiB with Fluence's.
    /// </summary>
    public RandomXParameters Parameters { get; init; } = RandomXParameters.Fluence;

    /// <summary>How many threads prove on a physical core.</summary>
    public int ThreadsPerCore { get; init; } = 1;

    /// <summary>How many proofs of a unit are kept in an epoch; then its cores rest until the next one.</summary>
    public int MaxProofsPerUnit { get; init; } = 10_000;

    /// <summary>Called first by each thread that proves, with the number of its physical core, so that it can be bound to that.</summary>
    public Action<int>? Enter { get; init; }
}
