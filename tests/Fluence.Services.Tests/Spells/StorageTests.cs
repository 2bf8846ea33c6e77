using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Tests.Support;
using static Fluence.Services.Tests.Support.SpellCalls;

namespace Fluence.Services.Tests.Spells;

/// <summary>What a spell keeps, and who may read and write it.</summary>
public sealed class StorageTests
{
    [Fact]
    public async Task A_key_holds_text_or_a_number()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        CallingParticle own = peer.Of(id);
        await peer.DoAsync($"{id}.set_string", "[\"key\", \"text\"]", own);
        Assert.Equal("\"text\"", (await peer.ReadAsync($"{id}.get_string", "[\"key\"]", "value")).ToString());
        Assert.Equal("true", (await peer.ReadAsync($"{id}.get_u32", "[\"key\"]", "absent")).ToString());
        await peer.DoAsync($"{id}.set_u32", "[\"key\", 4294967295]", own);
        Assert.Equal("4294967295", (await peer.ReadAsync($"{id}.get_u32", "[\"key\"]", "value")).ToString());
        Assert.Equal("true", (await peer.ReadAsync($"{id}.get_string", "[\"key\"]", "absent")).ToString());
        Assert.Equal("true", (await peer.ReadAsync($"{id}.exists", "[\"key\"]", "value")).ToString());
        await peer.DoAsync($"{id}.remove_key", "[\"key\"]", own);
        Assert.Equal("false", (await peer.ReadAsync($"{id}.exists", "[\"key\"]", "value")).ToString());
        await peer.DoAsync($"{id}.remove_key", "[\"key\"]", own);
    }

    [Fact]
    public async Task A_list_is_pushed_popped_and_cleared_of_a_value()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        CallingParticle own = peer.Of(id);
        await peer.DoAsync($"{id}.set_string", "[\"a\", \"beside\"]", own);
        foreach (string value in (string[])["b", "", "в", "", "c"])
        {
            await peer.DoAsync($"{id}.list_push_string", $"[\"a\", \"{value}\"]", own);
        }

        Assert.Equal("[\"b\",\"\",\"в\",\"\",\"c\"]", (await peer.ReadAsync($"{id}.list_get_strings", "[\"a\"]", "value")).ToString());
        Assert.Equal("\"c\"", (await peer.ReadAsync($"{id}.list_pop_string", "[\"a\"]", "value", own)).ToString());
        await peer.DoAsync($"{id}.list_remove_string", "[\"a\", \"\"]", own);
        await peer.DoAsync($"{id}.list_remove_string", "[\"a\", \"beside\"]", own);
        Assert.Equal("[\"b\",\"в\"]", (await peer.ReadAsync($"{id}.list_get_strings", "[\"a\"]", "value")).ToString());
        Assert.Equal("\"beside\"", (await peer.ReadAsync($"{id}.get_string", "[\"a\"]", "value")).ToString());
        Assert.Equal("true", (await peer.ReadAsync($"{id}.list_pop_string", "[\"none\"]", "absent", own)).ToString());
    }

    [Theory]
    [InlineData("worker", "other", "w_ hw_")]
    [InlineData("worker", "own", "h_ w_ hw_ key wh_")]
    [InlineData("host", "other", "h_ hw_")]
    [InlineData("host", "own", "h_ hw_")]
    [InlineData("stranger", "own", "")]
    [InlineData("manager", "other", "")]
    public async Task Who_writes_which_keys(string caller, string particle, string allowed)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope scope = await peer.CreateWorkerAsync();
        string id = await peer.InstallAsync(scope: scope);
        PeerId author = caller switch
        {
            "worker" => scope.Worker!,
            "host" => HostedHarness.Host,
            "manager" => HostedHarness.Manager,
            _ => HostedHarness.Stranger,
        };
        CallingParticle by = HostedHarness.Particle(author, particle == "own" ? $"spell_{id}_7" : "particle");
        foreach (string key in (string[])["h_", "w_", "hw_", "key", "wh_"])
        {
            bool isAllowed = allowed.Split(' ').Contains(key);
            foreach ((string function, string value) in ((string, string)[])[
                ("set_string", ", \"x\""), ("set_u32", ", 1"), ("list_push_string", ", \"x\""), ("list_remove_string", ", \"x\""),
                ("list_pop_string", ""), ("remove_key", "")])
            {
                string arguments = $"[\"{key}\"{value}]";
                if (isAllowed)
                {
                    await peer.ReadAsync($"{id}.{function}", arguments, "error", by, scope);
                }
                else
                {
                    Assert.StartsWith($"writing to the `{key}` is forbidden for ",
                        await peer.ProblemAsync($"{id}.{function}", arguments, by, scope), StringComparison.Ordinal);
                }
            }

            string fields = $"[{new JsonString($$"""{"{{key}}":1}""")}]";
            await (isAllowed ? peer.DoAsync($"{id}.set_json_fields", fields, by, scope)
                : peer.ProblemAsync($"{id}.set_json_fields", fields, by, scope));
            Assert.Equal(isAllowed ? "true" : "false", (await peer.ReadAsync($"{id}.exists", $"[\"{key}\"]", "value", by, scope)).ToString());
        }
    }

    [Fact]
    public async Task Fields_of_an_object_are_stored_all_or_none()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        string error = await peer.ProblemAsync($"{id}.set_json_fields", """["{\"h_a\":1,\"b\":2}"]""");
        Assert.Equal("writing to the `b` is forbidden for the callers with the role Host", error);
        Assert.Equal("false", (await peer.ReadAsync($"{id}.exists", "[\"h_a\"]", "value")).ToString());
        Assert.StartsWith("passed string must represent a JSON object\n\nCaused by:\n",
            await peer.ProblemAsync($"{id}.set_json_fields", "[\"{\"]", peer.Of(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_and_configuration_are_changed_by_the_owner()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        await peer.DoAsync($"{id}.set_script", "[\"(never)\"]");
        Assert.Equal("\"(never)\"", (await peer.ReadAsync($"{id}.get_script", "[]", "value")).ToString());

        // as of a raw block with the script's seven bytes
        Assert.Equal("\"bafkreib2k3r7h7l33nvdctzmn4rif2n4apuocdgwq6acg5khaexaxz74zu\"", (await peer.ReadAsync($"{id}.script_cid", "[]", "value")).ToString());
        CallingParticle stranger = HostedHarness.Particle(HostedHarness.Stranger);
        Assert.Equal("Only owner of the service can set the script", await peer.ProblemAsync($"{id}.set_script", "[\"x\"]", stranger));
        Assert.Equal("SetTriggerConfigForbidden", await peer.ProblemAsync($"{id}.set_trigger_config", $"[{Never.ToJson()}]", stranger));
        TriggerConfig config = new(1, 2, 3, true, true, 4, 5);
        await peer.DoAsync($"{id}.set_trigger_config", $"[{config.ToJson()}]");
        Assert.Equal(config.ToJson(), await peer.ReadAsync($"{id}.get_trigger_config", "[]", "config"));
    }

    [Fact]
    public async Task Errors_are_stored_by_the_spell_only_and_of_the_last_fifty_particles()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        const string Error = """{"error_code":1,"instruction":"call","message":"no","peer_id":"peer"}""";
        for (uint run = 0; run < 52; run++)
        {
            CallingParticle own = peer.Of(id, number: run) with { Timestamp = 1_700_000_000_000UL + run };
            Assert.Equal("\"\"", (await peer.GetAsync("errorHandlingSrv.error", $"[{Error}, 7]", own)).ToString());
            await peer.DoAsync($"{id}.store_error", $"[{Error}, 8, 1]", own);
        }

        JsonArray all = Assert.IsType<JsonArray>(await peer.ReadAsync($"{id}.get_all_errors", "[]", "particle_errors"));
        Assert.Equal(50, all.Count);
        Assert.Equal(
            $$"""{"errors":[{"error_idx":7,"last_error":{{Error}}},{"error_idx":8,"last_error":{{Error}}}],"particle_id":"spell_{{id}}_2"}""",
            all[0].ToString());
        Assert.Equal("[]", (await peer.GetAsync($"{id}.get_errors", $"[\"spell_{id}_1\"]")).ToString());
        Assert.Equal(
            $$"""[{"error_idx":7,"last_error":{{Error}}},{"error_idx":8,"last_error":{{Error}}}]""",
            (await peer.GetAsync($"{id}.get_errors", $"[\"spell_{id}_51\"]")).ToString());
        Assert.Equal(
            "store_error can be called only by the associated spell script",
            await peer.ProblemAsync($"{id}.store_error", $"[{Error}, 8, 1]"));
        Assert.StartsWith($"Failed to store error [Number(1), Number(1700000000000)] for spell {id}: Error while calling {id}.store_error: ",
            await peer.FailAsync("errorHandlingSrv.error", "[1]", peer.Of(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_mailbox_holds_the_last_fifty_messages_of_anyone_and_only_the_spell_takes_them()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        CallingParticle stranger = HostedHarness.Particle(HostedHarness.Stranger);
        for (int number = 0; number < 52; number++)
        {
            await peer.DoAsync($"{id}.push_mailbox", $"[\"{number}\"]", stranger);
        }

        JsonArray all = Assert.IsType<JsonArray>(await peer.ReadAsync($"{id}.get_mailbox", "[]", "messages"));
        string newest = $$"""{"init_peer_id":"{{HostedHarness.Stranger}}","message":"51","timestamp":{{peer.Seconds()}}}""";
        Assert.Equal((50, newest), (all.Count, all[0].ToString()));
        Assert.Equal($"[{newest}]", (await peer.ReadAsync($"{id}.pop_mailbox", "[]", "message", peer.Of(id))).ToString());
        Assert.Equal("pop_mailbox can be called only by the associated spell script", await peer.ProblemAsync($"{id}.pop_mailbox", "[]"));
        for (int number = 50; number > 1; number--)
        {
            Assert.Equal("false", (await peer.ReadAsync($"{id}.pop_mailbox", "[]", "absent", peer.Of(id))).ToString());
        }

        Assert.Equal("true", (await peer.ReadAsync($"{id}.pop_mailbox", "[]", "absent", peer.Of(id))).ToString());
    }

    [Fact]
    public async Task The_log_holds_the_last_five_hundred_entries_of_the_spell()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        for (int number = 0; number < 502; number++)
        {
            await peer.DoAsync($"{id}.store_log", $"[\"{number}\"]", peer.Of(id));
        }

        JsonArray all = Assert.IsType<JsonArray>(await peer.ReadAsync($"{id}.get_logs", "[]", "logs"));
        Assert.Equal((500, $$"""{"message":"2","timestamp":{{peer.Seconds()}}}"""), (all.Count, all[0].ToString()));
        Assert.Equal("store_log can be called only by the associated spell script", await peer.ProblemAsync($"{id}.store_log", "[\"x\"]"));
    }

    [Fact]
    public async Task Functions_and_arguments_that_there_are_not_are_errors_of_the_call()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        Assert.Contains("function with name `fly` is missing", await peer.FailAsync($"{id}.fly", "[]"), StringComparison.Ordinal);
        Assert.Contains(
            "arguments from json deserialization error in module \"spell\", function \"set_u32\": ",
            await peer.FailAsync($"{id}.set_u32", "[\"key\", -1]"), StringComparison.Ordinal);
        Assert.Contains("function requires 2 arguments, 1 provided", await peer.FailAsync($"{id}.set_u32", "[\"key\"]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_spell_that_keeps_too_much_is_told_so_and_stays_usable()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: HostedHarness.WithTool with { MaxSpellStorage = 1 << 17 });
        string id = await peer.InstallAsync();
        string text = new('x', 1 << 18);
        Assert.Contains("Internal Sqlite error", await peer.FailAsync($"{id}.set_string", $"[\"key\", \"{text}\"]", peer.Of(id)), StringComparison.Ordinal);
        await peer.DoAsync($"{id}.set_string", "[\"key\", \"x\"]", peer.Of(id));
    }

    [Fact]
    public async Task Files_of_spells_that_are_not_used_are_closed_and_opened_again()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: HostedHarness.WithTool with { MaxOpenSpells = 2 });
        List<string> ids = [];
        for (int number = 0; number < 5; number++)
        {
            ids.Add(await peer.InstallAsync(data: $$"""{"number":{{number}}}"""));
        }

        Assert.Equal(2, peer.Peer.OpenSpells);
        for (int number = 0; number < 5; number++)
        {
            Assert.Equal($"\"{number}\"", (await peer.ReadAsync($"{ids[number]}.get_string", "[\"number\"]", "value")).ToString());
        }

        Assert.Equal(2, peer.Peer.OpenSpells);
    }
}
