using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fluence.Aqua;
using Fluence.Aqua.Formatting;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax;
using Fluence.Subnets.Tests.Simulation;
using Fluence.TestKit;

namespace Fluence.Subnets.Tests;

/// <summary>The files of the library themselves.</summary>
public sealed partial class LibraryTests
{
    public static TheoryData<string> Files => [.. Directory
        .GetFiles(AquaScripts.Library, "*.aqua", SearchOption.AllDirectories)
        .Select(static file => Path.GetRelativePath(AquaScripts.Library, file).Replace('\\', '/')).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Own => [.. Directory.GetFiles(Path.Combine(AquaScripts.Library, "@fluence", "subnet"), "*.aqua")
        .Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Originals => new(
        "aqua-lib/builtin.aqua", "aqua-lib/math.aqua", "aqua-lib/subnet.aqua", "aqua-lib/workers.aqua",
        "spell/spell_service.aqua", "spell/api.aqua", "spell/trigger.aqua", "aqua-ipfs/ipfs.aqua");

    [Theory]
    [MemberData(nameof(Files))]
    public void It_compiles_without_warnings(string file) =>
        Assert.Empty(AquaScripts.Compile(Path.Combine(AquaScripts.Library, file)).Diagnostics);

    [Theory]
    [MemberData(nameof(Files))]
    public void It_has_the_common_layout(string file)
    {
        string text = File.ReadAllText(Path.Combine(AquaScripts.Library, file));
        Assert.Equal(text, AquaFormatter.Format(new SourceFile(file, text)).Text);
    }

    [Theory]
    [MemberData(nameof(Own))]
    public void Everything_of_our_own_is_documented(string file)
    {
        string[] lines = File.ReadAllLines(Path.Combine(AquaScripts.Library, "@fluence", "subnet", file));
        Assert.All(
            lines.Index().Where(static line => Definition().IsMatch(line.Item)),
            line => Assert.StartsWith("-- ", lines[line.Index - 1], StringComparison.Ordinal));
    }

    [Fact]
    public void The_examples_of_the_guide_compile()
    {
        string folder = TestFolder.New();
        foreach (Match example in Example().Matches(File.ReadAllText(Path.Combine(AquaScripts.Root, "docs", "guides", "subnets.md"))))
        {
            File.WriteAllText(Path.Combine(folder, $"{example.Groups[2].Value.ToLowerInvariant()}.aqua"), example.Groups[1].Value);
        }

        string[] files = Directory.GetFiles(folder);
        Assert.True(files.Length >= 6);
        Assert.All(files, static file => Assert.Empty(AquaScripts.Compile(file).Diagnostics));
    }

    [NodeTheory("aqua")]
    [MemberData(nameof(Originals))]
    public void Services_have_the_functions_of_the_original(string file)
    {
        string original = NodeProgram.PathOf("aqua", "node_modules");
        string[] names = [.. Service().Matches(File.ReadAllText(Path.Combine(original, "@fluencelabs", file))).Select(static match => match.Groups[1].Value)];
        Assert.NotEmpty(names);
        Assert.Equal(Definitions(original, file, names), Definitions(AquaScripts.Library, file, names));
    }

    [NodeFact("aqua")]
    public async Task The_original_compiler_makes_the_same_scripts_of_it()
    {
        string[] files = Directory.GetFiles(AquaScripts.TestFiles, "*.aqua");
        JsonObject input = new()
        {
            ["imports"] = new JsonArray(AquaScripts.Library),
            ["options"] = new JsonObject(),
            ["files"] = new JsonObject(files.Select(static file => KeyValuePair.Create<string, JsonNode?>(file, Scripts(file)))),
        };
        using Process process = NodeProgram.Start("aqua", "compare.mjs");
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input.ToJsonString());
        process.StandardInput.Close();
        string text = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        Primitives.Json.JsonValue result = Primitives.Json.JsonValue.Parse(text);
        Assert.Equal("{}", result.Get("refused").ToString());
        Assert.Equal("[]", result.Get("differences").ToString());
        Assert.True(result.Get("functions").AsNumber() >= 20);
    }

    private static JsonObject Scripts(string file)
    {
        JsonObject functions = [];
        foreach (AquaFunctionOutput function in AquaScripts.Compile(file).Functions)
        {
            functions[function.Name] = new JsonObject
            {
                ["air"] = function.Air, ["definition"] = JsonNode.Parse(function.Definition),
            };
        }

        return new JsonObject { ["functions"] = functions, ["services"] = new JsonObject() };
    }

    private static IEnumerable<string> Definitions(string root, string file, string[] names)
    {
        string list = string.Join(", ", names);
        AquaProgram program = new AquaCompiler(new AquaFileSources(), AquaImports.Folders(root)).Compile(
            new SourceFile("/original.aqua", $"aqua Original\nimport {list} from \"@fluencelabs/{file}\"\nexport {list}\n"));
        Assert.Empty(program.Diagnostics);
        return program.Services.Select(static service => service.Definition);
    }

    [GeneratedRegex(@"^(func|data|service) \w+")]
    private static partial Regex Definition();

    [GeneratedRegex(@"```aqua\n(aqua (\w+).*?)```", RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^service (\w+)", RegexOptions.Multiline)]
    private static partial Regex Service();
}
