using Fluence.AquaVM;
using Fluence.Interop.Tests.Avm.Differential;
using Fluence.Marine.Services;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Marine;

/// <summary>A large real module in our Marine: avm.wasm gives the same outcomes as our own interpreter.</summary>
[Collection("differential")]
public sealed class MarineAvmTests
{
    [AvmInputsFact]
    public void Avm_in_Marine_has_the_same_outcome_for_every_input()
    {
        using BenchmarkInputs inputs = BenchmarkInputs.Unpack();
        using MarineVm marine = new();
        AquaVm ours = new();
        foreach ((string name, InvokeRequest request, IReadOnlyDictionary<uint, CallResult> results) in inputs.All())
        {
            ReadOnlyMemory<byte> wire = CallResultsCodec.Encode(results);
            Comparison comparison = new(
                request, results, VmAnswer.Of(ours.Invoke(request, wire)), marine.Invoke(request, wire), IsHonest: true);
            Difference? difference = AnswerComparer.Compare(comparison, static _ => { });
            Assert.True(difference is null, $"{name}: {difference}");
            Assert.Equal(0, comparison.Theirs.Code);
        }
    }

    [NodeFact("client")]
    public void Avm_in_Marine_parses_scripts()
    {
        using MarineVm marine = new();
        ServiceOutcome outcome = marine.Ast("(seq (null) (null))");
        Assert.Equal("\"{\\\"Seq\\\":[{\\\"Null\\\":null},{\\\"Null\\\":null}]}\"", outcome.Result?.ToString());
        Assert.Contains("error", marine.Ast("(seq").Result?.ToString(), StringComparison.Ordinal);
    }

    /// <summary>A test that needs the inputs and npm's modules.</summary>
    private sealed class AvmInputsFactAttribute : FactAttribute
    {
        public AvmInputsFactAttribute() => Skip = NodeProgram.ReasonToSkip("client") ?? BenchmarkInputs.ReasonToSkip;
    }
}
