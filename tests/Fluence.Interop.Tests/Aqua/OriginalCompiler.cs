using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Aqua.Definitions;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Linking;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Aqua;

/// <summary>Compiles files with ours and with the original compiler, and compares (tests/interop/aqua/compare.mjs).</summary>
internal static class OriginalCompiler
{
    internal const string Folder = "aqua";

    private static readonly string Root = FindRoot();

    private static string Packages => Path.Combine(Root, "node_modules");

    /// <summary>Our own sources.</summary>
    internal static ImmutableArray<string> OwnSources => Find(Path.Combine(Root, "sources"));

    /// <summary>The sources of a package.</summary>
    internal static ImmutableArray<string> PackageSources(string package) => Find(Path.Combine(Packages, package));

    /// <summary>Compiles a file.</summary>
    internal static AirOutput Compile(string path, AirOptions options)
    {
        Linker linker = new(new Files(), AquaImports.Folders(Packages), BuiltInConstants.For(options));
        LinkedFile? file = linker.Link(path);
        Assert.NotNull(file);
        Assert.DoesNotContain(linker.Diagnostics, diagnostic => diagnostic.Severity == AquaSeverity.Error);
        return AirCompiler.Compile(file.Compiled, options);
    }

    /// <summary>Compiles files with both.</summary>
    internal static async Task<Comparison> CompareAsync(IEnumerable<string> files, AirOptions options)
    {
        JsonObject input = new()
        {
            ["imports"] = new JsonArray(Packages),
            ["options"] = new JsonObject
            {
                ["noRelay"] = options.NoRelay, ["noXor"] = options.NoXor, ["tracing"] = options.Tracing, ["noEmptyResponse"] = options.NoEmptyResponse,
            },
            ["files"] = new JsonObject(files.Select(file => KeyValuePair.Create<string, JsonNode?>(file, Write(Compile(file, options))))),
        };
        return await AskAsync<Comparison>("compare.mjs", input);
    }

    /// <summary>Gives a script its input, and reads what it answers.</summary>
    public static async Task<T> AskAsync<T>(string script, JsonObject input)
    {
        using Process process = NodeProgram.Start(Folder, script);
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task<string> answer = process.StandardOutput.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input.ToJsonString());
        process.StandardInput.Close();
        string text = await answer;
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return JsonSerializer.Deserialize<T>(text, JsonSerializerOptions.Web)!;
    }

    private static JsonObject Write(AirOutput output) => new()
    {
        ["functions"] = new JsonObject(output.Functions.Select(function => KeyValuePair.Create<string, JsonNode?>(
            function.Name, new JsonObject { ["air"] = function.Air, ["definition"] = JsonNode.Parse(DefinitionText.Of(function)) }))),
        ["services"] = new JsonObject(output.Services.Select(service => KeyValuePair.Create<string, JsonNode?>(
            service.Name, JsonNode.Parse(DefinitionText.Of(service))))),
    };

    private static ImmutableArray<string> Find(string folder) => !Directory.Exists(folder) ? []
        : [.. Directory.EnumerateFiles(folder, "*.aqua", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "interop", Folder));

    private sealed class Files : IAquaSources
    {
        public string? Read(string path) => File.Exists(path) ? File.ReadAllText(path) : null;
    }
}

/// <summary>How two compilers' outputs differ.</summary>
/// <param name="Functions">How many functions were compared.</param>
/// <param name="Differences">Scripts and definitions that differ.</param>
/// <param name="Refused">What the original does not compile, with its errors.</param>
/// <param name="More">Functions that only the original gives.</param>
internal sealed record Comparison(int Functions, string[] Differences, Dictionary<string, string[]> Refused, string[] More);
