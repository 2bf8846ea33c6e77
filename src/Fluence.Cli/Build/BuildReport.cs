using System.CommandLine;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;
using Fluence.Projects.Building;

namespace Fluence.Cli.Build;

/// <summary>Says what was built.</summary>
internal static class BuildReport
{
    public static void Write(ParseResult parsed, IReadOnlyList<BuiltModule> built, IReadOnlyList<string> notes, bool asJson)
    {
        if (asJson)
        {
            parsed.Out().WriteLine(new JsonObject(
                ("modules", new JsonArray(built.Select(Describe))),
                ("aqua", new JsonArray(notes.Select(static note => (JsonValue)new JsonString(note))))));
            return;
        }

        if (built.Count > 0)
        {
            TextTable.Write(parsed.Out(), [["module", "type", "bytes", "", "file"], .. built.Select(Row)]);
        }

        foreach (string note in notes)
        {
            parsed.Out().WriteLine(note);
        }

        if (built.Count == 0 && notes.Count == 0)
        {
            parsed.Out().WriteLine("there is nothing to build yet; make a service with fluence service new NAME");
        }
    }

    private static string[] Row(BuiltModule module) =>
    [
        module.Module.Yaml.Name, Type(module), $"{module.Size}",
        module.IsPrebuilt ? "prebuilt" : module.IsUnchanged ? "unchanged" : $"built in {module.Elapsed.TotalSeconds:F1} s",
        Path.GetRelativePath(Directory.GetCurrentDirectory(), module.WasmFile),
    ];

    private static JsonObject Describe(BuiltModule module) => new(
        ("name", new JsonString(module.Module.Yaml.Name)),
        ("type", new JsonString(Type(module))),
        ("file", new JsonString(module.WasmFile)),
        ("bytes", JsonNumber.FromInt64(module.Size)),
        ("prebuilt", module.IsPrebuilt ? JsonBool.True : JsonBool.False),
        ("unchanged", module.IsUnchanged ? JsonBool.True : JsonBool.False),
        ("ms", JsonNumber.FromInt64((long)module.Elapsed.TotalMilliseconds)));

    private static string Type(BuiltModule module) => module.Module.Yaml.Type.ToString().ToLowerInvariant();
}
