using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Fluence.Ethereum.Generator.Tests.Support;

/// <summary>A project with artifacts of contracts, and the generator as the C# compiler keeps it between compilations.</summary>
internal sealed class ContractProject
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(static () =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path))]);

    private readonly List<AdditionalText> _files = [];
    private readonly CSharpCompilation _compilation = CSharpCompilation.Create(
        "Contracts", [], References.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    private GeneratorDriver _driver = CSharpGeneratorDriver.Create(
        [new ContractGenerator().AsSourceGenerator()], optionsProvider: new Options(),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Adds an artifact, or changes it.</summary>
    internal ContractProject With(string path, string text)
    {
        Text file = new(path, text);
        AdditionalText? old = _files.Find(each => each.Path == path);
        _driver = old is null ? _driver.AddAdditionalTexts([file]) : _driver.ReplaceAdditionalText(old, file);
        _files.RemoveAll(each => each.Path == path);
        _files.Add(file);
        return this;
    }

    internal GeneratorRunResult Run()
    {
        _driver = _driver.RunGenerators(_compilation);
        return _driver.GetRunResult().Results[0];
    }

    /// <summary>All of the code, and what the compiler says of it.</summary>
    internal (string Code, ImmutableArray<Diagnostic> Problems) Compile()
    {
        GeneratorRunResult made = Run();
        CSharpCompilation all = _compilation.AddSyntaxTrees(made.GeneratedSources.Select(static each => CSharpSyntaxTree.ParseText(each.SourceText)));
        return (string.Join('\n', made.GeneratedSources.Select(static each => each.SourceText)),
            [.. all.GetDiagnostics().Where(static each => each.Severity >= DiagnosticSeverity.Warning)]);
    }

    private sealed class Text(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) =>
            new Values(textFile.Path.EndsWith(".json", StringComparison.Ordinal) ? "Made.Here" : null);
    }

    private sealed class Values(string? space) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = key == "build_metadata.AdditionalFiles.ContractNamespace" ? space : null;
            return value is not null;
        }
    }
}
