using Xunit;

namespace Fluence.TestKit;

/// <summary>
/// A test over material in a folder of <c>shared</c>, beside the repository. Where the folder is absent the test is skipped with the
/// reason, but in continuous integration (<c>CI=true</c>) it runs, and fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedFactAttribute : FactAttribute
{
    /// <summary>A test that needs <c>shared/‹folder›</c>.</summary>
    public SharedFactAttribute(string folder)
    {
        Folder = folder;
        Skip = SharedFolder.ReasonToSkip(folder);
    }

    /// <summary>The folder.</summary>
    public string Folder { get; }
}
