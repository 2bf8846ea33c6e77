using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>The keys of <c>.fluence/workers.yaml</c>.</summary>
internal static class WorkersYamlShape
{
    private static readonly ObjectShape Deal = new(
        new("definition", TextShape.Any, "The content id of what was deployed.") { IsRequired = true },
        new("timestamp", TextShape.Any, "When it was deployed, in ISO 8601.") { IsRequired = true },
        new("dealId", TextShape.Any, "The deal's address in lowercase and without 0x.") { IsRequired = true },
        new("dealIdOriginal", TextShape.Any, "The deal's address.") { IsRequired = true },
        new("chainNetwork", TextShape.Any, "The older form of `chainNetworkId`."),
        new("chainNetworkId", new IntegerShape(0, long.MaxValue), "The chain's number.") { IsRequired = true },
        new("matched", new BooleanShape(), "Whether providers were found for it."));

    private static readonly ObjectShape Installation = new(
        new("host_id", TextShape.Any, "The peer.") { IsRequired = true },
        new("spell_id", TextShape.Any, "The spell on it that keeps the worker as it was deployed.") { IsRequired = true },
        new("worker_id", TextShape.Any, "The worker.") { IsRequired = true });

    private static readonly ObjectShape Host = new(
        new("definition", TextShape.Any, "The content id of what was deployed.") { IsRequired = true },
        new("timestamp", TextShape.Any, "When it was deployed, in ISO 8601.") { IsRequired = true },
        new("dummyDealId", TextShape.Any, "What stands for the deal's id on the peers.") { IsRequired = true },
        new("installation_spells", new ListShape(Installation), "The workers.") { IsRequired = true },
        new("relayId", TextShape.Any, "The relay by which it was deployed.") { IsRequired = true });

    /// <summary>The whole file.</summary>
    public static FileShape Shape { get; } = new(
        "workers.yaml",
        "What was deployed, by the network and the name. Written by `fluence deploy`.",
        new ObjectShape(
            CommonShapes.Version(1, 2),
            new("deals", Networks(Deal), "What was deployed by deals."),
            new("hosts", Networks(Host), "What was deployed on certain peers.")));

    private static ObjectShape Networks(Shape each) => new(
        [.. CommonShapes.Networks.Select(network => new KeyShape(network, new MapShape(each), $"On the network `{network}`."))]);
}
