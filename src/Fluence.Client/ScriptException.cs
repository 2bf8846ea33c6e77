namespace Fluence.Client;

/// <summary>A script has failed: an error that nothing in it caught, or no answer within its time.</summary>
public class ScriptException(string message) : Exception(message)
{
    /// <summary>The particle in which the script travelled; null where it never set out.</summary>
    public string? ParticleId { get; init; }

    /// <summary>The latest interpreter data that came back: the record of the steps up to the failure. May be empty.</summary>
    public ReadOnlyMemory<byte> InterpreterData { get; init; }
}

/// <summary>No relay took the script, so nothing of it has run elsewhere.</summary>
internal sealed class NotSentException(string message) : ScriptException(message);
