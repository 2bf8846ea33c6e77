namespace Fluence.Projects.Tests.Support;

/// <summary>A theory that compiles modules of both languages; see <see cref="ToolchainFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolchainTheoryAttribute : TheoryAttribute
{
    public ToolchainTheoryAttribute() => Skip = Toolchains.ReasonToSkip(rust: true, cpp: true);
}
