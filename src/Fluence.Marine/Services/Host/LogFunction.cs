using System.Text;
using System.Text.Unicode;
using Fluence.Marine.Layout;
using Fluence.Marine.Services.Adapters;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Host;

/// <summary><c>log_utf8_string(level, target, address, size)</c>.</summary>
internal sealed class LogFunction(string module, int mask, Action<ServiceLogEntry> log)
{
    /// <summary>Takes a line, if its target is 0 or has a bit in common with the mask.</summary>
    public void Call(WasmInstance caller, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        int target = arguments[1].AsI32;
        if (target != 0 && (target & mask) == 0)
        {
            return;
        }

        ReadOnlySpan<byte> message;
        try
        {
            message = GuestBounds.Slice(new CallerMemory(caller), (uint)arguments[2].AsI32, (uint)arguments[3].AsI32);
        }
        catch (MemoryLayoutException problem)
        {
            throw new HostFunctionException(problem.Message, problem);
        }

        log(Utf8.IsValid(message)
            ? new ServiceLogEntry(module, LevelOf(arguments[0].AsI32), Text(message))
            : new ServiceLogEntry(module, ServiceLogLevel.Warn, "logger: incorrect UTF8 string's been supplied to logger"));
    }

    private static ServiceLogLevel LevelOf(int level) => level is >= (int)ServiceLogLevel.Error and <= (int)ServiceLogLevel.Trace
        ? (ServiceLogLevel)level : ServiceLogLevel.Trace;

    private static string Text(ReadOnlySpan<byte> message)
    {
        if (message.Length <= Limits.MaxLogMessage)
        {
            return Encoding.UTF8.GetString(message);
        }

        // a character that the cut goes through is left out
        int end = Limits.MaxLogMessage;
        while ((message[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return Encoding.UTF8.GetString(message[..end]) + "…";
    }
}
