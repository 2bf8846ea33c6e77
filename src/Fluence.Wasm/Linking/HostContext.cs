namespace Fluence.Wasm.Linking;

/// <summary>What the entry point of a host function takes first: the function, and the instance that imports it.</summary>
internal sealed class HostContext(WasmInstance caller, Delegate function)
{
    // read by compiled code
    internal readonly WasmInstance Caller = caller;
    internal readonly Delegate Function = function;

    /// <summary>Calls a function in the general form.</summary>
    internal static void Call(HostContext context, int depth, WasmValue[] arguments, WasmValue[] results)
    {
        int? before = WasmMeter.EnterHost(depth);
        try
        {
            ((WasmHostFunction)context.Function)(context.Caller, arguments, results);
        }
        finally
        {
            WasmMeter.LeaveHost(before);
        }
    }
}
