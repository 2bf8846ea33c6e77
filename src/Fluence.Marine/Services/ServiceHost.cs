using System.Security.Cryptography;
using Fluence.Marine.Services.Effectors;
using Fluence.Marine.Services.Host;
using Fluence.Wasm;
using Fluence.Wasm.Wasi;

namespace Fluence.Marine.Services;

/// <summary>What a service sees of the world beside what its configuration grants: nothing that is not given here.</summary>
public sealed record ServiceHost
{
    /// <summary>The fuel that loading takes at most unless set otherwise.</summary>
    public const long DefaultLoadFuel = 20_000_000_000;

    /// <summary>The service's id, which its modules find in their environment as <c>service_id</c>.</summary>
    public string ServiceId { get; init; } = "";

    /// <summary>
    /// The folder under which relative mapped folders lie; null for that of the configuration. They are made where they are missing.
    /// </summary>
    public string? WorkingFolder { get; init; }

    /// <summary>Environment variables for all modules; they are stronger than those of the configuration.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>How much the modules may keep in folders.</summary>
    public IReadOnlyList<WasiQuota> Quotas { get; init; } = [];

    /// <summary>The memory that the modules share with other services, beside the limit of their own; null for none.</summary>
    public WasmMemoryPool? Memory { get; init; }

    /// <summary>Names of mapped folders that do not tell what is in them, see <see cref="WasiOptions.UnlistedFolders"/>.</summary>
    public IReadOnlySet<string> UnlistedFolders { get; init; } = new HashSet<string>();

    /// <summary>Takes what modules log; by default it is discarded.</summary>
    public Action<ServiceLogEntry> Log { get; init; } = static _ => { };

    /// <summary>
    /// The levels at which modules log, as <c>WASM_LOG</c> has them: <c>module=level,module,level</c>. They are handed to the modules' SDK.
    /// </summary>
    public string LogLevels { get; init; } = "";

    /// <summary>Runs the programs that the configuration mounts.</summary>
    public IEffectorRunner Effectors { get; init; } = new ProcessEffectorRunner();

    /// <summary>What modules write to standard output; discarded by default.</summary>
    public Stream Output { get; init; } = Stream.Null;

    /// <summary>What modules write to standard error; discarded by default.</summary>
    public Stream Error { get; init; } = Stream.Null;

    /// <summary>The modules' clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The modules' source of random bytes.</summary>
    public WasiRandom Random { get; init; } = RandomNumberGenerator.Fill;

    /// <summary>What loading may use: the modules' <c>_initialize</c> and <c>_start</c>.</summary>
    public CallLimits LoadLimits { get; init; } = new() { Fuel = DefaultLoadFuel };
}
