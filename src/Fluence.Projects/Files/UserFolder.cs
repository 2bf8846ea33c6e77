namespace Fluence.Projects.Files;

/// <summary>The folder of a user: <c>FLUENCE_USER_DIR</c>, or <c>~/.fluence</c>.</summary>
/// <param name="Root">Its absolute path. It need not be there.</param>
public sealed record UserFolder(string Root)
{
    /// <summary>The environment variable that names another folder.</summary>
    public const string Variable = "FLUENCE_USER_DIR";

    /// <summary>The file of what the user has chosen.</summary>
    public string ConfigFile => Path.Combine(Root, "config.yaml");

    /// <summary>The folder of the user's keys.</summary>
    public string SecretsFolder => Path.Combine(Root, "secrets");

    /// <summary>The keys in the older form of one file.</summary>
    public string SecretsFile => Path.Combine(Root, "user-secrets.yaml");

    /// <summary>The folder of the current user.</summary>
    public static UserFolder Current()
    {
        string? named = Environment.GetEnvironmentVariable(Variable);
        return new UserFolder(string.IsNullOrEmpty(named)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".fluence")
            : Path.GetFullPath(named));
    }
}
