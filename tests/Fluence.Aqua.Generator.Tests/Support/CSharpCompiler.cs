using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fluence.Aqua.Generator.Tests.Support;

/// <summary>The C# compiler with what typed clients stand on.</summary>
internal static class CSharpCompiler
{
    private static readonly CSharpParseOptions Documented = CSharpParseOptions.Default.WithDocumentationMode(DocumentationMode.Diagnose);

    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(static () =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Select(static path => MetadataReference.CreateFromFile(path))]);

    internal static CSharpCompilation Compilation(params IEnumerable<string> sources) => CSharpCompilation.Create(
        "Clients", sources.Select(static source => CSharpSyntaxTree.ParseText(source, Documented)), References.Value,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    /// <summary>Errors and warnings; what is said of unused usings and the like is not counted.</summary>
    internal static ImmutableArray<Diagnostic> Problems(CSharpCompilation compilation) =>
        [.. compilation.GetDiagnostics().Where(static each => each.Severity >= DiagnosticSeverity.Warning)];
}
