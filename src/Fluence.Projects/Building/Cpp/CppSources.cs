using System.Collections.Immutable;
using Fluence.Marine.Configuration;
using Fluence.Projects.Files;

namespace Fluence.Projects.Building.Cpp;

/// <summary>The sources of a module of type <c>cpp</c>: those that <c>module.yaml</c> names, or all in <c>src</c>.</summary>
internal static class CppSources
{
    private const string SourceFolder = "src";

    private static readonly string[] CppEndings = [".cpp", ".cc", ".cxx"];
    private static readonly string[] Endings = [".c", .. CppEndings];

    /// <summary>Absolute paths, in an order that does not depend on the machine.</summary>
    /// <exception cref="ProjectException">There are none, or one is missing.</exception>
    public static ImmutableArray<string> Find(ModuleFolder module)
    {
        CppSettings settings = module.Yaml.Cpp;
        string[] found = settings.Sources.IsEmpty
            ? In(Path.Combine(module.Folder, SourceFolder))
            : [.. settings.Sources.SelectMany(each => Expand(module, each))];
        return found.Length > 0
            ? [.. found]
            : throw new ProjectException(
                $"{module.Folder} has no C or C++ sources; put them into {SourceFolder}, or name them in module.yaml");
    }

    /// <summary>All sources in a folder and those below.</summary>
    public static string[] In(string folder) => Directory.Exists(folder)
        ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsSource).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether a file is C++ rather than C.</summary>
    public static bool IsCpp(string file) => CppEndings.Contains(Path.GetExtension(file), StringComparer.Ordinal);

    private static bool IsSource(string file) => Endings.Contains(Path.GetExtension(file), StringComparer.Ordinal);

    private static string[] Expand(ModuleFolder module, string source)
    {
        string path = Path.GetFullPath(Path.Combine(module.Folder, source));
        return File.Exists(path) ? [path]
            : Directory.Exists(path) ? In(path)
            : throw new ProjectException($"{module.Folder}: the source {source} of module.yaml is missing");
    }
}
