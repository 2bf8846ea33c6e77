using Fluence.Marine.Services;
using Fluence.Marine.Tests.Support;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Tests.Services;

/// <summary>Modules of all SDKs read who calls in their own form.</summary>
public sealed class CallParametersTests
{
    private static readonly CallParameters Parameters = new()
    {
        Particle = new ParticleParameters { Id = "particle", InitPeerId = "init", Timestamp = 1, Ttl = 2, Script = "s", Token = "t" },
        ServiceId = "service",
        ServiceCreatorPeerId = "creator",
        HostId = "host",
        WorkerId = "worker",
        Tetraplets = [[new SecurityTetraplet("peer", "srv", "fn", "lens")]],
    };

    [Theory]
    [InlineData(
        "who_v0",
        """
        {"init_peer_id":"init","service_id":"service","creator":"creator","host_id":"host","particle_id":"particle",
        "tetraplets":[[{"peer_pk":"peer","service_id":"srv","function_name":"fn","json_path":"lens"}]]}
        """)]
    [InlineData(
        "who_v1",
        """
        {"init_peer_id":"init","service_id":"service","creator":"creator","host_id":"host","worker_id":"worker","particle_id":"particle",
        "tetraplets":[[{"peer_pk":"peer","service_id":"srv","function_name":"fn","json_path":"lens"}]]}
        """)]
    [InlineData(
        "who_v2",
        """
        {"particle":{"id":"particle","init_peer_id":"init","timestamp":1,"ttl":2,"script":"s","signature":[],"token":"t"},
        "service_id":"service","creator":"creator","host_id":"host","worker_id":"worker",
        "tetraplets":[[{"peer_pk":"peer","service_id":"srv","function_name":"fn","lambda":"lens"}]]}
        """)]
    public void Each_version_has_its_own_record(string guest, string expected)
    {
        using MarineService service = Guests.Load(guest);
        Assert.Equal(JsonValue.Parse(expected), service.Call("who", JsonNull.Instance, Parameters).Result);
    }

    [Fact]
    public void The_next_call_has_its_own_parameters()
    {
        using MarineService service = Guests.Load("who_v0");
        service.Call("who", JsonNull.Instance, Parameters);
        ServiceOutcome outcome = service.Call("who", JsonNull.Instance, CallParameters.Empty);
        Assert.Contains("\"host_id\":\"\"", outcome.Result?.ToString(), StringComparison.Ordinal);
    }
}
