using Fluence.Marine.Services.Adapters;
using Fluence.Marine.Services.Host;
using Fluence.Wasm;
using Fluence.Wasm.Wasi;

namespace Fluence.Marine.Services.Loading;

/// <summary>
/// The instances of a service's modules, with the fuel and the memory that they share. It is replaced when it cannot go on.
/// </summary>
internal sealed class ServiceInstance(ServiceContext context, string? workingFolder, ulong? memoryLimit) : IDisposable
{
    // in the order of the original
    private static readonly string[] EntryFunctions = ["_initialize", "_start"];

    private readonly Dictionary<LoadPlan, GuestModule> _guests = [];

    public WasmMeter Meter { get; } = new();

    public WasmMemoryBudget Budget { get; } = new(memoryLimit ?? ulong.MaxValue, context.Host.Memory);

    public GuestModule this[LoadPlan plan] => _guests[plan];

    public GuestModule? Find(LoadPlan plan) => _guests.GetValueOrDefault(plan);

    /// <summary>Instantiates a module whose providers are there, and runs what it runs at first.</summary>
    /// <exception cref="MarineLoadException">It cannot be linked, or failed.</exception>
    public void Add(LoadPlan plan)
    {
        Apply(context.Host.LoadLimits);
        WasiHost wasi = OpenWorld(plan);
        GuestModule? guest = null;
        try
        {
            guest = Instantiate(plan, wasi);
            foreach (string name in EntryFunctions)
            {
                if (guest.Instance.GetFunction(name) is { Type: { Parameters: [], Results: [] } } function)
                {
                    new RawFunction(guest, name, function).Invoke([], []);
                }
            }
        }
        catch (Exception failure) when (
            failure is GuestCallException or WasmLinkException or MarineLoadException || GuestFailure.IsGuests(failure))
        {
            wasi.Dispose();
            throw failure as MarineLoadException ?? Failed(failure, guest);
        }

        _guests.Add(plan, guest);
    }

    /// <summary>Sets what the next run may use.</summary>
    public void Apply(CallLimits limits)
    {
        Meter.ClearInterrupt();
        Meter.FuelLeft = limits.Fuel;
        Meter.MaxDepth = limits.MaxDepth;
        if (Meter.CancellationToken != limits.CancellationToken)
        {
            Meter.CancellationToken = limits.CancellationToken;
        }

        context.Limits = limits;
    }

    /// <summary>Puts the stacks in all memories back after a run that was ended.</summary>
    public void RestoreStacks()
    {
        foreach (GuestModule guest in _guests.Values)
        {
            guest.RestoreStack();
        }
    }

    public void Dispose()
    {
        Meter.Dispose();
        foreach (GuestModule guest in _guests.Values)
        {
            guest.Dispose();
        }

        Budget.Release();
    }

    private WasiHost OpenWorld(LoadPlan plan)
    {
        try
        {
            return new WasiHost(ModuleWorld.Of(plan.Config, workingFolder, context.Host));
        }
        catch (DirectoryNotFoundException missing)
        {
            throw new MarineLoadException(new ServiceError(ServiceErrorKind.InvalidConfig, $"IOError: {missing.Message}"), missing);
        }
    }

    private GuestModule Instantiate(LoadPlan plan, WasiHost wasi)
    {
        WasmImports imports = new();
        ImportedFunction[] functions = [.. plan.Source.Imports.Zip(plan.Providers, (import, provider) => new ImportedFunction(
            import.Name, [.. import.Type.Arguments.Select(static argument => argument.Type)], _guests[provider],
            provider.Source.Exports[import.Name]))];
        GuestSlot slot = new();
        foreach (ImportBinding import in plan.Source.Imports)
        {
            imports.DefineFunction(import.Namespace, import.Name, import.RawType, (_, arguments, results) =>
                import.Adapter.RunImport(slot.Required, arguments, results));
        }

        wasi.DefineOn(imports);
        new HostFunctions(plan.Config, context).DefineOn(imports);
        foreach (WasmImport wanted in plan.Source.Module.Imports)
        {
            if (!imports.Contains(wanted.Module, wanted.Name))
            {
                throw new WasmLinkException($"unknown import: `{wanted.Module}::{wanted.Name}` has not been defined");
            }
        }

        WasmInstance instance = WasmInstance.Instantiate(
            plan.Source.Module, imports, new WasmInstanceOptions { Meter = Meter, Budget = Budget });
        return slot.Guest = new GuestModule(plan.Name, plan.Source, instance, wasi, functions, context);
    }

    private MarineLoadException Failed(Exception failure, GuestModule? guest)
    {
        Func<WasmStackFrame, string> nameOf = guest is null
            ? static frame => GuestModule.FunctionName(frame) ?? $"{frame.Index}" : guest.FrameNames;
        string reason = failure is GuestCallException or WasmLinkException
            ? failure.Message : GuestFailure.Describe(failure, nameOf).Message;
        string original = $"Wasm backend error: {reason}";
        ServiceErrorKind kind = failure is WasmLinkException ? ServiceErrorKind.Link : GuestFailure.KindOf(failure);
        ServiceError error = Budget.Rejects > 0
            ? new ServiceError(
                ServiceErrorKind.OutOfMemory,
                $"Engine error when OOM suspected ({Budget.Rejects} failed allocations), original error: {original}")
            : new ServiceError(kind, $"engine error: {original}");
        return new MarineLoadException(error, failure);
    }

    /// <summary>Where a module's imports find its instance, which does not exist when they are made.</summary>
    private sealed class GuestSlot
    {
        public GuestModule? Guest { get; set; }

        public GuestModule Required => Guest ?? throw new HostFunctionException("the module calls others before it is instantiated");
    }
}
