using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;

namespace Fluence.Marine.Services.Host;

/// <summary>The records that functions of the host give to modules. Their names and those of their fields are not looked at.</summary>
internal static class HostShapes
{
    private const uint Tetraplet = 0, Particle = 1, Parameters = 2, ShortParameters = 3, OldParameters = 4, Binary = 5;

    private static readonly ValueShapes All = new(new RecordTable(
    [
        Record("SecurityTetraplet", "peer_pk", "service_id", "function_name", "lens"),
        new RecordType(
            "ParticleParameters",
            [
                Text("id"), Text("init_peer_id"), new NamedType("timestamp", IType.U64), new NamedType("ttl", IType.U32), Text("script"),
                new NamedType("signature", IType.ByteArray), Text("token"),
            ]),
        Record(
            [new NamedType("particle", IType.Record(Particle))], "service_id", "service_creator_peer_id", "host_id", "worker_id"),
        Record([], "init_peer_id", "service_id", "service_creator_peer_id", "host_id", "worker_id", "particle_id"),
        Record([], "init_peer_id", "service_id", "service_creator_peer_id", "host_id", "particle_id"),
        new RecordType(
            "MountedBinaryResult",
            [
                new NamedType("ret_code", IType.S32), Text("error"), new NamedType("stdout", IType.ByteArray),
                new NamedType("stderr", IType.ByteArray),
            ]),
    ]));

    /// <summary>Call parameters of the namespaces <c>__marine_host_api_v2</c> and <c>…v3</c>.</summary>
    public static RecordShape CallParameters { get; } = Shape(Parameters);

    /// <summary>Call parameters of the namespace <c>__marine_host_api_v1</c>.</summary>
    public static RecordShape CallParametersV1 { get; } = Shape(ShortParameters);

    /// <summary>Call parameters of the namespace <c>host</c>.</summary>
    public static RecordShape CallParametersV0 { get; } = Shape(OldParameters);

    /// <summary>The result of a mounted binary.</summary>
    public static RecordShape MountedBinaryResult { get; } = Shape(Binary);

    private static RecordShape Shape(uint id) => (RecordShape)All.Of(IType.Record(id));

    private static NamedType Text(string name) => new(name, IType.Text);

    private static RecordType Record(string name, params string[] fields) => new(name, [.. fields.Select(Text)]);

    private static RecordType Record(ImmutableArray<NamedType> first, params string[] fields) => new(
        "CallParameters",
        [.. first, .. fields.Select(Text), new NamedType("tetraplets", IType.ArrayOf(IType.ArrayOf(IType.Record(Tetraplet))))]);
}
