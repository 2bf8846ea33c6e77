using System.Text;
using Fluence.Projects.Building;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;
using Fluence.Projects.Files.Schemas;

namespace Fluence.Projects.Templates;

/// <summary>Makes the folder of a new project, without anything from a network.</summary>
public static class NewProject
{
    /// <summary>The name of the service of new projects.</summary>
    public const string ServiceName = "hello";

    /// <summary>Makes the project.</summary>
    /// <param name="folder">The folder; it must not hold anything but what version control keeps there.</param>
    /// <param name="template">What is in it.</param>
    /// <param name="language">What the service's module is written in.</param>
    /// <param name="source">The folder of the sources of this program, which clients are built with; null for packages.</param>
    /// <exception cref="ProjectException">There is a project already, or the folder is not empty.</exception>
    public static ProjectFolder Create(string folder, ProjectTemplate template, GuestLanguage language, string? source)
    {
        string root = Path.GetFullPath(folder);
        CheckEmpty(root);
        ProjectFolder project = new(root);
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(root));
        TemplateFiles.Write("templates/project/common/", root);
        string[] layers = template switch
        {
            ProjectTemplate.Minimal => ["minimal"],
            ProjectTemplate.CSharp => ["quickstart", "csharp"],
            ProjectTemplate.TypeScript => ["quickstart", "ts"],
            _ => ["quickstart"],
        };
        foreach (string layer in layers)
        {
            TemplateFiles.Write(
                $"templates/project/{layer}/", root, ("name", name), ("compileAqua", CompileAqua(template)), ("more", More(template)),
                ("source", source is null ? "" : Path.GetFullPath(source).Replace('\\', '/')), ("version", Version));
        }

        if (template != ProjectTemplate.Minimal)
        {
            NewService.Create(Path.Combine(root, "src/services", ServiceName), ServiceName, language, root);
        }

        BundledAqua.Unpack(project);
        SchemaFiles.Write(project.SchemasFolder);
        new EnvYaml("local").Save(project.EnvFile);
        WorkersYaml.Empty.Save(project.WorkersFile);
        WriteAqua(project, template, language);
        return project;
    }

    private static string Version =>
        typeof(NewProject).Assembly.GetName().Version is { } version ? version.ToString(3) : "0.1.0";

    private static void CheckEmpty(string root)
    {
        if (File.Exists(root))
        {
            throw new ProjectException($"{root} is a file; choose a folder");
        }

        if (File.Exists(Path.Combine(root, FluenceYaml.FileName)))
        {
            throw new ProjectException($"{root} is a project already; nothing was changed");
        }

        string? there = !Directory.Exists(root) ? null
            : Directory.EnumerateFileSystemEntries(root).Select(static entry => Path.GetFileName(entry))
                .Where(static entry => entry != ".git").Order(StringComparer.Ordinal).FirstOrDefault();
        if (there is not null)
        {
            throw new ProjectException($"{root} is not empty, it has '{there}' in it; choose a new or empty folder");
        }
    }

    private static void WriteAqua(ProjectFolder project, ProjectTemplate template, GuestLanguage language)
    {
        FluenceYaml yaml = project.Load();
        string services = template != ProjectTemplate.Minimal && PrebuiltModule.Find(ServiceName, language) is { } wasm
            ? AquaInterfaces.Text([(ServiceName, wasm)]) : AquaInterfaces.Text([]);
        ModuleFile.Write(project.ServicesAquaFile, Encoding.UTF8.GetBytes(services));
        DeploymentsAqua.Write(project, yaml, WorkersYaml.Empty, "local");
    }

    private static string CompileAqua(ProjectTemplate template) => template == ProjectTemplate.TypeScript
        ? """
            frontend:
              input: src/aqua
              output: src/frontend/src/compiled-aqua
              target: ts
          """
        : """
            default:
              input: src/aqua
              output: src/compiled-aqua
              target: air
          """;

    private static string More(ProjectTemplate template) => template switch
    {
        ProjectTemplate.CSharp => "| `src/client` | a program in C# that calls it: `dotnet run --project src/client -- RELAY NAME` |\n",
        ProjectTemplate.TypeScript =>
            "| `src/frontend` | a program in TypeScript that calls it: `npm install`, `npm run build`, `npm start -- RELAY NAME` |\n",
        _ => "",
    };
}
