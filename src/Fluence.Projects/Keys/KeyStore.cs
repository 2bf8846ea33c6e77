using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Fluence.Crypto;
using Fluence.Projects.Files;

namespace Fluence.Projects.Keys;

/// <summary>
/// Secret keys by their names, one in a file <c>NAME.txt</c> of a folder: base64 of the 32-byte Ed25519 seed, as the original keeps them.
/// </summary>
public sealed partial class KeyStore
{
    private const string Extension = ".txt";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly Func<ImmutableSortedDictionary<string, string>> _older;

    private KeyStore(string folder, Func<ImmutableSortedDictionary<string, string>> older) => (Folder, _older) = (folder, older);

    /// <summary>The folder. It need not be there.</summary>
    public string Folder { get; }

    /// <summary>The keys of a project.</summary>
    public static KeyStore OfProject(ProjectFolder project)
    {
        ArgumentNullException.ThrowIfNull(project);
        return new KeyStore(
            project.SecretsFolder, () => ReadOlder(project.SecretsFile, ProjectSecretsYaml.Read, static yaml => yaml.KeyPairs));
    }

    /// <summary>The keys of a user.</summary>
    public static KeyStore OfUser(UserFolder user)
    {
        ArgumentNullException.ThrowIfNull(user);
        return new KeyStore(user.SecretsFolder, () => ReadOlder(user.SecretsFile, UserSecretsYaml.Read, static yaml => yaml.KeyPairs));
    }

    /// <summary>The names of all keys, in order.</summary>
    public ImmutableArray<string> Names()
    {
        IEnumerable<string> files = Directory.Exists(Folder)
            ? Directory.EnumerateFiles(Folder, "*" + Extension).Select(static file => Path.GetFileNameWithoutExtension(file)) : [];
        return [.. files.Concat(_older().Keys).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    /// <summary>The key of a name; null if there is none.</summary>
    /// <exception cref="ProjectException">What is kept under the name is no key.</exception>
    public KeyPair? Find(string name)
    {
        CheckName(name);
        string file = FileOf(name);
        return File.Exists(file) ? Parse(File.ReadAllText(file), file)
            : _older().TryGetValue(name, out string? text) ? Parse(text, $"the key '{name}'") : null;
    }

    /// <summary>Makes a key.</summary>
    /// <exception cref="ProjectException">The name cannot be one, or there is a key of this name.</exception>
    public KeyPair Create(string name)
    {
        CheckName(name);
        if (Names().Contains(name))
        {
            throw new ProjectException($"there is a key '{name}' in {Folder} already; choose another name, or remove it first");
        }

        KeyPair made = KeyPair.Generate();
        Directory.CreateDirectory(Folder);
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using StreamWriter writer = new(FileOf(name), options);
        writer.Write(Convert.ToBase64String(made.Seed.Span));
        return made;
    }

    /// <summary>The key of a name, which is made if there is none.</summary>
    public KeyPair FindOrCreate(string name) => Find(name) ?? Create(name);

    /// <summary>Removes a key.</summary>
    /// <exception cref="ProjectException">There is no such key.</exception>
    public void Remove(string name)
    {
        CheckName(name);
        if (!File.Exists(FileOf(name)))
        {
            throw Unknown(name);
        }

        File.Delete(FileOf(name));
    }

    /// <summary>The error about a key that is not there, with the name that was probably meant.</summary>
    public ProjectException Unknown(string name)
    {
        ImmutableArray<string> names = Names();
        string others = names.IsEmpty ? "there is none" : $"there is {Files.Shapes.Words.Or(names)}";
        return new ProjectException(
            $"there is no key '{name}' in {Folder}, {others}{Files.Shapes.Words.DidYouMean(Files.Shapes.Words.Nearest(name, names))}");
    }

    private string FileOf(string name) => Path.Combine(Folder, name + Extension);

    private static void CheckName(string name)
    {
        if (!Name().IsMatch(name))
        {
            throw new ProjectException(
                $"'{name}' cannot be the name of a key; it must start with a letter or number and contain only letters, numbers, "
                + "underscores, dots and hyphens");
        }
    }

    private static KeyPair Parse(string text, string where)
    {
        byte[] seed = new byte[KeyPair.SeedLength + 1];
        return Convert.TryFromBase64String(text.Trim(), seed, out int length)
            && KeyPair.TryFromSeed(seed.AsSpan(0, length), out KeyPair? key)
            ? key
            : throw new ProjectException($"{where} is no secret key, expected base64 of {KeyPair.SeedLength} bytes");
    }

    private static ImmutableSortedDictionary<string, string> ReadOlder<T>(
        string file, Func<string, string, T> read, Func<T, ImmutableSortedDictionary<string, string>> keys) =>
        File.Exists(file) ? keys(read(File.ReadAllText(file), file)) : ImmutableSortedDictionary<string, string>.Empty;

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_.-]*\z")]
    private static partial Regex Name();
}
