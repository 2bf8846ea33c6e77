using System.Runtime.CompilerServices;
using Fluence.Wasm.Linking;

namespace Fluence.Wasm.Compilation;

/// <summary>
/// Entry points that depend on a function's type alone, kept for all modules so that a new module finds them compiled. Their number is
/// bounded, because modules choose the types.
/// </summary>
internal static class SharedEntries
{
    private const int Most = 512;

    private static readonly Lock Guard = new();
    private static readonly Lazy<CodeAssembly> Assembly = new(static () => new CodeAssembly());
    private static readonly Dictionary<WasmFunctionType, EntryPoint> EntryPoints = [];
    private static readonly Dictionary<WasmFunctionType, nint> HostEntries = [];

    /// <summary>The entry point for calls of functions of a type; null where no more are kept.</summary>
    internal static EntryPoint? EntryPointFor(WasmFunctionType type)
    {
        lock (Guard)
        {
            if (EntryPoints.TryGetValue(type, out EntryPoint? known) || EntryPoints.Count >= Most)
            {
                return known;
            }

            EntryPoint entry = EntryPointAdapter.Create(type);
            RuntimeHelpers.PrepareDelegate(entry);
            return EntryPoints[type] = entry;
        }
    }

    /// <summary>The entry point of functions of the host in their general form; 0 where no more are kept, or the form is another.</summary>
    internal static nint HostEntryFor(HostDefinition host)
    {
        if (host.Function is not WasmHostFunction)
        {
            return 0;
        }

        lock (Guard)
        {
            if (HostEntries.TryGetValue(host.Type, out nint known) || HostEntries.Count >= Most)
            {
                return known;
            }

            return HostEntries[host.Type] = HostAdapter.Create(Assembly.Value, $"host{HostEntries.Count}", host);
        }
    }
}
