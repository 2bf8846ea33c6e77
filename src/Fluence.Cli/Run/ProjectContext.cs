using Fluence.Aqua.Linking;
using Fluence.Cli.Build;
using Fluence.Cli.Local;
using Fluence.Cli.Output;
using Fluence.Crypto;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;
using Fluence.Projects.Keys;

namespace Fluence.Cli.Run;

/// <summary>What a command that needs the network knows from the project around it, which need not be there.</summary>
/// <param name="Folder">The project; null where there is none.</param>
/// <param name="Yaml">What <c>fluence.yaml</c> says; empty where there is no project.</param>
internal sealed record ProjectContext(ProjectFolder? Folder, FluenceYaml Yaml)
{
    private const string DefaultInput = "src/aqua";

    /// <summary>The folder from which paths of the project are meant.</summary>
    public string Root => Folder?.Root ?? Directory.GetCurrentDirectory();

    /// <summary>The local network of the project.</summary>
    public LocalNetwork Local => LocalNetwork.At(Root);

    /// <summary>The relays of the project's own environment.</summary>
    public IReadOnlyList<string> Relays => Yaml.CustomFluenceEnv?.Relays ?? [];

    /// <summary>The project at or above the present folder.</summary>
    /// <exception cref="CommandException">Its file is wrong.</exception>
    public static ProjectContext Find() => ProjectErrors.Explaining(() =>
    {
        ProjectFolder? folder = ProjectFolder.Find(".");
        return new ProjectContext(folder, folder?.Load() ?? new FluenceYaml());
    });

    /// <summary>The project at or above the present folder, which the command cannot do without.</summary>
    /// <exception cref="CommandException">There is none, or its file is wrong.</exception>
    public static ProjectContext Require() => ProjectErrors.Explaining(() =>
    {
        ProjectFolder folder = ProjectFolder.Require(".");
        return new ProjectContext(folder, folder.Load());
    });

    /// <summary>The key of a name; the default one for null, which is made if there is none.</summary>
    /// <exception cref="CommandException">There is none of the name.</exception>
    public KeyPair Key(string? name) =>
        ProjectErrors.Explaining(() => KeyChoice.Choose(name, Folder, Folder is null ? null : Yaml, UserFolder.Current()));

    /// <summary>The sources that a function is looked for in, unless a command line says others.</summary>
    public IReadOnlyList<string> AquaInputs()
    {
        string[] inputs = [.. Yaml.CompileAqua.Values.Select(entry => Path.GetFullPath(entry.Input, Root)).Distinct()];
        string usual = Path.Combine(Root, DefaultInput);
        return inputs.Length > 0 ? inputs
            : Directory.Exists(usual) ? [usual]
            : throw new CommandException(
                $"there are no Aqua sources: name them with --input, or in compileAqua of fluence.yaml, or put them into {usual}");
    }

    /// <summary>Where imports are looked for.</summary>
    /// <param name="given">The folders of the command line.</param>
    public AquaImports Imports(IEnumerable<string> given) =>
        AquaImports.Folders(Folder is { } folder
            ? folder.AquaImports(Yaml, given, BundledAqua.Unpack(folder))
            : [.. given.Select(Path.GetFullPath), BundledAqua.Unpack(UserFolder.Current())]);
}
