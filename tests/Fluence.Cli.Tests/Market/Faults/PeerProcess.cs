using System.Text.Json;
using Fluence.Cli.Tests.Support;
using Fluence.Client;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Json;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market.Faults;

/// <summary>A peer that is a process of its own, and a client of it.</summary>
internal sealed class PeerProcess : IAsyncDisposable
{
    private readonly FluenceProcess _process;
    private FluenceClient? _client;

    private PeerProcess(FluenceProcess process) => _process = process;

    /// <summary>Starts the peer of a folder; it runs already when this completes.</summary>
    public static async Task<PeerProcess> StartAsync(string folder)
    {
        PeerProcess peer = new(FluenceProcess.Start("peer", "run", "--config", Path.Combine(folder, "config.yaml")));
        try
        {
            JsonElement started = JsonDocument.Parse(await peer._process.ReadLineAsync()).RootElement;
            peer.Address = Multiaddr.Parse(started.GetProperty("multiaddrs")[0].GetString()!);
            return peer;
        }
        catch
        {
            await peer.DisposeAsync();
            throw;
        }
    }

    public Multiaddr Address { get; private set; } = null!;

    /// <summary>Ends it at once, as <c>kill -9</c> does. It is no more when this returns.</summary>
    public void Kill() => _process.Kill();

    /// <summary>Calls a function as anybody may.</summary>
    public async Task<string> CallAsync(PeerId on, string function, string arguments)
    {
        _client ??= await FluenceClient.ConnectAsync(Address, KeyPair.Generate()).Soon();
        int dot = function.IndexOf('.', StringComparison.Ordinal);
        string script = $"""
            (xor
             (seq (call %init_peer_id% ("getDataSrv" "-relay-") [] relay)
              (seq (call %init_peer_id% ("getDataSrv" "on") [] on)
               (seq (call %init_peer_id% ("getDataSrv" "argument") [] argument)
                (seq
                 (seq (call relay ("op" "noop") []) (call on ("{function[..dot]}" "{function[(dot + 1)..]}") [argument] result))
                 (seq (call relay ("op" "noop") []) (call %init_peer_id% ("callbackSrv" "response") [result]))))))
             (seq (call relay ("op" "noop") []) (call %init_peer_id% ("errorHandlingSrv" "error") [%last_error% 0])))
            """;
        ScriptCall call = new(script)
        {
            Arguments = System.Collections.Immutable.ImmutableDictionary<string, JsonValue>.Empty
                .Add("on", new JsonString(on.ToString())).Add("argument", JsonValue.Parse(arguments)),
        };
        return (await _client.RunAsync(call).Soon()).Values[0].ToString()!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }

        await _process.DisposeAsync();
    }
}
