using System.Collections.Immutable;
using Fluence.Marine.Values;

namespace Fluence.Marine.Services.Host;

/// <summary>Call parameters as the records of each version of the SDK.</summary>
internal static class CallParameterValues
{
    /// <summary>SDK 0.13 and 0.14, which name only one field differently.</summary>
    public static ImmutableArray<IValue> Latest(CallParameters parameters)
    {
        ParticleParameters particle = parameters.Particle;
        return
        [
            IValue.Record(
                IValue.Text(particle.Id), IValue.Text(particle.InitPeerId), IValue.U64(particle.Timestamp), IValue.U32(particle.Ttl),
                IValue.Text(particle.Script), Bytes(particle.Signature), IValue.Text(particle.Token)),
            IValue.Text(parameters.ServiceId), IValue.Text(parameters.ServiceCreatorPeerId), IValue.Text(parameters.HostId),
            IValue.Text(parameters.WorkerId), Tetraplets(parameters),
        ];
    }

    /// <summary>SDK 0.12.</summary>
    public static ImmutableArray<IValue> V1(CallParameters parameters) =>
    [
        IValue.Text(parameters.Particle.InitPeerId), IValue.Text(parameters.ServiceId), IValue.Text(parameters.ServiceCreatorPeerId),
        IValue.Text(parameters.HostId), IValue.Text(parameters.WorkerId), IValue.Text(parameters.Particle.Id), Tetraplets(parameters),
    ];

    /// <summary>SDK 0.10 and older.</summary>
    public static ImmutableArray<IValue> V0(CallParameters parameters) =>
    [
        IValue.Text(parameters.Particle.InitPeerId), IValue.Text(parameters.ServiceId), IValue.Text(parameters.ServiceCreatorPeerId),
        IValue.Text(parameters.HostId), IValue.Text(parameters.Particle.Id), Tetraplets(parameters),
    ];

    /// <summary>Bytes as the original gives them: an array, so that no bytes take no memory.</summary>
    public static IValue Bytes(ReadOnlyMemory<byte> bytes) => bytes.IsEmpty ? IValue.Array([]) : IValue.Bytes(bytes);

    private static IValue Tetraplets(CallParameters parameters) =>
        IValue.Array([.. parameters.Tetraplets.Select(static list => IValue.Array([.. list.Select(Tetraplet)]))]);

    private static IValue Tetraplet(SecurityTetraplet tetraplet) => IValue.Record(
        IValue.Text(tetraplet.PeerPk), IValue.Text(tetraplet.ServiceId), IValue.Text(tetraplet.FunctionName), IValue.Text(tetraplet.Lens));
}
