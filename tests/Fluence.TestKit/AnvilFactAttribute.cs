using Xunit;

namespace Fluence.TestKit;

/// <summary>
/// A test on a chain of anvil. Where anvil is not installed the test is skipped with the reason, but in continuous integration
/// (<c>CI=true</c>) it runs, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnvilFactAttribute : FactAttribute
{
    /// <summary>A test that needs anvil.</summary>
    public AnvilFactAttribute()
    {
        Skip = Environment.GetEnvironmentVariable("CI") == "true" ? null : Anvil.Missing;
    }
}
