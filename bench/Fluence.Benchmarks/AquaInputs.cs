using System.Globalization;
using Fluence.TestKit;

namespace Fluence.Benchmarks;

/// <summary>What the benchmark of Aqua measures, from its command line.</summary>
internal sealed class AquaInputs
{
    internal const string Folder = "aqua", ServeOption = "--serve";

    private readonly List<string> _paths = [], _imports = [];

    internal int Rounds { get; private set; } = 5;

    internal int Lines { get; private set; } = 5000;

    internal bool HasPaths => _paths.Count > 0;

    internal bool IsOnlyServed { get; private set; }

    internal bool IsCold { get; private set; }

    internal bool IsWholeProcess { get; private set; }

    internal bool IsEditing { get; private set; }

    /// <summary>Where imports are looked for: the packages that are installed for the tests, and what was given.</summary>
    internal IReadOnlyList<string> Imports => [.. _imports, NodeProgram.PathOf(Folder, "node_modules")];

    /// <summary>The files that were given, or those of the tests; each path by itself.</summary>
    internal IEnumerable<(string Name, IReadOnlyList<string> Files)> Corpora
    {
        get
        {
            string packages = NodeProgram.PathOf(Folder, Path.Combine("node_modules", "@fluencelabs"));
            string[] installed = Directory.Exists(packages) ? [.. Directory.GetDirectories(packages).Order()] : [];
            IEnumerable<string> paths = HasPaths ? _paths : [NodeProgram.PathOf(Folder, "sources"), .. installed];
            return paths.Select(path => (Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), Files(path)))
                .Where(corpus => corpus.Item2.Count > 0);
        }
    }

    internal static AquaInputs Parse(IEnumerable<string> arguments)
    {
        AquaInputs inputs = new();
        Queue<string> rest = new(arguments);
        while (rest.TryDequeue(out string? argument))
        {
            switch (argument)
            {
                case "--rounds": inputs.Rounds = int.Parse(rest.Dequeue(), CultureInfo.InvariantCulture); break;
                case "--lines": inputs.Lines = int.Parse(rest.Dequeue(), CultureInfo.InvariantCulture); break;
                case "-I": inputs._imports.Add(Path.GetFullPath(rest.Dequeue())); break;
                case "--cold": inputs.IsCold = true; break;
                case "--process": inputs.IsWholeProcess = true; break;
                case "--lsp": inputs.IsEditing = true; break;
                case ServeOption: inputs.IsOnlyServed = true; break;
                default: inputs._paths.Add(Path.GetFullPath(argument)); break;
            }
        }

        return inputs;
    }

    // packages bring older copies of their packages along
    private static IReadOnlyList<string> Files(string path) => !Directory.Exists(path) ? [path]
        : [.. Directory.EnumerateFiles(path, "*.aqua", SearchOption.AllDirectories)
            .Where(file => !Path.GetRelativePath(path, file).Contains("node_modules", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)];
}
