using System.Collections.Concurrent;
using Fluence.AquaVM;
using Fluence.Client.Services;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles;
using Fluence.Particles.Execution;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Client;

/// <summary>
/// A peer without listening addresses: it hangs on one relay, makes particles and runs their first and last steps itself.
/// </summary>
public sealed class FluenceClient : IAsyncDisposable
{
    private readonly KeyPair _identity;
    private readonly Multiaddr _relay;
    private readonly TimeProvider _time;
    private readonly Libp2pHost _host;
    private readonly ParticleMetrics _metrics = new();
    private readonly AvmPool _pool;
    private readonly ParticleProcessor _processor;
    private readonly ConcurrentDictionary<string, RunningScript> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ITimer> _ending = new(StringComparer.Ordinal);
    private readonly ClientServices _services = new();

    private FluenceClient(Multiaddr relay, PeerId relayPeer, KeyPair identity, ILoggerFactory loggers, TimeProvider time)
    {
        _identity = identity;
        _relay = relay;
        RelayPeerId = relayPeer;
        _time = time;
        Libp2pOptions hostOptions = new() { AgentVersion = "fluence-dotnet-client/0.1.0" };
        _host = new Libp2pHost(identity, hostOptions, loggers.CreateLogger("Fluence.Libp2p"), time);
        ParticleOptions options = new() { AvmPoolSize = 1 };
        ILogger logger = loggers.CreateLogger("Fluence.Particles");
        ClientEffects effects = new(this, options, time);
        _pool = new AvmPool(new AquaVm(), options, _metrics);
        _processor = new ParticleProcessor(identity, options, _pool, effects, _metrics, logger, time);
        ParticleProtocol protocol = new(options, _metrics, logger, time);
        _host.Handle(ParticleProtocol.Name, (stream, stopping) => protocol.ReceiveAsync(stream, _processor, stopping));
    }

    /// <summary>This client's peer id, <c>%init_peer_id%</c> of its scripts.</summary>
    public PeerId PeerId => _identity.PeerId;

    /// <summary>The relay.</summary>
    public PeerId RelayPeerId { get; }

    /// <summary>Connects to a relay.</summary>
    /// <param name="relay">Its address, ending in <c>/p2p/‹peer id›</c>.</param>
    /// <param name="identity">The client's key; null makes one.</param>
    /// <param name="loggers">Where to log; null for nowhere.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellation">Gives up connecting.</param>
    /// <exception cref="ArgumentException">The address names no peer.</exception>
    /// <exception cref="Libp2pException">The relay cannot be reached or is someone else.</exception>
    public static async Task<FluenceClient> ConnectAsync(
        Multiaddr relay,
        KeyPair? identity = null,
        ILoggerFactory? loggers = null,
        TimeProvider? time = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(relay);
        PeerId relayPeer = relay.PeerId
            ?? throw new ArgumentException($"the relay's address {relay} must end in /p2p/ and the relay's peer id", nameof(relay));
        FluenceClient client = new(
            relay, relayPeer, identity ?? KeyPair.Generate(), loggers ?? NullLoggerFactory.Instance, time ?? TimeProvider.System);
        try
        {
            await client.DialAsync(cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a script and waits for what it returns.</summary>
    /// <exception cref="ScriptException">The script is wrong, reported an error, or did not return within its time.</exception>
    public async Task<ScriptResult> RunAsync(ScriptCall call, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        Particle particle = Particle.Create(_identity, Guid.NewGuid().ToString(), _time.GetUtcNow(), call.Ttl, call.Air);
        RunningScript running = new(call, RelayPeerId, particle.Id);
        _running[particle.Id] = running;
        try
        {
            if (await _processor.AdmitAsync(particle, cancellation) is { } reason)
            {
                throw new ScriptException($"the script could not be started: {reason}");
            }

            return await running.Result.WaitAsync(call.Ttl, _time, cancellation);
        }
        catch (TimeoutException)
        {
            string hint = running.LastProblem is { } problem ? $"; last problem: {problem}" : "";
            throw new ScriptException($"the script did not return within {call.Ttl.TotalSeconds} s{hint}");
        }
        finally
        {
            Release(particle, running);
        }
    }

    /// <summary>Offers functions to scripts that call them on this peer, whoever made those, until what is returned is disposed.</summary>
    /// <param name="serviceId">The service's id.</param>
    /// <param name="functions">Its functions by name.</param>
    /// <exception cref="ArgumentException">There is a service of this id already.</exception>
    public IDisposable RegisterService(string serviceId, IReadOnlyDictionary<string, ServiceFunction> functions) =>
        _services.Register(serviceId, functions);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (RunningScript running in _running.Values)
        {
            running.Fail("the client was closed before the script returned");
        }

        foreach (string particle in _ending.Keys)
        {
            Forget(particle);
        }

        await _processor.DisposeAsync();
        _pool.Dispose();
        await _host.DisposeAsync();
        _metrics.Dispose();
    }

    /// <summary>The script that runs in a particle; null once it has returned, and for particles of others.</summary>
    internal RunningScript? Find(string particleId) => _running.GetValueOrDefault(particleId);

    /// <summary>A function that is offered to all scripts; null where there is none.</summary>
    internal ServiceFunction? FindFunction(string serviceId, string function) => _services.Find(serviceId, function);

    internal bool IsConnected => _host.IsConnected(RelayPeerId);

    /// <summary>Sends a particle to the relay, over a new connection if the last one is gone.</summary>
    internal async Task SendToRelayAsync(Particle particle, CancellationToken cancellation)
    {
        await DialAsync(cancellation);
        await ParticleProtocol.SendAsync(_host, RelayPeerId, particle, cancellation);
    }

    /// <summary>Forgets a script that has returned, at once or when its time is over.</summary>
    private void Release(Particle particle, RunningScript running)
    {
        if (!running.StaysCallable || !running.Result.IsCompletedSuccessfully)
        {
            _running.TryRemove(particle.Id, out _);
            return;
        }

        _ending[particle.Id] = _time.CreateTimer(
            _ => Forget(particle.Id), null, TimeSpan.FromMilliseconds(particle.Ttl), Timeout.InfiniteTimeSpan);
    }

    private void Forget(string particle)
    {
        _running.TryRemove(particle, out _);
        if (_ending.TryRemove(particle, out ITimer? timer))
        {
            timer.Dispose();
        }
    }

    private Task<Libp2pConnection> DialAsync(CancellationToken cancellation) => _host.DialAsync(RelayPeerId, [_relay], cancellation);
}
