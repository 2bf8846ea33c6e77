using System.Collections.Immutable;
using Fluence.Marine.Configuration;
using Fluence.Marine.Interface;
using Fluence.Marine.Services.Adapters;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Services;

/// <summary>
/// A service: its modules, linked and ready to be called. One call runs at a time; who calls meanwhile gets an
/// <see cref="InvalidOperationException"/>. A call that fails leaves the service callable: where a module ended its run itself it goes on
/// with what it has in memory; where it was stopped in the middle of something (fuel, cancelling, depth, memory) the next call finds
/// fresh instances of all modules.
/// </summary>
public sealed class MarineService : IDisposable
{
    private readonly MarineConfig _config;
    private readonly ServiceContext _context;

    // all in the order of loading; those that were unloaded may still provide imports
    private readonly List<LoadPlan> _plans = [];
    private readonly Dictionary<string, LoadPlan> _byName = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private ServiceInstance _instance;
    private bool _isBroken;
    private bool _isDisposed;
    private int _isBusy;

    private MarineService(MarineConfig config, ServiceHost host)
    {
        _config = config;
        _context = new ServiceContext(host);
        _instance = NewInstance();
    }

    /// <summary>The modules' names in the order of loading; the facade is the last that the configuration lists.</summary>
    public IReadOnlyList<string> ModuleNames => _names;

    /// <summary>What the service offers.</summary>
    public ModuleInterface Facade => InterfaceOf(FacadeName);

    /// <summary>How much memory the modules take now.</summary>
    public MemoryStatistics MemoryStatistics => new(
        [.. _names.Select(name => new ModuleMemory(name, _instance.Find(_byName[name])?.Length ?? 0))], _instance.Budget.Rejects);

    private string FacadeName => _config.Modules is [.., var last]
        ? last.Name : throw new InvalidOperationException("the service has no facade, its configuration lists no modules");

    /// <summary>Puts a service together: loads and links its modules in the order of the configuration.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="modules">The modules by the names that it lists.</param>
    /// <param name="host">What they see of the world.</param>
    /// <exception cref="MarineLoadException">A module is missing, cannot be linked, or failed when it was started.</exception>
    public static MarineService Load(
        MarineConfig config, IReadOnlyDictionary<string, CompiledServiceModule> modules, ServiceHost host)
    {
        ArgumentNullException.ThrowIfNull(config);
        ArgumentNullException.ThrowIfNull(modules);
        MarineService service = new(config, host);
        try
        {
            foreach (ModuleConfig module in config.Modules)
            {
                CompiledServiceModule provided = modules.GetValueOrDefault(module.Name)
                    ?? throw ServiceFailures.NotProvided(config, module, modules);
                service.LoadModule(module, provided);
            }
        }
        catch (MarineLoadException)
        {
            service.Dispose();
            throw;
        }

        return service;
    }

    /// <summary>What a module offers.</summary>
    /// <exception cref="KeyNotFoundException">There is no module of this name.</exception>
    public ModuleInterface InterfaceOf(string module) => _byName[module].Source.Interface;

    /// <summary>The environment variables of a module.</summary>
    /// <exception cref="KeyNotFoundException">There is no module of this name.</exception>
    public IReadOnlyDictionary<string, string> EnvironmentOf(string module) => World(module).Environment;

    /// <summary>The folders of the host that a module can use, by the names that it knows them by.</summary>
    /// <exception cref="KeyNotFoundException">There is no module of this name.</exception>
    public IReadOnlyDictionary<string, string> FoldersOf(string module) => World(module).Folders;

    /// <summary>Calls a function of the facade.</summary>
    /// <param name="function">Its name.</param>
    /// <param name="arguments">By name, by position, or a lone one as it is.</param>
    /// <param name="parameters">Who calls.</param>
    /// <param name="limits">What the call may use.</param>
    public ServiceOutcome Call(string function, JsonValue arguments, CallParameters parameters, CallLimits? limits = null) =>
        CallModule(FacadeName, function, arguments, parameters, limits);

    /// <summary>Calls a function of a module.</summary>
    public ServiceOutcome CallModule(
        string module, string function, JsonValue arguments, CallParameters parameters, CallLimits? limits = null)
    {
        Enter();
        try
        {
            return CallWithJson(module, function, arguments, parameters, limits ?? CallLimits.None);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Calls a function of a module with typed values.</summary>
    /// <exception cref="MarineCallException">The call failed.</exception>
    public IReadOnlyList<IValue> CallValues(
        string module, string function, IReadOnlyList<IValue> arguments, CallParameters parameters, CallLimits? limits = null)
    {
        Enter();
        try
        {
            if (!_byName.TryGetValue(module, out LoadPlan? plan))
            {
                throw new MarineCallException(ServiceFailures.NotLoaded(module));
            }

            return plan.Source.Exports.TryGetValue(function, out Adapter? adapter)
                ? Run(plan, adapter, arguments, parameters, limits ?? CallLimits.None)
                : throw new MarineCallException(ServiceFailures.NoFunction(module, function));
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Loads one more module, which may import from those that are there.</summary>
    /// <exception cref="MarineLoadException">There is one of this name, it cannot be linked, or failed when it was started.</exception>
    public void LoadModule(ModuleConfig config, CompiledServiceModule module)
    {
        ArgumentNullException.ThrowIfNull(config);
        Enter();
        try
        {
            LoadPlan plan = _byName.ContainsKey(config.Name)
                ? throw ServiceFailures.Duplicate(config.Name) : LoadPlan.Of(config, module, _byName);
            DeepStack.Run(_context.Host.LoadLimits.MaxDepth, () => Add(plan));
            _plans.Add(plan);
            _byName.Add(config.Name, plan);
            _names.Add(config.Name);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Takes a module away. Modules that import from it keep it; its memory is not given back.</summary>
    /// <exception cref="MarineLoadException">There is no module of this name.</exception>
    public void UnloadModule(string name)
    {
        Enter();
        try
        {
            if (!_byName.Remove(name))
            {
                throw new MarineLoadException(ServiceFailures.NotLoaded(name));
            }

            _names.Remove(name);
        }
        finally
        {
            Leave();
        }
    }

    /// <summary>Closes what the modules have open. Not while a call runs.</summary>
    /// <exception cref="InvalidOperationException">A call runs.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        Enter();
        _isDisposed = true;
        _instance.Dispose();
        Leave();
    }

    private int Add(LoadPlan plan)
    {
        Renew();
        _context.Parameters = CallParameters.Empty;
        _instance.Add(plan);
        return _plans.Count;
    }

    private ServiceOutcome CallWithJson(
        string module, string function, JsonValue json, CallParameters parameters, CallLimits limits)
    {
        if (!_byName.TryGetValue(module, out LoadPlan? plan))
        {
            return new ServiceOutcome(null, ServiceFailures.ModuleMissing(module), 0);
        }

        if (plan.Source.Signatures.GetValueOrDefault(function) is not { } signature)
        {
            return new ServiceOutcome(null, ServiceFailures.FunctionMissing(function), 0);
        }

        ImmutableArray<IValue> arguments;
        try
        {
            arguments = JsonToValues.Convert(json, signature.Arguments, plan.Source.Interface.Records);
        }
        catch (ValueJsonException problem)
        {
            return new ServiceOutcome(null, ServiceFailures.Arguments(module, function, problem), 0);
        }

        ImmutableArray<IValue> outputs;
        try
        {
            outputs = Run(plan, plan.Source.Exports[function], arguments, parameters, limits);
        }
        catch (MarineCallException failure)
        {
            return new ServiceOutcome(null, failure.Error, _instance.Meter.FuelUsed);
        }

        try
        {
            JsonValue result = ValuesToJson.Convert(outputs, signature.Outputs, plan.Source.Interface.Records);
            return new ServiceOutcome(result, null, _instance.Meter.FuelUsed);
        }
        catch (ValueJsonException problem)
        {
            return new ServiceOutcome(null, ServiceFailures.Result(module, function, problem), _instance.Meter.FuelUsed);
        }
    }

    private ImmutableArray<IValue> Run(
        LoadPlan plan, Adapter adapter, IReadOnlyList<IValue> arguments, CallParameters parameters, CallLimits limits)
    {
        IValue[] values = arguments as IValue[] ?? [.. arguments];
        int depth = _isBroken ? Math.Max(limits.MaxDepth, _context.Host.LoadLimits.MaxDepth) : limits.MaxDepth;
        return DeepStack.Covers(depth)
            ? RunHere(plan, adapter, values, parameters, limits)
            : DeepStack.Run(depth, () => RunHere(plan, adapter, values, parameters, limits));
    }

    private ImmutableArray<IValue> RunHere(
        LoadPlan plan, Adapter adapter, IValue[] arguments, CallParameters parameters, CallLimits limits)
    {
        try
        {
            Renew();
        }
        catch (MarineLoadException failure)
        {
            throw new MarineCallException(failure.Error, failure);
        }

        _context.Parameters = parameters;
        _instance.Apply(limits);

        // stays so where a failure passes that is not the modules' but the host's
        _isBroken = true;
        try
        {
            ImmutableArray<IValue> outputs = adapter.Run(_instance[plan], arguments);
            _instance.Budget.ClearRejects();
            _isBroken = false;
            return outputs;
        }
        catch (Exception failure) when (failure is AdapterException or OutOfMemoryException)
        {
            ServiceError error = ServiceFailures.Engine(failure, _instance.Budget.Rejects);
            _isBroken = error.Kind is ServiceErrorKind.OutOfFuel or ServiceErrorKind.Interrupted or ServiceErrorKind.StackExhausted
                or ServiceErrorKind.OutOfMemory;
            _instance.RestoreStacks();
            throw new MarineCallException(error, failure);
        }
    }

    /// <summary>Instantiates all modules anew where a run was stopped in the middle of something.</summary>
    private void Renew()
    {
        if (!_isBroken)
        {
            return;
        }

        ServiceInstance fresh = NewInstance();
        try
        {
            foreach (LoadPlan plan in _plans)
            {
                fresh.Add(plan);
            }
        }
        catch (MarineLoadException)
        {
            fresh.Dispose();
            throw;
        }

        _instance.Dispose();
        _instance = fresh;
        _isBroken = false;
    }

    private ServiceInstance NewInstance() => new(_context, WorkingFolder, _config.TotalMemoryLimit);

    private string? WorkingFolder => _context.Host.WorkingFolder ?? _config.ServiceWorkingDir;

    private Wasm.Wasi.WasiOptions World(string module) => ModuleWorld.Of(_byName[module].Config, WorkingFolder, _context.Host);

    private void Enter()
    {
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (Interlocked.Exchange(ref _isBusy, 1) != 0)
        {
            throw new InvalidOperationException("the service is being called already; one call runs at a time");
        }
    }

    private void Leave() => Volatile.Write(ref _isBusy, 0);
}
