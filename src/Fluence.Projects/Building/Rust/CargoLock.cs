using System.Text.RegularExpressions;
using Fluence.Marine;
using Fluence.Projects.Completion;

namespace Fluence.Projects.Building.Rust;

/// <summary>Which SDK a module was compiled with, as <c>Cargo.lock</c> tells.</summary>
internal static partial class CargoLock
{
    /// <summary>The version of the original's SDK if the module uses it, else the level that ours implements.</summary>
    /// <param name="manifest">The path of the module's <c>Cargo.toml</c>; the lock lies beside it or above, in the workspace.</param>
    public static SemVersion FindSdkVersion(string manifest)
    {
        for (string? folder = Path.GetDirectoryName(manifest); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            string file = Path.Combine(folder, "Cargo.lock");
            if (File.Exists(file))
            {
                Match match = OriginalSdk().Match(File.ReadAllText(file));
                return match.Success && SemVersion.TryParse(match.Groups[1].Value, out SemVersion? version, out _)
                    ? version
                    : ModuleCompleter.SdkLevel;
            }
        }

        return ModuleCompleter.SdkLevel;
    }

    [GeneratedRegex("""name = "marine-rs-sdk"\s+version = "([^"]+)"\s+source""")]
    private static partial Regex OriginalSdk();
}
