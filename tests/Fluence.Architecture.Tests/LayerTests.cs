using System.Xml.Linq;

namespace Fluence.Architecture.Tests;

/// <summary>A project references only projects of lower layers (docs/ARCHITECTURE.md).</summary>
public sealed class LayerTests
{
    private static readonly Dictionary<string, int> Layers = new(StringComparer.Ordinal)
    {
        ["Fluence.Primitives"] = 0, ["Fluence.Crypto"] = 0,
        ["Fluence.Air"] = 1, ["Fluence.Wasm"] = 1, ["Fluence.Libp2p"] = 1, ["Fluence.Ethereum"] = 1, ["Fluence.Ethereum.Generator"] = 1,
        ["Fluence.RandomX"] = 1,
        ["Fluence.AquaVM"] = 2, ["Fluence.Aqua"] = 2, ["Fluence.Marine"] = 2, ["Fluence.Ipfs"] = 2, ["Fluence.Market"] = 2,
        ["Fluence.Aqua.Generator"] = 3, ["Fluence.Particles"] = 3, ["Fluence.Services"] = 3, ["Fluence.Proofs"] = 3,
        ["Fluence.Peer"] = 4, ["Fluence.Client"] = 4, ["Fluence.Projects"] = 4,
        ["Fluence.Cli"] = 5,
    };

    // both hold the lowest layer's basics; keys are written in its encodings
    private static readonly (string From, string To)[] SameLayerEdges = [("Fluence.Crypto", "Fluence.Primitives")];

    [Fact]
    public void Every_project_has_a_layer() =>
        Assert.All(SourceTree.Projects, project => Assert.Contains(project.Name, Layers.Keys));

    [Fact]
    public void Projects_reference_only_lower_layers()
    {
        List<string> wrong = [];
        foreach ((string name, string file) in SourceTree.Projects)
        {
            foreach (string reference in References(file))
            {
                if (Layers[reference] >= Layers[name] && !SameLayerEdges.Contains((name, reference)))
                {
                    wrong.Add($"{name} (layer {Layers[name]}) references {reference} (layer {Layers[reference]})");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_project_has_tests() => Assert.All(SourceTree.Projects, project =>
        Assert.True(Directory.Exists(Path.Combine(SourceTree.Root, "tests", project.Name + ".Tests")), $"no tests/{project.Name}.Tests"));

    [Fact]
    public void The_solution_holds_every_project()
    {
        string solution = File.ReadAllText(Path.Combine(SourceTree.Root, "Fluence.slnx"));
        IEnumerable<string> projects = new[] { "src", "tests", "bench" }
            .Select(folder => Path.Combine(SourceTree.Root, folder)).Where(Directory.Exists)
            .SelectMany(folder => Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories));
        Assert.All(projects, project => Assert.Contains(SourceTree.Relative(project), solution, StringComparison.Ordinal));
    }

    private static IEnumerable<string> References(string projectFile) => XDocument.Load(projectFile).Descendants("ProjectReference")
        .Select(reference => Path.GetFileNameWithoutExtension((string)reference.Attribute("Include")!));
}
