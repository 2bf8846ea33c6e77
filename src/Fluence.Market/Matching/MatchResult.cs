using System.Collections.Immutable;
using System.Numerics;
using Fluence.Ethereum;

namespace Fluence.Market.Matching;

/// <summary>The compute units that fit a deal, the cheapest first.</summary>
/// <param name="Offers">The offers and their units, which <c>matchDeal</c> takes.</param>
/// <param name="Wanted">How many units the deal has room for.</param>
/// <param name="Needed">How many units it takes for the deal to be matched.</param>
/// <param name="Steps">Where there are too few: how many offers there are, and how many are left by each condition.</param>
public sealed record MatchResult(ImmutableArray<MatchedOffer> Offers, int Wanted, int Needed, ImmutableArray<MatchStep> Steps)
{
    /// <summary>How many units were found.</summary>
    public int Found => Offers.Sum(static each => each.Units.Length);

    /// <summary>Whether the deal can be matched.</summary>
    public bool IsEnough => Found >= Needed && Found > 0;

    /// <summary>What <see cref="Deals.DealClient.MatchAsync"/> takes.</summary>
    public IReadOnlyList<(Bytes32 Offer, ImmutableArray<Bytes32> Units)> Units => [.. Offers.Select(static each => (each.Id, each.Units))];

    /// <summary>A sentence for a person: what was found, or what stands in the way.</summary>
    public override string ToString() => IsEnough
        ? $"{Found} of {Wanted} compute units found in {Offers.Length} offers"
        : $"{Found} compute units found, {Needed} needed; "
            + string.Join(", ", Steps.Select(static each => $"{each.Offers} offers {each.Condition}"));
}

/// <summary>An offer that fits.</summary>
/// <param name="Id">The offer.</param>
/// <param name="Provider">Who offers.</param>
/// <param name="MinPricePerWorkerEpoch">The least that it asks for.</param>
/// <param name="Units">One free unit of each of its peers that fit.</param>
public sealed record MatchedOffer(Bytes32 Id, Address Provider, BigInteger MinPricePerWorkerEpoch, ImmutableArray<Bytes32> Units);

/// <summary>How many offers are left by a condition and those before it.</summary>
/// <param name="Condition">The condition, as the end of a sentence.</param>
/// <param name="Offers">How many offers.</param>
public sealed record MatchStep(string Condition, int Offers);
