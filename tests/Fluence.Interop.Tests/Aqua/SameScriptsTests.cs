using Fluence.Air;
using Fluence.Aqua.Emission;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Aqua;

public sealed class SameScriptsTests
{
    [NodeTheory(OriginalCompiler.Folder)]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    public async Task Our_sources_become_the_same_scripts_and_definitions(bool noRelay, bool noXor)
    {
        Comparison comparison = await OriginalCompiler.CompareAsync(OriginalCompiler.OwnSources, new AirOptions(noRelay, noXor));

        Assert.True(comparison.Differences.Length == 0, string.Join(Environment.NewLine, comparison.Differences));
        Assert.Empty(comparison.Refused);
        Assert.Empty(comparison.More);
        Assert.InRange(comparison.Functions, 90, int.MaxValue);
    }

    [NodeFact(OriginalCompiler.Folder)]
    public async Task An_empty_response_is_given_where_it_is_asked_for()
    {
        IEnumerable<string> files = OriginalCompiler.OwnSources.Where(file => file.EndsWith("/topology.aqua", StringComparison.Ordinal));

        Comparison comparison = await OriginalCompiler.CompareAsync(files, new AirOptions(NoEmptyResponse: false));

        Assert.True(comparison.Differences.Length == 0, string.Join(Environment.NewLine, comparison.Differences));
        Assert.NotEqual(0, comparison.Functions);
    }

    [NodeFact(OriginalCompiler.Folder)]
    public async Task Calls_are_traced_in_the_same_way()
    {
        IEnumerable<string> files = OriginalCompiler.OwnSources.Where(file => !file.EndsWith("/imports.aqua", StringComparison.Ordinal));

        Comparison comparison = await OriginalCompiler.CompareAsync(files, new AirOptions(Tracing: true));

        Assert.True(comparison.Differences.Length == 0, string.Join(Environment.NewLine, comparison.Differences));
        Assert.NotEqual(0, comparison.Functions);
    }

    [NodeTheory(OriginalCompiler.Folder)]
    [InlineData("@fluencelabs/aqua-lib", 0)]
    [InlineData("@fluencelabs/aqua-ipfs", 10)]
    [InlineData("@fluencelabs/spell", 0)]
    [InlineData("@fluencelabs/installation-spell", 5)]
    public async Task Packages_become_the_same_scripts_and_definitions(string package, int functions)
    {
        Comparison comparison = await OriginalCompiler.CompareAsync(OriginalCompiler.PackageSources(package), new AirOptions());

        Assert.True(comparison.Differences.Length == 0, string.Join(Environment.NewLine, comparison.Differences));
        Assert.Empty(comparison.Refused);
        Assert.InRange(comparison.Functions, functions, int.MaxValue);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Our_parser_accepts_all_scripts(bool tracing)
    {
        foreach (AirFunction function in OriginalCompiler.OwnSources.Where(file => !file.EndsWith("/imports.aqua", StringComparison.Ordinal)
            && !file.EndsWith("/library.aqua", StringComparison.Ordinal))
            .SelectMany(file => OriginalCompiler.Compile(file, new AirOptions(Tracing: tracing)).Functions))
        {
            AirParseResult result = AirParser.Parse(function.Air);
            Assert.True(result.IsAccepted, $"{function.Name}: {result.ErrorText}");
        }
    }
}
