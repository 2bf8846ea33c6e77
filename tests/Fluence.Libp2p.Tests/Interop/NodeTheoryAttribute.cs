using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Interop;

/// <summary>
/// A theory that needs js-libp2p: skipped with the reason where it is not installed, except on a build machine, where it fails.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NodeTheoryAttribute : TheoryAttribute
{
    public NodeTheoryAttribute()
    {
        if (!NodeScripts.IsRequired && NodeScripts.Find("libp2p").Missing is { } missing)
        {
            Skip = missing;
        }
    }
}
