using System.Collections.Immutable;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>Calls that are in one block, and how long after the block before.</summary>
internal sealed record Step(long Seconds, ImmutableArray<Operation> Operations);

/// <summary>What happens on a marketplace, block by block.</summary>
internal sealed record Sequence(int Seed, ImmutableArray<Step> Steps);
