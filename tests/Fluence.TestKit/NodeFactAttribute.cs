using Xunit;

namespace Fluence.TestKit;

/// <summary>
/// A test against an original program from npm. Where the program cannot run the test is skipped with the reason, but in continuous
/// integration (<c>CI=true</c>) it runs, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeFactAttribute : FactAttribute
{
    /// <summary>A test that needs the programs of <c>tests/interop/‹folder›</c>.</summary>
    public NodeFactAttribute(string folder)
    {
        Folder = folder;
        Skip = NodeProgram.ReasonToSkip(folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }
}
