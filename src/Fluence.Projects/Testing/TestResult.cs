namespace Fluence.Projects.Testing;

/// <summary>What came out of one test.</summary>
/// <param name="Module">The module that holds it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Failure">Why it failed, as the module said it; null if it passed.</param>
/// <param name="Elapsed">How long it took, with loading the service.</param>
public sealed record TestResult(string Module, string Name, string? Failure, TimeSpan Elapsed)
{
    /// <summary>Whether the test passed.</summary>
    public bool IsPassed => Failure is null;
}
