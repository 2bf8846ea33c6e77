using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Emission;
using Fluence.Aqua.Linking;

namespace Fluence.Aqua.Tests;

/// <summary>Compiles sources that are given as text or lie beside the tests.</summary>
internal static class AquaText
{
    private const string Builtin = """
        aqua Builtin declares *

        service Peer("peer"):
          is_connected(peer: string) -> bool

        service Op("op"):
          concat_strings(a: string, b: string) -> string
        """;

    private static string Sources => Path.Combine(AppContext.BaseDirectory, "Sources");

    internal static AirOutput CompileFile(string name, AirOptions? options = null) =>
        Compile(AquaImports.Normalize(Path.Combine(Sources, name)), new Files([]), options);

    /// <summary>Compiles a file without its header line, by default with an export of <c>main</c>.</summary>
    internal static AirOutput CompileBody(string body, AirOptions? options = null, string exports = "main") =>
        Compile("/main.aqua", new Files(new() { ["/main.aqua"] = $"aqua Main declares *\n\nexport {exports}\n\n{body}".TrimEnd() + "\n" }), options);

    /// <summary>The script of <c>main</c>, on one line, without the brackets of sequences.</summary>
    internal static string Script(string body, AirOptions? options = null)
    {
        AirFunction main = Assert.Single(CompileBody(body, options).Functions);
        return string.Join(' ', main.Air.Split(['\n', ' '], StringSplitOptions.RemoveEmptyEntries).Where(word => word is not ("(seq" or ")")));
    }

    private static AirOutput Compile(string path, Files files, AirOptions? options)
    {
        options ??= new AirOptions();
        Linker linker = new(files, AquaImports.Folders("/libraries"), BuiltInConstants.For(options));
        LinkedFile? file = linker.Link(path);
        Assert.NotNull(file);
        Assert.DoesNotContain(linker.Diagnostics, diagnostic => diagnostic.Severity == AquaSeverity.Error);
        return AirCompiler.Compile(file.Compiled, options);
    }

    private sealed class Files(Dictionary<string, string> texts) : IAquaSources
    {
        public string? Read(string path) => texts.TryGetValue(path, out string? text) ? text
            : path.EndsWith("/builtin.aqua", StringComparison.Ordinal) ? Builtin
            : File.Exists(path) ? File.ReadAllText(path) : null;
    }
}
