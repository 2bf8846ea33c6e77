using System.Text;
using Fluence.Projects.Files;
using Fluence.Projects.Sdk;

namespace Fluence.Projects.Templates;

/// <summary>The modules of new projects, built already, for machines without compilers for WebAssembly.</summary>
internal static class PrebuiltModule
{
    /// <summary>The module of a new project; null if there is none of the name in the language.</summary>
    public static byte[]? Find(string name, GuestLanguage language)
    {
        using Stream? resource = typeof(PrebuiltModule).Assembly.GetManifestResourceStream(
            $"prebuilt/{(language == GuestLanguage.Rust ? "rust" : "cpp")}/{name}.wasm");
        if (resource is null)
        {
            return null;
        }

        byte[] contents = new byte[resource.Length];
        resource.ReadExactly(contents);
        return contents;
    }

    /// <summary>The module that the sources of a folder make; null if somebody has changed them, or none was built of them.</summary>
    public static byte[]? Find(ModuleFolder module, GuestLanguage language)
    {
        byte[]? built = Find(module.Yaml.Name, language);
        if (built is null)
        {
            return null;
        }

        string[] sources = [.. SourcesOf(module.Folder)];
        (string Path, string Text)[] expected = [.. NewModule.Files(module.Yaml.Name, language, "", "")];
        return sources.Order(StringComparer.Ordinal).SequenceEqual(expected.Select(static file => file.Path).Order(StringComparer.Ordinal))
            && expected.All(file => IsSame(Path.Combine(module.Folder, file.Path), file.Text)) ? built : null;
    }

    private static IEnumerable<string> SourcesOf(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
        .Where(static file => !file.StartsWith("target/", StringComparison.Ordinal)
            && !file.StartsWith("artifacts/", StringComparison.Ordinal) && !file.StartsWith('.') && file != "Cargo.lock");

    private static bool IsSame(string file, string expected) =>
        Meaning(File.ReadAllText(file, Encoding.UTF8).ReplaceLineEndings("\n")).SequenceEqual(Meaning(expected));

    // where the SDK and the schemas lie says nothing about what is made
    private static IEnumerable<string> Meaning(string text) => text.Split('\n').Where(static line => line.Length > 0
        && !line.Contains(SdkFiles.RustCrate, StringComparison.Ordinal) && !line.StartsWith(SchemaComment.Start, StringComparison.Ordinal));
}
