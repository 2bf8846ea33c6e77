using Fluence.TestKit;

namespace Fluence.Wasm.Tests.Spec;

/// <summary>The specification's own tests of WebAssembly 2.0.</summary>
public sealed class SpecTests
{
    // the suite holds one module of a later version, with a memory of 64-bit addresses, which 2.0 has no place for
    private const string LaterModule = "binary-leb128.73.wasm";

    public static TheoryData<string> Files => [.. SpecSuite.Names];

    [SharedTheory(SpecSuite.Folder)]
    [MemberData(nameof(Files))]
    public void Every_command_has_its_outcome(string file)
    {
        SpecRun run = SpecRun.Run(SpecSuite.PathOf(file), WasmModuleOptions.Default);
        Assert.DoesNotContain(run.Failures, failure => !failure.Contains(LaterModule, StringComparison.Ordinal));
        Assert.True(run.Passed + run.TextFormat > 0);
    }
}
