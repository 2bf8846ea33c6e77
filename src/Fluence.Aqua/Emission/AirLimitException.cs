namespace Fluence.Aqua.Emission;

/// <summary>A script would be too large: functions call each other too often or too deeply, and all that they call becomes part of it.</summary>
internal sealed class AirLimitException(string function, string reason, Exception? inner = null)
    : Exception($"the script of `{function}` is too large: {reason}", inner)
{
    /// <summary>The exported function whose script it is.</summary>
    internal string Function { get; } = function;
}
