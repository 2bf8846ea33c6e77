using System.Collections.Immutable;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>A <c>project-secrets.yaml</c>: the keys of a project, in the older form of one file.</summary>
/// <param name="KeyPairs">The keys: base64 of the secret seed by the name.</param>
/// <param name="DefaultKeyPairName">The key that is used where none is named; null if there is none.</param>
public sealed record ProjectSecretsYaml(ImmutableSortedDictionary<string, string> KeyPairs, string? DefaultKeyPairName)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ProjectFileException">It is no YAML, or settings are unknown, missing or wrong; all of them are told.</exception>
    public static ProjectSecretsYaml Read(string text, string file) => SecretsReader.Read(text, file, SmallShapes.ProjectSecrets);
}

/// <summary>A <c>user-secrets.yaml</c>: the keys of a user, in the older form of one file.</summary>
/// <param name="KeyPairs">The keys: base64 of the secret seed by the name.</param>
/// <param name="DefaultKeyPairName">The key that is used where none is named.</param>
public sealed record UserSecretsYaml(ImmutableSortedDictionary<string, string> KeyPairs, string DefaultKeyPairName)
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="ProjectFileException">It is no YAML, or settings are unknown, missing or wrong; all of them are told.</exception>
    public static UserSecretsYaml Read(string text, string file)
    {
        ProjectSecretsYaml read = SecretsReader.Read(text, file, SmallShapes.UserSecrets);
        return new UserSecretsYaml(read.KeyPairs, read.DefaultKeyPairName!);
    }
}

/// <summary>Reads files of keys.</summary>
internal static class SecretsReader
{
    public static ProjectSecretsYaml Read(string text, string file, FileShape shape)
    {
        ConfigMap map = ShapedFile.Parse(text, file, shape);
        ImmutableSortedDictionary<string, string>.Builder keys =
            ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (ConfigMap pair in ((ConfigList)map.Find("keyPairs")!).Items.Cast<ConfigMap>())
        {
            if (!keys.TryAdd(pair.RequiredText("name"), pair.RequiredText("secretKey")))
            {
                string problem = $"the key '{pair.RequiredText("name")}' is there twice, expected one of each name";
                throw new ProjectFileException(file, [new FileMistake(pair.Line, pair.Column, problem)]);
            }
        }

        return new ProjectSecretsYaml(keys.ToImmutable(), map.Text("defaultKeyPairName"));
    }
}
