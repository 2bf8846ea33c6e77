using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Fluence.Aqua;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;

namespace Fluence.Subnets.Tests.Simulation;

/// <summary>The scripts of functions of the files in <c>Aqua</c>, which use the library as anyone would.</summary>
internal static class AquaScripts
{
    private static readonly ConcurrentDictionary<string, Lazy<AquaProgram>> Programs = new(StringComparer.Ordinal);

    /// <summary>The folder of the repository.</summary>
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "..", ".."));

    /// <summary>The folder to import the library from.</summary>
    public static string Library { get; } = Path.Combine(Root, "aqua");

    /// <summary>The folder with files that use the library.</summary>
    public static string TestFiles { get; } = Path.GetFullPath(Path.Combine(Here(), "..", "Aqua"));

    /// <summary>The script of an exported function.</summary>
    public static string Of(string file, string function) => Compile(Path.Combine(TestFiles, file))
        .Functions.Single(each => each.Name == function).Air;

    /// <summary>The script of a function with a mistake in the library: some text in place of another.</summary>
    public static string Mutated(string file, string function, string library, string from, string to) =>
        Compile(Path.Combine(TestFiles, file), new MistakenSources(Path.Combine(Library, "@fluence", "subnet", library), from, to))
            .Functions.Single(each => each.Name == function).Air;

    /// <summary>Compiles a file once.</summary>
    public static AquaProgram Compile(string path) =>
        Programs.GetOrAdd(path, static file => new Lazy<AquaProgram>(() => Compile(file, new AquaFileSources()))).Value;

    private static AquaProgram Compile(string path, IAquaSources sources)
    {
        AquaProgram program = new AquaCompiler(sources, AquaImports.Folders(Library)).Compile(path);
        return !program.HasErrors ? program : throw new InvalidOperationException(string.Join('\n', program.Diagnostics.Select(
            static each => DiagnosticText.Format(each, Path.GetFileName(each.Source.Path)))));
    }

    private static string Here([CallerFilePath] string thisFile = "") => Path.GetDirectoryName(thisFile)!;

    private sealed class MistakenSources(string mistaken, string from, string to) : IAquaSources
    {
        private readonly AquaFileSources _files = new();

        public string? Read(string path)
        {
            string? text = _files.Read(path);
            return text is null || Path.GetFullPath(path) != Path.GetFullPath(mistaken) ? text
                : text.Contains(from, StringComparison.Ordinal) ? text.Replace(from, to, StringComparison.Ordinal)
                : throw new InvalidOperationException($"{path} has no text {from}");
        }
    }
}
