using System.Runtime.CompilerServices;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Deals;
using Fluence.Services.Spells;
using Fluence.Services.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Deals;

/// <summary>The library's way from a deal to its workers, for scripts that ask replicas.</summary>
public sealed class SubnetLibraryTests
{
    private const string Source =
        """
        aqua Test declares *

        import Debug from "@fluencelabs/aqua-lib/builtin.aqua"
        import Spell from "@fluencelabs/spell/spell_service.aqua"
        import resolve_deal, replicas_of from "@fluence/subnet/deal.aqua"

        export main

        func main(deal_id: string):
          Spell "self"
          resolved <- resolve_deal(deal_id)
          replicas <- replicas_of(deal_id)
          text <- Debug.stringify([resolved.ok, resolved.error, resolved.missing, replicas])
          stored <- Spell.set_string("result", text)
        """;

    [Fact]
    public async Task A_deal_becomes_the_replicas_that_have_started()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerId host = KeyPair.Generate().PeerId, worker = KeyPair.Generate().PeerId;
        chain.Match(1, 1, "app").Others = [new DealWorker(FakeChain.Unit(8), host, worker)];
        Assert.Equal(
            $$"""[true,"",1,[{"host_id":"{{host}}","worker_id":"{{worker}}"}]]""", await RunAsync(peer, FakeChain.DealId(1)));
    }

    [Fact]
    public async Task What_is_not_known_is_told()
    {
        await using DealHarness peer = await DealHarness.OpenAsync(new FakeChain());
        Assert.Equal($$"""[false,"{{FakeChain.DealId(1)}} is no deal",0,[]]""", await RunAsync(peer, FakeChain.DealId(1)));
    }

    private static async Task<string> RunAsync(DealHarness peer, string deal)
    {
        string file = Path.Combine(TestFolder.New(), "test.aqua");
        await File.WriteAllTextAsync(file, Source);
        AquaProgram program = new AquaCompiler(new AquaFileSources(), AquaImports.Folders(Library()), AquaOptions.Default).Compile(file);
        Assert.Empty(program.Diagnostics);
        JsonArray arguments = new([
            new JsonString(program.Functions[0].Air), new JsonObject(("deal_id", new JsonString(deal))),
            new TriggerConfig(StartSec: 1).ToJson(), new JsonString("test")]);
        await peer.CallAsync("spell.install", arguments.ToString()!, init: HostedHarness.Manager);
        peer.Peer.StartSpells();
        await peer.Particles.RunAsync(peer.Peer);
        Assert.Empty(peer.Particles.Errors);
        JsonObject result = (JsonObject)await peer.CallAsync("test.get_string", "[\"result\"]");
        Assert.True(result.TryGetValue("value", out JsonValue? value));
        return ((JsonString)value).Value;
    }

    private static string Library([CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "aqua");
}
