using Xunit;

namespace Fluence.TestKit;

/// <summary>A theory over material in a folder of <c>shared</c>; see <see cref="SharedFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedTheoryAttribute : TheoryAttribute
{
    /// <summary>A theory that needs <c>shared/‹folder›</c>.</summary>
    public SharedTheoryAttribute(string folder)
    {
        Folder = folder;
        Skip = SharedFolder.ReasonToSkip(folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }
}
