namespace Fluence.Projects.Tests.Support;

/// <summary>
/// A test that compiles modules. Where a compiler is missing it is skipped with the reason, but in continuous integration
/// (<c>CI=true</c>) it runs, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolchainFactAttribute : FactAttribute
{
    public ToolchainFactAttribute(bool rust = true, bool cpp = true)
    {
        (Rust, Cpp) = (rust, cpp);
        Skip = Toolchains.ReasonToSkip(rust, cpp);
    }

    public bool Rust { get; }

    public bool Cpp { get; }
}
