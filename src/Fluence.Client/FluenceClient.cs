using System.Collections.Concurrent;
using Fluence.AquaVM;
using Fluence.Client.Relays;
using Fluence.Client.Services;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles;
using Fluence.Particles.Execution;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.Services;
using Fluence.Services.Builtins;
using Fluence.Services.Journeys;
using Fluence.Services.Scopes;
using Microsoft.Extensions.Logging;

namespace Fluence.Client;

/// <summary>
/// A peer without listening addresses: it hangs on a relay, makes particles and runs their first and last steps itself. Given several
/// relays it uses one of them, and goes over to another when that is lost.
/// </summary>
public sealed class FluenceClient : IAsyncDisposable
{
    private const int RememberedJourneys = 256;

    private readonly KeyPair _identity;
    private readonly TimeProvider _time;
    private readonly int _relays;
    private readonly Libp2pHost _host;
    private readonly RelayConnection _relay;
    private readonly ParticleMetrics _metrics = new();
    private readonly AvmPool _pool;
    private readonly ParticleProcessor _processor;
    private readonly ConcurrentDictionary<string, RunningScript> _running = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, ITimer> _ending = new(StringComparer.Ordinal);
    private readonly ClientServices _services = new();

    private FluenceClient(IReadOnlyList<Multiaddr> relays, KeyPair identity, FluenceClientOptions options)
    {
        _identity = identity;
        _time = options.Time;
        _relays = relays.Count;
        Libp2pOptions hostOptions = new() { AgentVersion = "fluence-dotnet-client/0.1.0" };
        _host = new Libp2pHost(identity, hostOptions, options.Loggers.CreateLogger("Fluence.Libp2p"), _time);
        _relay = new RelayConnection(_host, relays, options);
        Functions = new FunctionRouter(
            new PeerDescription(static () => []), new PeerScopes(identity, null), new RelayConnectivity(_relay), options.Loggers, _time);
        Journeys = new ParticleJourneys(RememberedJourneys, _time);
        ParticleOptions particles = new() { AvmPoolSize = 1 };
        ILogger logger = options.Loggers.CreateLogger("Fluence.Particles");
        ClientEffects effects = new(this, particles, _time);
        _pool = new AvmPool(new AquaVm(), particles, _metrics);
        _processor = new ParticleProcessor(identity, particles, _pool, effects, _metrics, logger, _time);
        ParticleProtocol protocol = new(particles, _metrics, logger, _time);
        _host.Handle(ParticleProtocol.Name, (stream, stopping) => protocol.ReceiveAsync(stream, _processor, stopping));
    }

    /// <summary>This client's peer id, <c>%init_peer_id%</c> of its scripts.</summary>
    public PeerId PeerId => _identity.PeerId;

    /// <summary>The relay in use. It changes when that is lost and another one answers.</summary>
    public PeerId RelayPeerId => _relay.Current;

    /// <summary>Whether the relay in use is connected at this moment.</summary>
    public bool IsConnected => _relay.IsConnected;

    /// <summary>Connects to a relay.</summary>
    /// <param name="relay">Its address, ending in <c>/p2p/‹peer id›</c>.</param>
    /// <param name="identity">The client's key; null makes one.</param>
    /// <param name="loggers">Where to log; null for nowhere.</param>
    /// <param name="time">The clock; null for the system's.</param>
    /// <param name="cancellation">Gives up connecting.</param>
    /// <exception cref="ArgumentException">The address names no peer.</exception>
    /// <exception cref="Libp2pException">The relay cannot be reached or is someone else.</exception>
    public static Task<FluenceClient> ConnectAsync(
        Multiaddr relay,
        KeyPair? identity = null,
        ILoggerFactory? loggers = null,
        TimeProvider? time = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(relay);
        FluenceClientOptions options = new() { Identity = identity };
        options = options with { Loggers = loggers ?? options.Loggers, Time = time ?? options.Time };
        return ConnectAsync([relay], options, cancellation);
    }

    /// <summary>Connects to the first of several relays that answers, and to another one whenever that is lost.</summary>
    /// <param name="relays">Their addresses, each ending in <c>/p2p/‹peer id›</c>; one relay may have several.</param>
    /// <param name="options">Who the client is, and its times; null for the defaults.</param>
    /// <param name="cancellation">Gives up connecting.</param>
    /// <exception cref="ArgumentException">There is no address, or one names no peer.</exception>
    /// <exception cref="Libp2pException">No relay can be reached: what was wrong with the last one.</exception>
    public static async Task<FluenceClient> ConnectAsync(
        IReadOnlyList<Multiaddr> relays, FluenceClientOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(relays);
        options ??= new FluenceClientOptions();
        FluenceClient client = new(relays, options.Identity ?? KeyPair.Generate(), options);
        try
        {
            await client._relay.ConnectAsync(cancellation);
            return client;
        }
        catch
        {
            await client.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs a script and waits for what it returns. It sets out again by another relay as long as none has taken it.</summary>
    /// <exception cref="ScriptException">
    /// The script is wrong, reported an error, or did not return within its time; or no relay can be reached.
    /// </exception>
    public async Task<ScriptResult> RunAsync(ScriptCall call, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await RunOnceAsync(call, await _relay.ConnectAsync(cancellation), cancellation);
            }
            catch (NotSentException) when (attempt < _relays)
            {
                // nothing has left this client, so it may begin anew
            }
            catch (Libp2pException unreachable)
            {
                throw new ScriptException($"no relay can be reached: {unreachable.Message}");
            }
        }
    }

    /// <summary>What happened on this client to one of its latest particles: calls, sendings, and when it came back.</summary>
    public IReadOnlyList<JourneyStep> JourneyOf(string particleId) => Journeys.Of(PeerId, particleId);

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

        await _relay.DisposeAsync();
        await _processor.DisposeAsync();
        _pool.Dispose();
        await _host.DisposeAsync();
        _metrics.Dispose();
    }

    /// <summary>The script that runs in a particle; null once it has returned, and for particles of others.</summary>
    internal RunningScript? Find(string particleId) => _running.GetValueOrDefault(particleId);

    /// <summary>A function that is offered to all scripts; null where there is none.</summary>
    internal ServiceFunction? FindFunction(string serviceId, string function) => _services.Find(serviceId, function);

    internal ParticleJourneys Journeys { get; }

    /// <summary>What every peer can do by itself: <c>op</c>, <c>math</c>, <c>json</c>, <c>peer</c> and their like.</summary>
    internal FunctionRouter Functions { get; }

    /// <summary>
    /// Sends a particle to the relay that its script names, over a new connection if the last one is gone; where that cannot be reached,
    /// to another relay, which passes it on.
    /// </summary>
    internal async Task SendToRelayAsync(Particle particle, CancellationToken cancellation)
    {
        PeerId relay = Find(particle.Id)?.Relay ?? _relay.Current;
        try
        {
            await _relay.ConnectAsync(relay, cancellation);
        }
        catch (Libp2pException) when (_relays > 1)
        {
            relay = await _relay.ConnectAsync(cancellation);
        }

        await ParticleProtocol.SendAsync(_host, relay, particle, cancellation);
    }

    private async Task<ScriptResult> RunOnceAsync(ScriptCall call, PeerId relay, CancellationToken cancellation)
    {
        Particle particle = Particle.Create(_identity, Guid.NewGuid().ToString(), _time.GetUtcNow(), call.Ttl, call.Air);
        RunningScript running = new(call, relay, particle.Id);
        _running[particle.Id] = running;
        try
        {
            if (await _processor.AdmitAsync(particle, cancellation) is { } reason)
            {
                throw new ScriptException($"the script could not be started: {reason}") { ParticleId = particle.Id };
            }

            return await running.Result.WaitAsync(call.Ttl, _time, cancellation);
        }
        catch (TimeoutException)
        {
            string hint = running.LastProblem is { } problem ? $"; last problem: {problem}"
                : relay != _relay.Current || !IsConnected ? $"; its relay {relay} was lost" : "";
            throw new ScriptException($"the script did not return within {call.Ttl.TotalSeconds} s{hint}")
            {
                ParticleId = particle.Id, InterpreterData = running.Data,
            };
        }
        finally
        {
            Release(particle, running);
        }
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
}
