using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Generator.Tests.Support;
using Fluence.Aqua.Linking;

namespace Fluence.Aqua.Generator.Tests;

/// <summary>Typed clients as the C# compiler sees them, warnings counted.</summary>
public sealed class ClientCodeTests
{
    private static readonly string Sources = Path.Combine(AppContext.BaseDirectory, "Sources");

    // those of the worked examples that import a package are in PackageClientTests
    public static TheoryData<string> Files { get; } = [.. Directory.EnumerateFiles(Sources, "*.aqua", SearchOption.AllDirectories)
        .Where(static file => !file.EndsWith("interop/imports.aqua", StringComparison.Ordinal) && !file.EndsWith("library.aqua", StringComparison.Ordinal))
        .Select(static file => Path.GetRelativePath(Sources, file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Files))]
    public void The_client_of_a_source_compiles_without_warnings(string file)
    {
        AquaProgram program = new AquaCompiler(new AquaFileSources(), AquaImports.None).Compile(Path.Combine(Sources, file));
        Assert.DoesNotContain(program.Diagnostics, static each => each.Severity == AquaSeverity.Error);
        bool isEmpty = program.Functions.IsEmpty && program.Services.IsEmpty;
        Assert.Empty(CSharpCompiler.Problems(CSharpCompiler.Compilation(isEmpty ? [] : [program.ToCSharp("Clients")])));
    }

    [Fact]
    public void Comments_become_documentation()
    {
        string client = Names();
        Assert.Contains("    /// <summary>\n    /// Does f.\n    /// With &lt;two&gt; lines &amp; more.\n    /// </summary>\n", client, StringComparison.Ordinal);
        Assert.Contains("    /// A service with &lt;tags&gt; &amp; \"quotes\".\n", client, StringComparison.Ordinal);
        Assert.Contains("        /// Takes words of C#.\n", client, StringComparison.Ordinal);
        Assert.Contains("    /// <param name=\"Top\">any value at all</param>\n", client, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Task<(byte, byte, byte, byte, byte, byte, byte, byte, byte)> ABAsync(")]
    [InlineData("Task ABAsync2(")]
    [InlineData("string callArgument, bool @await, byte aB, byte aB2, string clientArgument, byte ttlArgument, ")]
    [InlineData("Func<global::System.Threading.Tasks.Task> b, ")]
    [InlineData("Task<(Item2, Item)> TwoItemsAsync(")]
    [InlineData("Task<(Thing, Thing)> SameItemAsync(")]
    [InlineData("IReadOnlyList<global::System.Collections.Generic.IReadOnlyList<ulong>?> a, string? b, ")]
    [InlineData("CloneValue")]
    public void Names_and_types_fit_together(string text) =>
        Assert.Contains(text, Names(), StringComparison.Ordinal);

    private static string Names()
    {
        AquaProgram program = new AquaCompiler(new AquaFileSources(), AquaImports.None).Compile(Path.Combine(Sources, "names.aqua"));
        Assert.False(program.HasErrors, string.Join('\n', program.Diagnostics));
        return program.ToCSharp("Clients");
    }
}
