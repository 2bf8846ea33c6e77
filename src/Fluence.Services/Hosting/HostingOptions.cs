namespace Fluence.Services.Hosting;

/// <summary>What services may use, and how many there may be. Every one has a configuration key.</summary>
public sealed record HostingOptions
{
    /// <summary>Calls of services that run at once, each on a thread of its own. Key <c>services_pool_size</c>.</summary>
    public int PoolSize { get; init; } = Math.Max(8, System.Environment.ProcessorCount * 4);

    /// <summary>How many of them may be of one scope: a worker cannot take all threads. Key <c>services_pool_share</c>.</summary>
    public int PoolShare { get; init; } = Math.Max(6, System.Environment.ProcessorCount * 3);

    /// <summary>Calls that may wait for one service; more are refused. Key <c>service_queue_length</c>.</summary>
    public int QueueLength { get; init; } = 1024;

    /// <summary>How long a call may run, whatever its particle's life. Key <c>service_call_timeout</c>.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The fuel of a call, about one for each instruction. Key <c>service_call_fuel</c>.</summary>
    public long CallFuel { get; init; } = 200_000_000_000;

    /// <summary>The memory of a service's modules together, in bytes. Key <c>service_memory_limit</c>.</summary>
    public long MemoryLimit { get; init; } = 1L << 30;

    /// <summary>The largest result of a call, in bytes. Key <c>service_result_limit</c>.</summary>
    public long ResultLimit { get; init; } = 64L << 20;

    /// <summary>
    /// What a service may keep in its folders, in bytes; a file or folder counts 4 KiB beside its contents. Key
    /// <c>service_storage_limit</c>.
    /// </summary>
    public long StorageLimit { get; init; } = 1L << 30;

    /// <summary>Services that the peer hosts together. Key <c>max_services</c>.</summary>
    public int MaxServices { get; init; } = 10_000;

    /// <summary>Modules that the peer keeps. Key <c>max_modules</c>.</summary>
    public int MaxModules { get; init; } = 10_000;

    /// <summary>The largest module, in bytes. Key <c>max_module_size</c>.</summary>
    public long MaxModuleSize { get; init; } = 64L << 20;

    /// <summary>What a particle's vault may hold, in bytes. Key <c>max_vault_size</c>.</summary>
    public long MaxVaultSize { get; init; } = 256L << 20;

    /// <summary>The life of a spell's particle. Key <c>max_spell_particle_ttl</c>.</summary>
    public TimeSpan SpellTtl { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>What the database of a spell may hold, in bytes. Key <c>max_spell_storage</c>.</summary>
    public long MaxSpellStorage { get; init; } = 64L << 20;

    /// <summary>Spells whose files are open at once; others are opened when they are used. Key <c>max_open_spells</c>.</summary>
    public int MaxOpenSpells { get; init; } = 128;

    /// <summary>Workers that the peer has together. Key <c>max_workers</c>.</summary>
    public int MaxWorkers { get; init; } = 1000;

    /// <summary>Of how many particles is remembered what happened to them; 0 for none.</summary>
    public int MaxJourneys { get; init; } = 1000;

    /// <summary>How often the worker spell of an activated worker runs. Key <c>worker_spell_period</c>.</summary>
    public TimeSpan WorkerSpellPeriod { get; init; } = TimeSpan.FromSeconds(900);

    /// <summary>Environment variables of all services. Key <c>services_envs</c>.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>Which modules may run which programs of the host. Keys <c>effectors</c>, <c>binaries</c> and <c>dev_mode</c>.</summary>
    public Modules.EffectorPolicy Effectors { get; init; } = Modules.EffectorPolicy.Curl;

    /// <summary>What a compute unit is worth.</summary>
    public Units.UnitOptions Units { get; init; } = new();

    /// <summary>How many calls <c>stat.service_stat</c> tells one by one.</summary>
    public int StatisticsLength { get; init; } = 5;
}
