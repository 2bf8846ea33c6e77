using Fluence.AquaVM;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>The inputs that speed is measured on: they are large, and have the same outcome with both.</summary>
[Collection("differential")]
public sealed class BenchmarkInputTests
{
    [BenchmarkFact]
    public void Every_input_has_the_same_outcome()
    {
        using BenchmarkInputs inputs = BenchmarkInputs.Unpack();
        using BothVms vms = new(new AquaVmOptions());
        foreach ((string name, InvokeRequest request, IReadOnlyDictionary<uint, CallResult> results) in inputs.All())
        {
            (Comparison comparison, Difference? difference) = vms.Run(request, results);
            Assert.True(difference is null, $"{name}: {difference}");
            Assert.Equal(0, comparison.Ours.Code);
        }
    }

    /// <summary>A test that needs the inputs as well as Node.js.</summary>
    private sealed class BenchmarkFactAttribute : FactAttribute
    {
        public BenchmarkFactAttribute() => Skip = NodeProgram.ReasonToSkip("client") ?? BenchmarkInputs.ReasonToSkip;
    }
}
