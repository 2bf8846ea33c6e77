using Fluence.Projects.Building;
using Fluence.Projects.Files;
using Fluence.Projects.Sdk;

namespace Fluence.Projects.Templates;

/// <summary>Makes the folder of a new module, which builds and passes its test as it is.</summary>
public static class NewModule
{
    /// <summary>Makes the folder.</summary>
    /// <param name="folder">The folder, which must not hold anything yet.</param>
    /// <param name="name">The module's name.</param>
    /// <param name="language">What it is written in.</param>
    /// <param name="root">The folder of the project, in which the SDK is unpacked.</param>
    /// <exception cref="ProjectException">The name cannot be one, or the folder is not empty.</exception>
    public static ModuleFolder Create(string folder, string name, GuestLanguage language, string root)
    {
        Names.CheckModule(name);
        string target = Path.GetFullPath(folder);
        if (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any())
        {
            throw new ProjectException($"{target} exists already and is not empty; choose another name or --path");
        }

        string sdk = Path.GetRelativePath(target, Path.Combine(Path.GetFullPath(root), SdkFiles.Folder)).Replace('\\', '/');
        foreach ((string path, string text) in Files(name, language, sdk, SchemaComment.For(target, root, ModuleFolder.FileName)))
        {
            ModuleFile.Write(Path.Combine(target, path), System.Text.Encoding.UTF8.GetBytes(text));
        }

        SdkFiles.Unpack(language == GuestLanguage.Rust ? "rust" : "cpp", root);
        return ModuleFolder.Open(target);
    }

    /// <summary>The files of a new module.</summary>
    internal static IEnumerable<(string Path, string Text)> Files(string name, GuestLanguage language, string sdk, string schema) =>
        TemplateFiles.Of(
            language == GuestLanguage.Rust ? "templates/rust/" : "templates/cpp/", ("name", name), ("sdk", sdk), ("schema", schema));
}
