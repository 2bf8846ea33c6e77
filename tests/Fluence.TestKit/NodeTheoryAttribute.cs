using Xunit;

namespace Fluence.TestKit;

/// <summary>A theory against an original program from npm; see <see cref="NodeFactAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    /// <summary>A theory that needs the programs of <c>tests/interop/‹folder›</c>.</summary>
    public NodeTheoryAttribute(string folder)
    {
        Folder = folder;
        Skip = NodeProgram.ReasonToSkip(folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }
}
