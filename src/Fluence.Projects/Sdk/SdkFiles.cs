using System.Reflection;
using System.Text.RegularExpressions;
using Fluence.Projects.Building;

namespace Fluence.Projects.Sdk;

/// <summary>The SDKs, which travel with the command and are unpacked into <c>.fluence/sdk</c> of a project.</summary>
public static partial class SdkFiles
{
    /// <summary>Where an SDK lies under a project's folder.</summary>
    public const string Folder = ".fluence/sdk";

    /// <summary>The folder of the Rust crate in the SDK's.</summary>
    internal const string RustCrate = "rust/fluence-sdk";

    private const string Prefix = "sdk/";

    /// <summary>Unpacks the Rust SDK where a module's <c>Cargo.toml</c> expects it, if that is in a <c>.fluence</c>.</summary>
    public static void UnpackRustFor(string manifest)
    {
        Match match = Dependency().Match(File.ReadAllText(manifest));
        if (match.Success)
        {
            Unpack("rust", Path.GetFullPath(Path.Combine(Path.GetDirectoryName(manifest)!, match.Groups[1].Value)));
        }
    }

    /// <summary>Unpacks the C++ SDK.</summary>
    /// <returns>The folder for the compiler's search for headers.</returns>
    public static string UnpackCpp(string root)
    {
        Unpack("cpp", root);
        return Path.Combine(root, Folder, "cpp", "include");
    }

    /// <summary>Unpacks one SDK. Files that are there already keep their dates, so that nothing is compiled again.</summary>
    public static void Unpack(string language, string root)
    {
        Assembly assembly = typeof(SdkFiles).Assembly;
        foreach (string name in assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix + language + "/", StringComparison.Ordinal)))
        {
            using Stream resource = assembly.GetManifestResourceStream(name)!;
            byte[] contents = new byte[resource.Length];
            resource.ReadExactly(contents);
            ModuleFile.Write(Path.Combine(root, Folder, name[Prefix.Length..]), contents);
        }
    }

    /// <summary>The folder of the Rust SDK that a <c>Cargo.toml</c> names; null if it names none by its path.</summary>
    public static string? FindRust(string manifest)
    {
        Match match = AnyDependency().Match(File.ReadAllText(manifest));
        return match.Success
            ? Path.GetDirectoryName(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(manifest)!, match.Groups[1].Value)))
            : null;
    }

    [GeneratedRegex("""path\s*=\s*"([^"]*)\.fluence/sdk/rust/fluence-sdk""")]
    private static partial Regex Dependency();

    [GeneratedRegex("""path\s*=\s*"([^"]*/fluence-sdk)"\s*\}""")]
    private static partial Regex AnyDependency();
}
