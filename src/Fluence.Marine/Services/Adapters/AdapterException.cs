namespace Fluence.Marine.Services.Adapters;

/// <summary>An instruction of an adapter failed. The message is the original's.</summary>
internal sealed class AdapterException(string instruction, string problem, Exception? cause = null)
    : Exception($"`{instruction}` {problem}", cause);
