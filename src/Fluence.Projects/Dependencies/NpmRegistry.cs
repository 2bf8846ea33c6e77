namespace Fluence.Projects.Dependencies;

/// <summary>
/// The registry that npm packages come from, chosen as npm does: by the environment, the user's <c>.npmrc</c>, or the public one.
/// </summary>
public static class NpmRegistry
{
    private const string Public = "https://registry.npmjs.org/";

    /// <summary>The registry's address, which ends with a slash.</summary>
    /// <exception cref="ProjectException">What is chosen is no address.</exception>
    public static Uri Address()
    {
        string home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        string configured = Environment.GetEnvironmentVariable("npm_config_registry") is { Length: > 0 } named ? named
            : FromFile(Environment.GetEnvironmentVariable("npm_config_userconfig") is { Length: > 0 } file ? file : Path.Combine(home,
                ".npmrc"))
            ?? Public;
        return Uri.TryCreate(configured.TrimEnd('/') + "/", UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address : throw new ProjectException($"the npm registry is configured as '{configured}', expected an address like {Public}");
    }

    private static string? FromFile(string file)
    {
        if (!File.Exists(file))
        {
            return null;
        }

        foreach (string line in File.ReadLines(file))
        {
            string[] parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            if (parts is ["registry", { Length: > 0 } value])
            {
                return value.Trim('"');
            }
        }

        return null;
    }
}
