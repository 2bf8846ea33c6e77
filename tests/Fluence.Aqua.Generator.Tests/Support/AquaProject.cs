using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluence.Aqua.Generator.Tests.Support;

/// <summary>A project with Aqua files, and the generator as the C# compiler keeps it between compilations.</summary>
internal sealed class AquaProject
{
    internal const string Folder = "/project";

    private readonly Dictionary<string, string> _properties = new() { ["ProjectDir"] = Folder, ["RootNamespace"] = "Root" };
    private readonly Dictionary<string, Dictionary<string, string>> _metadata = [];
    private readonly Dictionary<string, AquaText> _files = [];
    private CSharpCompilation _compilation = CSharpCompiler.Compilation();
    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new AquaGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Sets a property of the project.</summary>
    internal AquaProject Set(string name, string value)
    {
        _properties[name] = value;
        return this;
    }

    /// <summary>Adds a file or changes it.</summary>
    internal AquaProject With(string name, string text, params (string Name, string Value)[] metadata)
    {
        string path = Path.Combine(Folder, name);
        AquaText file = new(path, text);
        _driver = _files.TryGetValue(path, out AquaText? old)
            ? _driver.ReplaceAdditionalText(old, file)
            : _driver.AddAdditionalTexts([file]);
        _files[path] = file;
        _metadata[path] = metadata.ToDictionary(static each => each.Name, static each => each.Value);
        return this;
    }

    /// <summary>Adds C#, as someone does who edits another file.</summary>
    internal AquaProject WithCSharp(string text)
    {
        _compilation = _compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text));
        return this;
    }

    /// <summary>Runs the generator.</summary>
    internal GeneratorRunResult Run()
    {
        _driver = _driver.WithUpdatedAnalyzerConfigOptions(new ProjectOptions(_properties, _metadata)).RunGenerators(_compilation);
        GeneratorRunResult result = _driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        return result;
    }

    /// <summary>What the compiler says of the generated code.</summary>
    internal ImmutableArray<Diagnostic> Compile() => CSharpCompiler.Problems(
        _compilation.AddSyntaxTrees(Run().GeneratedSources.Select(static source => source.SyntaxTree)));
}
