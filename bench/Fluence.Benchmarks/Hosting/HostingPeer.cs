using System.Diagnostics;
using Fluence.Client;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Marine.Tests.Support;
using Fluence.Primitives.Json;

namespace Fluence.Benchmarks.Hosting;

/// <summary>A peer in a process of its own, which its manager has host services of the guest <c>types</c>.</summary>
internal sealed class HostingPeer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly FluenceClient _manager;

    private HostingPeer(Process process, Multiaddr address, FluenceClient manager)
    {
        _process = process;
        Address = address;
        _manager = manager;
    }

    public Multiaddr Address { get; }

    /// <summary>The memory of the peer's process, in MiB.</summary>
    public double Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1048576.0;
        }
    }

    /// <summary>The processor time of the peer's process so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    public static async Task<HostingPeer> StartAsync()
    {
        KeyPair key = KeyPair.Generate();
        Process process = OwnProcess.Start("relay", key.PeerId.ToString());
        Multiaddr address = Multiaddr.Parse(await process.StandardOutput.ReadLineAsync() ?? "");
        await process.StandardOutput.ReadLineAsync();
        return new HostingPeer(process, address, await FluenceClient.ConnectAsync(address, key));
    }

    /// <summary>Has the peer make so many services.</summary>
    public async Task<string[]> CreateServicesAsync(int count)
    {
        string cid = await CallAsync(
            "\"dist\" \"add_module\"", new JsonString(Convert.ToBase64String(GuestFile.Read("types"))),
            new JsonObject(("name", new JsonString("types"))));
        string text = await CallAsync("\"dist\" \"make_blueprint\"", new JsonString("types"), new JsonArray([new JsonString(cid)]));
        string blueprint = await CallAsync("\"dist\" \"add_blueprint\"", new JsonString(text), new JsonString(""));
        string[] ids = new string[count];
        await Parallel.ForAsync(0, count, async (index, _) =>
            ids[index] = await CallAsync("\"srv\" \"create\"", new JsonString(blueprint), new JsonString("")));
        return ids;
    }

    public async ValueTask DisposeAsync()
    {
        await _manager.DisposeAsync();
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<string> CallAsync(string function, JsonValue first, JsonValue second)
    {
        ScriptResult result = await _manager.RunAsync(new ScriptCall($"""
            (xor
             (seq (call %init_peer_id% ("getDataSrv" "first") [] first)
              (seq (call %init_peer_id% ("getDataSrv" "second") [] second)
               (seq (call "{Address.PeerId}" ({function}) [first second] result)
                (call %init_peer_id% ("callbackSrv" "response") [result]))))
             (call %init_peer_id% ("errorHandlingSrv" "error") [:error: 0]))
            """)
        {
            Arguments = new Dictionary<string, JsonValue> { ["first"] = first, ["second"] = second },
            Ttl = TimeSpan.FromSeconds(60),
        });
        return ((JsonString)result.Values[0]).Value;
    }
}
