using System.CommandLine;
using Fluence.Aqua;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Cli.Aqua;
using Fluence.Cli.Output;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary>A project whose Aqua files are compiled.</summary>
/// <param name="folder">Its folder.</param>
/// <param name="yaml">What <c>fluence.yaml</c> says.</param>
/// <param name="importFolders">Folders of the command line in which imports are looked for first.</param>
internal sealed class AquaProject(ProjectFolder folder, FluenceYaml yaml, IEnumerable<string> importFolders)
{
    private readonly string[] _importFolders = [.. importFolders];

    /// <summary>The project's folder.</summary>
    public ProjectFolder Folder => folder;

    /// <summary>What <c>fluence.yaml</c> says.</summary>
    public FluenceYaml Yaml => yaml;

    /// <summary>Where imports are looked for. What comes with the command is unpacked first.</summary>
    public AquaImports Imports() =>
        AquaImports.Folders(folder.AquaImports(yaml, _importFolders, BundledAqua.Unpack(folder)).Where(Directory.Exists));

    public static Option<string[]> ImportOption() =>
        new("--import", "-I") { Description = "A folder in which imports of Aqua files are looked for, before all others." };

    /// <summary>Compiles a file.</summary>
    /// <exception cref="CommandException">There is no such file.</exception>
    public AquaProgram Compile(string file, AquaOptions options)
    {
        try
        {
            return new AquaCompiler(new AquaFileSources(), Imports(), options).Compile(file);
        }
        catch (FileNotFoundException missing)
        {
            throw new CommandException(missing.Message);
        }
    }

    /// <summary>Tells what is wrong.</summary>
    /// <returns>Whether there are errors.</returns>
    public static bool Tell(ParseResult parsed, IEnumerable<AquaProgram> programs) =>
        new DiagnosticOutput(parsed).WriteProblems([.. programs.SelectMany(static each => each.Diagnostics).Distinct()]);

    /// <summary>Tells errors only.</summary>
    public static bool TellErrors(ParseResult parsed, IEnumerable<AquaProgram> programs) => new DiagnosticOutput(parsed).WriteProblems(
        [.. programs.SelectMany(static each => each.Diagnostics).Where(static each => each.Severity == AquaSeverity.Error).Distinct()]);
}
