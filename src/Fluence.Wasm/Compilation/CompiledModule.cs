using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;
using Fluence.Wasm.Linking;

namespace Fluence.Wasm.Compilation;

/// <summary>The code of a module: a table of the entry points of its functions, which are compiled at their first call.</summary>
internal sealed unsafe class CompiledModule
{
    // a body beyond this is compiled on a thread of its own, whose stack the compiler cannot exhaust
    private const int LargeBody = 16_384;
    private const int CompilerStack = 256 << 20;

    private static readonly ConditionalWeakTable<Assembly, CompiledModule> Modules = [];

    private readonly Lock _lock = new();
    private readonly WasmModule _module;
    private readonly Lazy<CodeAssembly> _assembly;
    private readonly nint[] _entries;
    private readonly bool[] _compiled;
    private readonly Dictionary<WasmFunctionType, nint> _stubs = [];
    private readonly Dictionary<WasmFunctionType, EntryPoint> _entryPoints = [];
    private readonly Dictionary<(WasmFunctionType Type, Type Delegate), nint> _hostEntries = [];

    internal CompiledModule(WasmModule module)
    {
        _module = module;
        _entries = GC.AllocateArray<nint>(Math.Max(1, module.FunctionCount), pinned: true);
        _compiled = new bool[_entries.Length];
        _assembly = new(() =>
        {
            CodeAssembly assembly = new();
            Modules.Add(assembly.Assembly, this);
            return assembly;
        });
    }

    /// <summary>The function that an active method is, if it is one.</summary>
    internal static WasmStackFrame? FindFunction(MethodBase? method)
    {
        if (method is { DeclaringType: null } or null || !Modules.TryGetValue(method.Module.Assembly, out CompiledModule? code)
            || !int.TryParse(method.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int index))
        {
            return null;
        }

        return new WasmStackFrame(index, code._module.FunctionName(index), code._module.CodeOffset(index));
    }

    /// <summary>Where a function's entry point is kept; it is the stub of the function's type until the function is compiled.</summary>
    internal nint* EntryOf(int function)
    {
        if (_entries[function] == 0)
        {
            _entries[function] = StubFor(_module.FunctionType(function));
        }

        return (nint*)Unsafe.AsPointer(ref _entries[function]);
    }

    /// <summary>Compiles a function that the module defines, unless it is; returns its entry point.</summary>
    internal nint Compile(int function)
    {
        if (Volatile.Read(ref _compiled[function]))
        {
            return _entries[function];
        }

        int length = _module.Contents.Bodies[function - _module.Contents.ImportedFunctions].Length;
        if (length <= LargeBody && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            CompileHere(function);
        }
        else
        {
            Thread compiler = new(() => CompileHere(function), CompilerStack);
            compiler.Start();
            compiler.Join();
        }

        return _entries[function];
    }

    /// <summary>Called by stubs: compiles the function that the instance is about to call.</summary>
    internal static nint CompileCalled(WasmInstance instance) => instance.Module.Code.Compile(instance.CalledFunction);

    internal EntryPoint EntryPointFor(WasmFunctionType type)
    {
        if (SharedEntries.EntryPointFor(type) is { } shared)
        {
            return shared;
        }

        lock (_lock)
        {
            return _entryPoints.TryGetValue(type, out EntryPoint? entry) ? entry : _entryPoints[type] = EntryPointAdapter.Create(type);
        }
    }

    /// <summary>The entry point of functions of the host.</summary>
    internal nint HostEntryFor(HostDefinition host)
    {
        if (SharedEntries.HostEntryFor(host) is not 0 and nint shared)
        {
            return shared;
        }

        lock (_lock)
        {
            (WasmFunctionType, Type) key = (host.Type, host.Function.GetType());
            return _hostEntries.TryGetValue(key, out nint entry)
                ? entry
                : _hostEntries[key] = HostAdapter.Create(_assembly.Value, $"host{_hostEntries.Count}", host);
        }
    }

    private void CompileHere(int function)
    {
        lock (_lock)
        {
            if (_compiled[function])
            {
                return;
            }

            WasmFunctionType type = _module.FunctionType(function);
            nint entry = _assembly.Value.Define(
                function.ToString(CultureInfo.InvariantCulture),
                MethodShape.Returned(type),
                MethodShape.Parameters(type),
                (il, method) => new FunctionCompiler(_module, this, function, il, method).Compile());
            Volatile.Write(ref _entries[function], entry);
            Volatile.Write(ref _compiled[function], true);
        }
    }

    private nint StubFor(WasmFunctionType type)
    {
        if (!_stubs.TryGetValue(type, out nint stub))
        {
            stub = _assembly.Value.Define(
                $"stub{_stubs.Count}", MethodShape.Returned(type), MethodShape.Parameters(type), (il, _) => EmitStub(il, type));
            _stubs.Add(type, stub);
        }

        return stub;
    }

    private static void EmitStub(ILGenerator il, WasmFunctionType type)
    {
        LocalBuilder code = il.DeclareLocal(typeof(nint));
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Call, Reflect.Method(typeof(CompiledModule), nameof(CompileCalled)));
        il.Emit(OpCodes.Stloc, code);
        for (int i = 0; i < MethodShape.Prefix + type.Parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg, i);
        }

        il.Emit(OpCodes.Ldloc, code);
        il.EmitCall(type);
        il.Emit(OpCodes.Ret);
    }
}
