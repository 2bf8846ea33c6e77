using Xunit;

namespace Fluence.TestKit;

/// <summary>A theory on a chain of anvil; see <see cref="AnvilFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class AnvilTheoryAttribute : TheoryAttribute
{
    /// <summary>A theory that needs anvil.</summary>
    public AnvilTheoryAttribute()
    {
        Skip = Environment.GetEnvironmentVariable("CI") == "true" ? null : Anvil.Missing;
    }
}
