using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Microsoft.Extensions.Logging;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>run-console</c>: writes to the peer's log, for the peer's owners only.</summary>
internal sealed partial class RunConsoleBuiltins(CallGuard guard, ILogger logger)
{
    public FunctionOutcome Print(CallContext call)
    {
        if (guard.Check(call) is { } refusal)
        {
            return refusal;
        }

        if (logger.IsEnabled(LogLevel.Information))
        {
            JsonArray text = new(call.Request.Arguments);
            LogLine(call.Particle.Id, text);
        }

        return FunctionOutcome.Empty;
    }

    [LoggerMessage(EventId = 3100, Level = LogLevel.Information, Message = "run-console, particle {ParticleId}: {Text}")]
    private partial void LogLine(string particleId, JsonArray text);
}
