using System.Collections.Concurrent;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Storage;
using Microsoft.Extensions.Logging;

namespace Fluence.Services.Spells;

/// <summary>The spells of a peer and its workers: installing and removing them, when they run, and running them.</summary>
internal sealed partial class SpellManager(
    ServiceRegistry services,
    SpellApi api,
    ServiceFolders folders,
    PeerScopes scopes,
    HostingOptions options,
    HostingMetrics metrics,
    ILogger logger,
    TimeProvider time)
    : IAsyncDisposable
{
    /// <summary>The version of the original's spell module whose functions spells have.</summary>
    public const string Version = "0.7.6";

    private const string Blueprint = "spell";

    private readonly OpenSpells _open = new(options.MaxOpenSpells);
    private readonly SpellBus _bus = new(time);
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<long, Task> _running = new();
    private IParticleHost? _particles;
    private SpellTurns? _turns;
    private long _lastRun;

    /// <summary>The turns of spells of which one run follows the other.</summary>
    public SpellTurns Turns => LazyInitializer.EnsureInitialized(ref _turns, () => new SpellTurns(RunNow, time));

    /// <summary>How many spells wait for something.</summary>
    public int Subscribed => _bus.Count;

    /// <summary>Whether no run of a spell is being begun.</summary>
    public bool IsIdle => _running.IsEmpty;

    /// <summary>How many spells have their files open.</summary>
    public int Open => _open.Count;

    /// <summary>Makes the storage of a spell, new or of a former run.</summary>
    public (IServiceBody? Body, ServiceFault? Fault) Build(ServiceInfo info) =>
        (new SpellStorage(folders.Persistent(info.Id), _open, options.MaxSpellStorage, time), null);

    /// <summary>The spells of a scope.</summary>
    public IEnumerable<HostedService> Of(PeerScope scope) =>
        services.Of(scope).Where(service => service.Info.Kind == ServiceKind.Spell);

    /// <summary>Installs a spell, of which nothing is left where that fails.</summary>
    /// <param name="scope">Whose it is.</param>
    /// <param name="script">Its script.</param>
    /// <param name="data">What it finds under its keys.</param>
    /// <param name="config">When it runs.</param>
    /// <param name="cancellation">Ends it before it has begun to run.</param>
    /// <param name="name">Gives it its name, or tells why not; nothing where it gets none.</param>
    public async ValueTask<(HostedService? Spell, ServiceFault? Fault)> InstallAsync(
        PeerScope scope,
        string script,
        JsonValue data,
        TriggerConfig config,
        CancellationToken cancellation,
        Func<HostedService, ServiceFault?>? name = null)
    {
        if (!TriggerSchedule.TryMake(config, time.GetUtcNow(), out TriggerSchedule? schedule, out ServiceFault? fault))
        {
            return (null, fault);
        }

        (HostedService? spell, fault) = await services.CreateAsync(
            scope, ServiceKind.Spell, Blueprint, scopes.IdOf(scope), Build, cancellation);
        if (spell is null)
        {
            return (null, fault);
        }

        bool isDone = false;
        try
        {
            // the trigger configuration comes last: a spell without one was not installed completely
            fault = await StoreAsync(spell, "set_script", SpellResult.Text(script), cancellation)
                ?? await StoreAsync(spell, "set_json_fields", SpellResult.Text(data.ToString()!), cancellation)
                ?? name?.Invoke(spell)
                ?? await StoreAsync(spell, "set_trigger_config", config.ToJson(), cancellation);
            if (fault is not null)
            {
                return (null, fault);
            }

            _bus.Subscribe(spell, schedule);
            isDone = true;
            return (spell, null);
        }
        finally
        {
            if (!isDone)
            {
                await RemoveAsync(spell);
            }
        }
    }

    /// <summary>Removes a spell with all that it has.</summary>
    public ValueTask<ServiceFault?> RemoveAsync(HostedService spell)
    {
        _bus.Unsubscribe(spell.Info.Id);
        Turns.Forget(spell.Info.Id);
        return services.RemoveAsync(spell);
    }

    /// <summary>Says anew when a spell runs.</summary>
    public async ValueTask<ServiceFault?> UpdateAsync(HostedService spell, TriggerConfig config, CancellationToken cancellation)
    {
        if (!TriggerSchedule.TryMake(config, time.GetUtcNow(), out TriggerSchedule? schedule, out ServiceFault? fault))
        {
            return fault;
        }

        fault = await StoreAsync(spell, "set_trigger_config", config.ToJson(), cancellation);
        if (fault is null)
        {
            _bus.Subscribe(spell, schedule);
            if (schedule.IsEmpty)
            {
                // its worker may be stopped, and a run with it
                Turns.Forget(spell.Info.Id);
            }
        }

        return fault;
    }

    /// <summary>Has the spells of a former run wait again for what they waited for; those of broken installations are removed.</summary>
    public async Task RestoreAsync()
    {
        foreach (HostedService spell in services.All.Where(service => service.Info.Kind == ServiceKind.Spell).ToList())
        {
            try
            {
                spell.TryGetBody(out SpellStorage? storage);
                if (storage!.FindTriggerConfig() is { } config)
                {
                    _bus.Subscribe(spell, TriggerSchedule.Resume(config, time.GetUtcNow()));
                }
                else
                {
                    await services.RemoveAsync(spell);
                }
            }
            catch (StateException problem)
            {
                LogNotResumed(spell.Info.Id, problem.Message);
            }
        }
    }

    /// <summary>Begins to run spells.</summary>
    public void Start(IParticleHost particles)
    {
        _particles = particles;
        _bus.Start(Run);
    }

    /// <summary>Runs a spell now, beside the runs that are planned; nothing before <see cref="Start"/>.</summary>
    public void RunNow(HostedService spell)
    {
        if (_particles is not null && !_stopping.IsCancellationRequested)
        {
            Run(spell, new TriggerEvent.Clock(time.GetUtcNow().ToUnixTimeSeconds()));
        }
    }

    /// <summary>To be called when a peer has connected, or its last connection has ended.</summary>
    public void OnConnection(Crypto.PeerId peer, bool isConnected) => _bus.OnConnection(peer, isConnected);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _bus.Dispose();
        Turns.Dispose();
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Values);
        _stopping.Dispose();
    }

    /// <summary>Calls the storage as the spell itself does.</summary>
    private async ValueTask<ServiceFault?> StoreAsync(
        HostedService spell, string function, JsonValue argument, CancellationToken cancellation) =>
        (await api.CallAsync(
            spell.Info.Scope, spell.Info.Id, function, new JsonArray([argument]), spell.Info.Owner, SpellParticle.IdOf(spell.Info.Id, 0),
            cancellation)).Fault;

    private void Run(HostedService spell, TriggerEvent trigger)
    {
        long number = Interlocked.Increment(ref _lastRun);
        Task run = RunAsync(spell, trigger);
        if (run.IsCompleted)
        {
            return;
        }

        _running[number] = run;
        _ = run.ContinueWith(
            _ => _running.TryRemove(number, out Task? _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Runs a spell once. Never throws: what goes wrong is told in the log, and the next run is tried again.</summary>
    private async Task RunAsync(HostedService spell, TriggerEvent trigger)
    {
        string id = spell.Info.Id;
        try
        {
            // so many runs may wait as calls of any service
            SpellRun? run = await spell.RunAsync(
                _ => spell.TryGetBody(out SpellStorage? storage) ? storage.Begin(trigger) : null!, options.CallTimeout, _stopping.Token);
            string? problem = run is null
                ? $"{options.QueueLength} calls wait for it"
                : await _particles!.StartAsync(
                    spell.Info.Scope, SpellParticle.IdOf(id, run.Number), run.Script, options.SpellTtl, _stopping.Token);
            if (problem is null)
            {
                metrics.OnSpellRun();
            }
            else
            {
                LogNotRun(id, problem);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // the peer stops
        }
#pragma warning disable CA1031 // one spell must not keep others from running
        catch (Exception failure)
#pragma warning restore CA1031
        {
            LogNotRun(id, failure.Message);
        }
    }

    [LoggerMessage(EventId = 5200, Level = LogLevel.Warning, Message = "spell {Spell} could not run: {Reason}")]
    private partial void LogNotRun(string spell, string reason);

    [LoggerMessage(EventId = 5201, Level = LogLevel.Error, Message = "spell {Spell} does not run until it is configured anew: {Reason}")]
    private partial void LogNotResumed(string spell, string reason);
}
