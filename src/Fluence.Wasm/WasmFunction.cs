using Fluence.Wasm.Compilation;

namespace Fluence.Wasm;

/// <summary>A function of an instance, or one of the host that an instance imports.</summary>
public sealed class WasmFunction
{
    // read by compiled code: what the function takes first, its entry point (0 until it is compiled), and its type's key
    internal readonly object Context;
    internal readonly long TypeKey;
    internal nint Code;

    private readonly WasmInstance _instance;
    private EntryPoint? _entry;

    internal WasmFunction(WasmInstance instance, int index)
    {
        _instance = instance;
        Index = index;
        Context = instance;
        Type = instance.Module.FunctionType(index);
        TypeKey = Type.Key;
    }

    internal WasmFunction(WasmInstance instance, int index, WasmFunctionType type, object hostContext, nint code)
    {
        _instance = instance;
        Index = index;
        Context = hostContext;
        Type = type;
        TypeKey = type.Key;
        Code = code;
    }

    /// <summary>Its parameters and results.</summary>
    public WasmFunctionType Type { get; }

    /// <summary>Its index in the module of its instance; for a function of the host, in the importing module.</summary>
    public int Index { get; }

    /// <summary>Calls the function.</summary>
    /// <param name="arguments">As many as it has parameters; their types are not checked.</param>
    /// <param name="results">Room for as many as it has results.</param>
    /// <exception cref="WasmTrapException">The run was ended.</exception>
    public void Invoke(ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        if (arguments.Length != Type.Parameters.Length || results.Length < Type.Results.Length)
        {
            throw new ArgumentException(
                $"a function of type {Type} was given {arguments.Length} arguments and room for {results.Length} results");
        }

        nint code = Code != 0 ? Code : EnsureCompiled();
        _entry ??= _instance.Module.Code.EntryPointFor(Type);
        _entry(Context, code, _instance.Meter.Enter(), arguments, results);
        GC.KeepAlive(this);
    }

    /// <summary>Calls the function; returns its results.</summary>
    public WasmValue[] Invoke(params ReadOnlySpan<WasmValue> arguments)
    {
        WasmValue[] results = new WasmValue[Type.Results.Length];
        Invoke(arguments, results);
        return results;
    }

    /// <summary>
    /// A delegate for fast calls. Its parameters and result are <c>int</c> or <c>uint</c> for i32, <c>long</c> or <c>ulong</c> for i64,
    /// <c>float</c>, <c>double</c>, <c>Vector128&lt;byte&gt;</c>, <c>object</c> for externref, <see cref="WasmFunction"/> for funcref,
    /// and a value tuple for several results. The delegate type must be public.
    /// </summary>
    /// <exception cref="ArgumentException">The delegate has another signature.</exception>
    public TDelegate CreateDelegate<TDelegate>()
        where TDelegate : Delegate
    {
        EnsureCompiled();
        return (TDelegate)DelegateAdapter.Create(typeof(TDelegate), this);
    }

    /// <summary>Called by compiled code before an indirect call.</summary>
    internal nint EnsureCompiled()
    {
        if (Code == 0)
        {
            Code = _instance.Module.Code.Compile(Index);
        }

        return Code;
    }

    internal int Enter() => _instance.Meter.Enter();

    /// <summary>Called by compiled code where the key of a type is only a hash.</summary>
    internal static void CheckType(WasmFunction function, WasmFunctionType type)
    {
        if (!function.Type.Equals(type))
        {
            Execution.Trap.Throw(TrapCode.IndirectCallTypeMismatch);
        }
    }
}
