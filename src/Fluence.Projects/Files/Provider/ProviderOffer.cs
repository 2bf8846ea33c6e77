using System.Collections.Immutable;
using System.Globalization;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Provider;

/// <summary>What a provider offers.</summary>
/// <param name="MinPricePerWorkerEpoch">What a worker costs at least in an epoch, a decimal number of USDC.</param>
/// <param name="ComputePeers">The names of the peers.</param>
public sealed record ProviderOffer(string MinPricePerWorkerEpoch, ImmutableArray<string> ComputePeers)
{
    /// <summary>The content ids of the effector modules that the peers let services use.</summary>
    public ImmutableArray<string> Effectors { get; init; } = [];

    /// <summary>The oldest protocol that the peers speak.</summary>
    public int MinProtocolVersion { get; init; } = 1;

    /// <summary>The newest protocol that the peers speak.</summary>
    public int MaxProtocolVersion { get; init; } = 1;

    internal static ProviderOffer Of(ConfigMap map) => new(map.RequiredText("minPricePerWorkerEpoch"), map.Texts("computePeers"))
    {
        Effectors = map.Texts("effectors"),
        MinProtocolVersion = map.Int32("minProtocolVersion") ?? 1,
        MaxProtocolVersion = map.Int32("maxProtocolVersion") ?? 1,
    };

    internal void Write(YamlText text)
    {
        text.Text("minPricePerWorkerEpoch", MinPricePerWorkerEpoch);
        text.Texts("computePeers", ComputePeers);
        if (!Effectors.IsEmpty)
        {
            text.Texts("effectors", Effectors);
        }
    }
}

/// <summary>For how long a peer is committed.</summary>
/// <param name="Duration">How long, as <see cref="HumanDuration"/> reads it.</param>
/// <param name="RewardDelegationRate">Which part of the rewards the delegator gets, in percent.</param>
/// <param name="Delegator">The address that may deposit the collateral; null for anyone.</param>
public sealed record ProviderCommitment(string Duration, decimal RewardDelegationRate, string? Delegator)
{
    internal static ProviderCommitment Of(ConfigMap map) => new(
        map.RequiredText("duration"),
        decimal.Parse(map.RequiredText("rewardDelegationRate"), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture),
        map.Text("delegator"));

    internal void Write(YamlText text)
    {
        text.Text("duration", Duration);
        text.Number("rewardDelegationRate", RewardDelegationRate);
        if (Delegator is not null)
        {
            text.Text("delegator", Delegator);
        }
    }
}
