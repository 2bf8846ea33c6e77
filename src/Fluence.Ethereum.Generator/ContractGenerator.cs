using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Fluence.Ethereum.Generator;

/// <summary>
/// Makes typed calls, events and errors of the contracts whose artifacts (JSON with <c>contractName</c> and <c>abi</c>) a project gives the
/// compiler as additional files with the metadata <c>ContractNamespace</c>.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ContractGenerator : IIncrementalGenerator
{
    /// <summary>The step that reads the files of the project.</summary>
    internal const string InputStep = "ContractInput";

    private const string NamespaceOption = "build_metadata.AdditionalFiles.ContractNamespace";

    private static readonly DiagnosticDescriptor NoAbi =
        new("ABI001", "Not the ABI of a contract", "{0}", "Contracts", DiagnosticSeverity.Error, isEnabledByDefault: true);

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<ImmutableArray<ContractInput>> inputs = context.AdditionalTextsProvider
            .Combine(context.AnalyzerConfigOptionsProvider)
            .Select(static (pair, cancellation) =>
                pair.Right.GetOptions(pair.Left).TryGetValue(NamespaceOption, out string? space) && space.Length > 0
                    ? ContractInput.Read(pair.Left.Path, space, pair.Left.GetText(cancellation)?.ToString() ?? "")
                    : null)
            .Where(static input => input is not null).Select(static (input, _) => input!)
            .WithTrackingName(InputStep)
            .Collect().WithComparer(new SameInputs());
        context.RegisterSourceOutput(inputs, Generate);
    }

    private static void Generate(SourceProductionContext output, ImmutableArray<ContractInput> inputs)
    {
        foreach (IGrouping<string, ContractInput> space in inputs.GroupBy(static each => each.Namespace, StringComparer.Ordinal))
        {
            List<AbiContract> contracts = [];
            foreach (ContractInput input in space.OrderBy(static each => each.Path, StringComparer.Ordinal))
            {
                if (input.Mistake is { } mistake)
                {
                    output.ReportDiagnostic(Diagnostic.Create(NoAbi, Location.Create(input.Path, default, default), mistake));
                    continue;
                }

                try
                {
                    contracts.Add(AbiContract.Read(input.Name, input.Abi));
                }
                catch (Exception wrong) when (
                    wrong is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
                {
                    output.ReportDiagnostic(Diagnostic.Create(NoAbi, Location.Create(input.Path, default, default), wrong.Message));
                }
            }

            foreach ((string name, string text) in new ContractCode(space.Key, contracts).Files())
            {
                output.AddSource($"{space.Key}.{name}.g.cs", SourceText.From(text, Encoding.UTF8));
            }
        }
    }

    private sealed class SameInputs : IEqualityComparer<ImmutableArray<ContractInput>>
    {
        public bool Equals(ImmutableArray<ContractInput> x, ImmutableArray<ContractInput> y) => x.AsSpan().SequenceEqual(y.AsSpan());

        public int GetHashCode(ImmutableArray<ContractInput> obj) => obj.Length;
    }
}
