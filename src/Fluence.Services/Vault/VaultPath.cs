using System.Diagnostics.CodeAnalysis;
using Fluence.Services.Calls;

namespace Fluence.Services.Vault;

/// <summary>Finds the file that a path of a script means, and never one outside the particle's vault.</summary>
internal static class VaultPath
{
    /// <summary>Resolves a path.</summary>
    /// <param name="vault">The vault, a folder of the host.</param>
    /// <param name="virtualVault">The vault as services see it.</param>
    /// <param name="path">Absolute as services see it, or relative to the vault.</param>
    /// <param name="file">The file of the host.</param>
    /// <param name="fault">Why there is none.</param>
    public static bool TryResolve(
        string vault,
        string virtualVault,
        string path,
        [NotNullWhen(true)] out string? file,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        file = null;
        if (Within(virtualVault, path) is not { } names)
        {
            fault = Outside(path, virtualVault);
            return false;
        }

        string reached = vault;
        foreach (string name in names)
        {
            reached = Path.Combine(reached, name);
            FileInfo entry = new(reached);
            if (entry.LinkTarget is not null)
            {
                // a service may have made it; where it leads is not looked at
                fault = Outside(path, virtualVault);
                return false;
            }

            if (!entry.Exists && !Directory.Exists(reached))
            {
                fault = new ServiceFault($"Incorrect vault  path `{path}`: doesn't exist", "NotFound");
                return false;
            }
        }

        file = reached;
        fault = null;
        return true;
    }

    /// <summary>The names from the vault on; null for a path that leaves it.</summary>
    private static List<string>? Within(string virtualVault, string path)
    {
        string relative = path;
        if (path.StartsWith('/'))
        {
            if (!path.StartsWith(virtualVault + "/", StringComparison.Ordinal))
            {
                return null;
            }

            relative = path[(virtualVault.Length + 1)..];
        }

        List<string> names = [];
        foreach (string name in relative.Split('/'))
        {
            if (name is "" or ".")
            {
                continue;
            }

            if (name != "..")
            {
                names.Add(name);
            }
            else if (names.Count > 0)
            {
                names.RemoveAt(names.Count - 1);
            }
            else
            {
                return null;
            }
        }

        return names.Exists(name => name.IndexOfAny(['\0', '\\', ':']) >= 0) ? null : names;
    }

    private static ServiceFault Outside(string path, string virtualVault) => new(
        $"Incorrect vault path `{path}`: doesn't belong to vault (`{virtualVault}`)",
        $"WrongVault({RustDebug.Print(path)}, {RustDebug.Print(virtualVault)})");
}
