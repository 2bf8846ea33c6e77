using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary>Writes what was compiled: to a folder, as <c>function.air</c> or <c>source.json</c>, or to standard output.</summary>
internal sealed class CompiledOutput(ParseResult parsed, string? folder, bool isJson)
{
    // types can be nested deeply
    private const int MaxDepth = 8_192;

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = MaxDepth,
    };

    /// <summary>Prints everything as one object.</summary>
    public void Print(IEnumerable<(string File, AquaCompilation Result)> results, IReadOnlyList<AquaDiagnostic> diagnostics)
    {
        JsonObject all = Json(results.Select(each => each.Result));
        all["errors"] = DiagnosticOutput.All(diagnostics, AquaSeverity.Error);
        all["warnings"] = DiagnosticOutput.All(diagnostics, AquaSeverity.Warning);
        parsed.Out().WriteLine(all.ToJsonString(Readable));
    }

    /// <summary>Writes the target that was asked for.</summary>
    public void Write(IReadOnlyList<(string File, AquaCompilation Result)> results)
    {
        if (folder is not null)
        {
            Directory.CreateDirectory(folder);
        }

        if (isJson && folder is null)
        {
            parsed.Out().WriteLine(Json(results.Select(each => each.Result)).ToJsonString(Readable));
            return;
        }

        foreach ((string file, AquaCompilation result) in results)
        {
            if (isJson)
            {
                Save($"{Path.GetFileNameWithoutExtension(file)}.json", Json([result]).ToJsonString(Readable) + "\n");
                continue;
            }

            foreach (CompiledFunction function in result.Functions)
            {
                if (folder is null)
                {
                    parsed.Out().Write($"; {function.Name}\n{function.Air.TrimEnd()}\n");
                }
                else
                {
                    Save($"{Path.GetFileNameWithoutExtension(file)}.{function.Name}.air", function.Air);
                }
            }
        }
    }

    private void Save(string name, string text)
    {
        string path = Path.Combine(folder!, name);
        File.WriteAllText(path, text);
        parsed.Out().WriteLine(path);
    }

    private static JsonObject Json(IEnumerable<AquaCompilation> results)
    {
        JsonObject functions = [], services = [];
        foreach (AquaCompilation result in results)
        {
            foreach (CompiledFunction function in result.Functions)
            {
                functions[function.Name] = new JsonObject { ["air"] = function.Air, ["definition"] = Parse(function.Definition) };
            }

            foreach (CompiledService service in result.Services)
            {
                services[service.Name] = Parse(service.Definition);
            }
        }

        return new JsonObject { ["functions"] = functions, ["services"] = services };
    }

    private static JsonNode? Parse(string json) => JsonNode.Parse(json, documentOptions: new JsonDocumentOptions { MaxDepth = MaxDepth });
}
