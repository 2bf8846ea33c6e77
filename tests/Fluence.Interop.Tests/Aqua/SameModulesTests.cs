using System.Text.Json.Nodes;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Aqua;

/// <summary>Modules for js-client do what those of aqua-to-js 0.3.13 do, and have the same types (tests/interop/aqua/modules.mjs).</summary>
public sealed class SameModulesTests
{
    private const string Rows = "/rows.aqua";

    [NodeFact(OriginalCompiler.Folder)]
    public async Task Modules_of_our_sources_do_the_same()
    {
        ModuleComparison comparison = await CompareAsync(OriginalCompiler.OwnSources.Where(static file => !file.EndsWith(Rows, StringComparison.Ordinal)));
        Assert.True(comparison.Differences.Length == 0, string.Join(Environment.NewLine, comparison.Differences));
        Assert.InRange(comparison.Functions, 180, int.MaxValue);
    }

    // aqua-to-js writes []?T as `T | null[]`, which is one T or an array of nothing but null; js-client takes and gives arrays of both
    [NodeFact(OriginalCompiler.Folder)]
    public async Task Only_arrays_of_options_have_another_type()
    {
        ModuleComparison comparison = await CompareAsync(OriginalCompiler.OwnSources.Where(static file => file.EndsWith(Rows, StringComparison.Ordinal)));
        string[] types = [.. comparison.Differences.Select(static each => each.Split(": ")[1])];
        Assert.Equal(
            ["GapsArgB (.ts)", "GapsParams (.ts)", "GapsResult (.ts)", "gaps (.ts)", "GapsArgB (.d.ts)", "GapsParams (.d.ts)", "GapsResult (.d.ts)"], types);
    }

    [NodeTheory(OriginalCompiler.Folder)]
    [InlineData("@fluencelabs/aqua-lib")]
    [InlineData("@fluencelabs/aqua-ipfs")]
    [InlineData("@fluencelabs/spell")]
    [InlineData("@fluencelabs/installation-spell")]
    public async Task Modules_of_packages_do_the_same(string package)
    {
        ModuleComparison comparison = await CompareAsync(OriginalCompiler.PackageSources(package));
        Assert.True(comparison.Differences.Length == 0, string.Join(Environment.NewLine, comparison.Differences));
    }

    private static async Task<ModuleComparison> CompareAsync(IEnumerable<string> files)
    {
        AquaImports imports = AquaImports.Folders(NodeProgram.PathOf(OriginalCompiler.Folder, "node_modules"));
        JsonObject modules = [];
        foreach (string file in files)
        {
            AquaProgram program = new AquaCompiler(new AquaFileSources(), imports).Compile(file);
            Assert.False(program.HasErrors, file);
            bool isEmpty = program.Functions.IsEmpty && program.Services.IsEmpty;
            modules[file] = new JsonObject
            {
                ["js"] = isEmpty ? null : program.ToJavaScript(),
                ["types"] = isEmpty ? null : program.ToJavaScriptTypes(),
                ["ts"] = isEmpty ? null : program.ToTypeScript(),
            };
        }

        JsonObject input = new()
        {
            ["imports"] = new JsonArray(NodeProgram.PathOf(OriginalCompiler.Folder, "node_modules")), ["files"] = modules,
        };
        return await OriginalCompiler.AskAsync<ModuleComparison>("modules.mjs", input);
    }
}

/// <summary>How modules differ from those of the original.</summary>
/// <param name="Functions">How many functions were called, in both languages.</param>
/// <param name="Services">How many services were registered, in both languages.</param>
/// <param name="Differences">What is different.</param>
internal sealed record ModuleComparison(int Functions, int Services, string[] Differences);
