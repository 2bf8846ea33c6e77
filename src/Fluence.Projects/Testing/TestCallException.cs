namespace Fluence.Projects.Testing;

/// <summary>A call of a service under test failed.</summary>
/// <param name="function">The function.</param>
/// <param name="problem">Why, as Marine says it.</param>
/// <param name="written">What the service has written to its standard error so far.</param>
public sealed class TestCallException(string function, string problem, string written)
    : Exception($"{function}: {problem}{(written.Length > 0 ? "\n" + written : "")}")
{
    /// <summary>What the service has written to its standard error so far.</summary>
    public string Written { get; } = written;
}
