using Fluence.AquaVM;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Hosting;

/// <summary>Services from module to call, with the functions that scripts have for it.</summary>
public sealed class ServiceTests
{
    [Fact]
    public async Task A_service_is_made_of_its_modules_and_called()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("types", "front");

        Assert.Equal("[1,2]", (await peer.GetAsync($"{id}.pass_u64s", "[[1,2]]")).ToString());
        Assert.Equal(1, peer.Peer.ServiceCount);
    }

    [Fact]
    public async Task Modules_and_blueprints_have_the_ids_of_their_contents()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string cid = await peer.AddModuleAsync("types");
        Assert.Equal(Primitives.Content.UnixFsFile.CidOf(HostedHarness.Guest("types")).ToString(), cid);

        // the vector of the original
        const string one = "bafybeiey4i2vtj7uu7tlvdoc2o52uuuwxa4ahcx5g4lpqzk4qtd5klniuq";
        const string two = "bafybeibuvzascfzi5ikyzhjxdkridgytg4z26ujtnx7xrejq7gxq54ssdm";
        string text = await peer.GetTextAsync("dist.make_blueprint", $"[\"trust-graph\", [\"{one}\", \"{two}\"]]");
        Assert.Equal($$$"""{"dependencies":[{"/":"{{{one}}}"},{"/":"{{{two}}}"}],"name":"trust-graph"}""", text);
        Assert.Equal(
            "bafkreifdehdwcppttfsqaju4kodgn5wgbefrarbzc72k4sore2bwpeq2fa",
            await peer.GetTextAsync("dist.add_blueprint", $"[{new JsonString(text)}]"));
    }

    [Fact]
    public async Task A_service_is_listed_found_by_alias_and_removed()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("types");
        Assert.Equal("\"\"", (await peer.GetAsync("srv.add_alias", $"[\"good\", \"{id}\"]")).ToString());

        JsonObject info = (JsonObject)await peer.GetAsync("srv.info", "[\"good\"]");
        Assert.Equal($"[{info}]", (await peer.GetAsync("srv.list", "[]")).ToString());
        Assert.Equal(["aliases", "blueprint_id", "id", "owner_id", "service_type", "worker_id"], info.Names);
        Assert.Equal(id, await peer.GetTextAsync("srv.resolve_alias", "[\"good\"]"));
        Assert.Equal("3", (await peer.GetAsync("good.add", "[1, 2]")).ToString());

        await peer.GetAsync("srv.remove", "[\"good\"]");
        Assert.Equal("[]", (await peer.GetAsync("srv.list", "[]")).ToString());
        Assert.Equal("[]", (await peer.GetAsync("srv.resolve_alias_opt", "[\"good\"]")).ToString());
        Assert.Equal("Service with id 'good' not found (function add)", await peer.FailAsync("good.add", "[1, 2]"));
        Assert.False(Directory.Exists(Path.Combine(peer.Folder, "persistent", "services", id)));
    }

    [Fact]
    public async Task An_alias_moves_from_one_service_to_another()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string first = await peer.CreateAsync("types"), second = await peer.CreateAsync("world");
        await peer.GetAsync("srv.add_alias", $"[\"name\", \"{first}\"]");
        await peer.GetAsync("srv.add_alias", $"[\"name\", \"{second}\"]");

        Assert.Equal(second, await peer.GetTextAsync("srv.resolve_alias", "[\"name\"]"));
        Assert.Contains("\"aliases\":[]", (await peer.GetAsync("srv.info", $"[\"{first}\"]")).ToString(), StringComparison.Ordinal);
        await peer.GetAsync("srv.remove", $"[\"{first}\"]");
        Assert.Equal(second, await peer.GetTextAsync("srv.resolve_alias", "[\"name\"]"));
    }

    [Theory]
    [InlineData("self", "because it is reserved")]
    [InlineData("spell", "because it is reserved")]
    public async Task Some_names_are_no_aliases(string alias, string reason)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("types");

        Assert.StartsWith($"Error: Cannot add alias '{alias}' {reason}\n", await peer.FailAsync("srv.add_alias", $"[\"{alias}\", \"{id}\"]"),
            StringComparison.Ordinal);
        Assert.StartsWith($"Error: Cannot add alias '{id}' because there is a service with that id\n",
            await peer.FailAsync("srv.add_alias", $"[\"{id}\", \"{id}\"]"), StringComparison.Ordinal);
        Assert.Equal("Error: Service with id 'none' not found on Host\nNoSuchService(\"none\", Host)",
            await peer.FailAsync("srv.add_alias", "[\"name\", \"none\"]"));
        Assert.Equal("Error: Service with alias 'none' is not found on worker 'Host'\nNoSuchAlias(\"none\", Host)",
            await peer.FailAsync("srv.resolve_alias", "[\"none\"]"));
    }

    [Fact]
    public async Task The_interface_is_that_of_the_facade()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("types", "who_v2");

        Assert.Equal(
            """
            {"function_signatures":[{"arguments":[],"name":"who","output_types":["Parameters"]}],"record_types":[
            """,
            (await peer.GetAsync("srv.get_interface", $"[\"{id}\"]")).ToString()![..101]);
    }

    [Fact]
    public async Task A_service_learns_who_calls()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("who_v2");

        JsonObject who = (JsonObject)await peer.GetAsync($"{id}.who", "[]", HostedHarness.Particle(HostedHarness.Stranger, "p1"));
        Assert.True(who.TryGetValue("particle", out JsonValue? particle));
        Assert.Contains($"\"init_peer_id\":\"{HostedHarness.Stranger}\"", particle.ToString(), StringComparison.Ordinal);
        Assert.True(who.TryGetValue("service_id", out JsonValue? service));
        Assert.Equal($"\"{id}\"", service.ToString());
        Assert.True(who.TryGetValue("host_id", out JsonValue? host));
        Assert.Equal($"\"{HostedHarness.Host}\"", host.ToString());
    }

    [Fact]
    public async Task A_service_learns_where_its_arguments_come_from()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("who_v2");
        SecurityTetraplet origin = new("peer", "service", "function", ".$.field");
        CallRequest request = new(id, "who", [], [[origin]]);

        CallResult result = await peer.Peer.Functions.CallAsync(
            new CallContext(request, HostedHarness.Particle(), PeerScope.Host, DateTimeOffset.MaxValue), CancellationToken.None);
        Assert.True(((JsonObject)JsonValue.Parse(result.Result)).TryGetValue("tetraplets", out JsonValue? tetraplets), result.Result);
        Assert.Equal(
            """[[{"function_name":"function","lambda":".$.field","peer_pk":"peer","service_id":"service"}]]""", tetraplets.ToString());
    }

    [Fact]
    public async Task Statistics_tell_what_calls_came_to()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("types");
        Assert.Equal(
            $$"""{"error":"No stats were collected for the `{{id}}` service","result":[],"status":false}""",
            (await peer.GetAsync("stat.service_stat", $"[\"{id}\"]")).ToString());

        await peer.GetAsync($"{id}.add", "[1, 2]");
        await peer.FailAsync($"{id}.fail", "[]");
        await peer.FailAsync($"{id}.no_function", "[]");
        string text = (await peer.GetAsync("stat.service_stat", $"[\"{id}\"]")).ToString()!;
        Assert.Contains("\"failed_req_count\":2", text, StringComparison.Ordinal);
        Assert.Contains("\"success_req_count\":1", text, StringComparison.Ordinal);
        Assert.DoesNotContain("no_function", text, StringComparison.Ordinal);
        Assert.Contains("\"memory_size_bytes\":", (await peer.GetAsync("stat.service_memory", $"[\"{id}\"]")).ToString(), StringComparison.Ordinal);
    }
}
