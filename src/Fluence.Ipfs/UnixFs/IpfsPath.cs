using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.UnixFs;

/// <summary>A path like <c>/ipfs/‹CID›/a/b</c>; the prefix may be missing.</summary>
/// <param name="Root">Where it begins.</param>
/// <param name="Names">The names from there on.</param>
public sealed record IpfsPath(Cid Root, ImmutableArray<string> Names)
{
    /// <summary>Reads a path.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out IpfsPath? path)
    {
        path = null;
        if (text is null)
        {
            return false;
        }

        const string Prefix = "/ipfs/";
        string[] names = (text.StartsWith(Prefix, StringComparison.Ordinal) ? text[Prefix.Length..] : text)
            .Split('/', Limits.PathLength + 2);
        names = [names[0], .. names[1..].Where(name => name.Length > 0)];
        if (names.Length > Limits.PathLength || names.Contains("..") || names.Contains(".") || !Cid.TryParseAny(names[0], out Cid root))
        {
            return false;
        }

        path = new IpfsPath(root, [.. names[1..]]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => $"/ipfs/{string.Join('/', [Root.ToString(), .. Names])}";
}
