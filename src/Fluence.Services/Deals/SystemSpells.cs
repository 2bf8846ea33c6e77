using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Storage;

namespace Fluence.Services.Deals;

/// <summary>The spells that a peer itself has: installed at its first start, and brought up to date at every other.</summary>
internal sealed class SystemSpells(
    SpellManager spells, SpellApi api, ServiceRegistry services, PeerScopes scopes, DealOptions options, TimeSpan workerPeriod,
    TimeProvider time)
    : IDisposable
{
    /// <summary>The name of the spell that serves deals.</summary>
    public const string DeciderAlias = "decider";

    // a run takes less, and two at once would do the same
    private static readonly TimeSpan _between = TimeSpan.FromSeconds(3);

    private readonly Lock _lock = new();
    private HostedService? _decider;
    private DateTimeOffset _last;
    private ITimer? _timer;

    /// <summary>Has the peer have its spells.</summary>
    /// <exception cref="StateException">They cannot be kept.</exception>
    public async Task InstallAsync(CancellationToken cancellation)
    {
        JsonObject arguments = new(("worker_config", new TriggerConfig(StartSec: 1, PeriodSec: Seconds(workerPeriod)).ToJson()));

        // the first run comes with the first reading of the chain
        uint first = (uint)(time.GetUtcNow() + options.DeciderPeriod).ToUnixTimeSeconds();
        TriggerConfig config = new(StartSec: first, PeriodSec: Seconds(options.DeciderPeriod));
        ServiceFault? fault = null;
        if (services.TryFind(PeerScope.Host, DeciderAlias, "", out _decider, out _) && _decider.Info.Kind == ServiceKind.Spell)
        {
            fault = await StoreAsync("set_script", cancellation, SystemScripts.Decider)
                ?? await StoreAsync("set_json_fields", cancellation, arguments.ToString()!)
                ?? await spells.UpdateAsync(_decider, config, cancellation);
        }
        else
        {
            (_decider, fault) = await spells.InstallAsync(
                PeerScope.Host, SystemScripts.Decider, arguments, config, cancellation,
                made => services.AddAlias(PeerScope.Host, DeciderAlias, made.Info.Id, scopes.HostId));
        }

        fault ??= await StoreAsync("set_string", cancellation, "worker_script", SystemScripts.Worker)
            ?? await StoreAsync("set_string", cancellation, "worker_ipfs", options.WorkerIpfs);
        if (fault is not null)
        {
            throw new StateException($"the peer cannot install its spell {DeciderAlias}: {fault.Message}");
        }
    }

    /// <summary>Has workers made, changed and removed now, or soon where that was done just before.</summary>
    public void Decide()
    {
        lock (_lock)
        {
            TimeSpan wait = _last + _between - time.GetUtcNow();
            if (_decider is null || _timer is not null)
            {
                return;
            }

            if (wait <= TimeSpan.Zero)
            {
                _last = time.GetUtcNow();
                spells.RunNow(_decider);
                return;
            }

            _timer = time.CreateTimer(_ => Due(), null, wait, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>Has nothing done any more.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _decider = null;
            _timer?.Dispose();
        }
    }

    private void Due()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _timer = null;
        }

        Decide();
    }

    private static uint Seconds(TimeSpan time) => (uint)Math.Max(1, time.TotalSeconds);

    private async ValueTask<ServiceFault?> StoreAsync(string function, CancellationToken cancellation, params string[] arguments) =>
        (await api.CallAsync(
            PeerScope.Host, _decider!.Info.Id, function, new JsonArray([.. arguments.Select(JsonValue (text) => new JsonString(text))]),
            scopes.HostId, SpellParticle.IdOf(_decider.Info.Id, 0), cancellation)).Fault;
}
