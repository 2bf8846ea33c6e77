using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Generator.Tests.Support;
using Fluence.Aqua.Linking;
using Fluence.TestKit;

namespace Fluence.Aqua.Generator.Tests;

/// <summary>Typed clients of the packages from npm, and of the sources that import them, as the C# compiler sees them.</summary>
public sealed class PackageClientTests
{
    [NodeTheory("aqua")]
    [InlineData("node_modules/@fluencelabs/aqua-lib")]
    [InlineData("node_modules/@fluencelabs/aqua-ipfs")]
    [InlineData("node_modules/@fluencelabs/spell")]
    [InlineData("node_modules/@fluencelabs/installation-spell")]
    [InlineData("sources")]
    public void The_clients_of_a_folder_compile_together_without_warnings(string folder)
    {
        AquaImports imports = AquaImports.Folders(NodeProgram.PathOf("aqua", "node_modules"));
        List<string> clients = [];
        foreach (string file in Directory.EnumerateFiles(NodeProgram.PathOf("aqua", folder), "*.aqua", SearchOption.AllDirectories))
        {
            AquaProgram program = new AquaCompiler(new AquaFileSources(), imports).Compile(file);
            Assert.DoesNotContain(program.Diagnostics, static each => each.Severity == AquaSeverity.Error);
            if (!program.Functions.IsEmpty || !program.Services.IsEmpty)
            {
                clients.Add(program.ToCSharp($"Clients{clients.Count}"));
            }
        }

        Assert.Empty(CSharpCompiler.Problems(CSharpCompiler.Compilation(clients)));
    }
}
