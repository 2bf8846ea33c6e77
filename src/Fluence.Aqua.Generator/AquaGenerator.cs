using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Fluence.Aqua.Generator;

/// <summary>
/// Makes a typed client of every <c>.aqua</c> file that a project gives the compiler as an additional file. A file is compiled again only
/// when it, a file that it imports, or a setting has changed.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class AquaGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads the files of the project.</summary>
    internal const string InputStep = "AquaInput";

    /// <summary>The step that finds out what files depend on.</summary>
    internal const string UnitStep = "AquaUnit";

    /// <summary>The step that compiles.</summary>
    internal const string CodeStep = "AquaCode";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<GeneratorSettings> settings =
            context.AnalyzerConfigOptionsProvider.Select(static (options, _) => GeneratorSettings.Read(options.GlobalOptions));
        IncrementalValuesProvider<AquaInput> inputs = context.AdditionalTextsProvider
            .Where(static file => file.Path.EndsWith(".aqua", StringComparison.OrdinalIgnoreCase))
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) => AquaInput.Read(pair.Left, pair.Right, cancellation))
            .Where(static input => input is not null).Select(static (input, _) => input!)
            .WithTrackingName(InputStep);
        IncrementalValueProvider<ImmutableArray<AquaInput>> project =
            inputs.Collect().WithComparer(new SameInputs());

        // every run of the generator goes through the second of these, as files outside the project are not watched by the compiler
        IncrementalValuesProvider<AquaUnit> units = inputs.Combine(project).Combine(settings)
            .Select(static (pair, _) => AquaUnit.Of(pair.Left.Left, pair.Left.Right, pair.Right))
            .Combine(project).Combine(context.CompilationProvider)
            .Select(static (pair, _) => pair.Left.Left.Refresh(pair.Left.Right))
            .WithTrackingName(UnitStep);
        IncrementalValuesProvider<AquaCode> codes = units.Select(static (unit, _) => AquaCode.Of(unit)).WithTrackingName(CodeStep);
        context.RegisterSourceOutput(codes, static (output, code) =>
        {
            foreach (AquaMistake mistake in code.Mistakes)
            {
                output.ReportDiagnostic(mistake.ToDiagnostic());
            }

            if (code.Text is { } text)
            {
                output.AddSource(code.HintName, SourceText.From(text, System.Text.Encoding.UTF8));
            }
        });
    }

    private sealed class SameInputs : IEqualityComparer<ImmutableArray<AquaInput>>
    {
        public bool Equals(ImmutableArray<AquaInput> x, ImmutableArray<AquaInput> y) => x.AsSpan().SequenceEqual(y.AsSpan());

        public int GetHashCode(ImmutableArray<AquaInput> obj) => obj.Length;
    }
}
