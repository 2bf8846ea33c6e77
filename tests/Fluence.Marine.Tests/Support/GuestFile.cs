using System.Runtime.CompilerServices;
using System.Text;
using Fluence.Marine.Generation;
using Fluence.Marine.Manifest;
using Fluence.Marine.Sections;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Tests.Support;

/// <summary>The guests that are kept beside their sources; their interface types are generated from their signatures.</summary>
internal static class GuestFile
{
    private const string SectionPrefix = "__m_generated_section__";

    /// <summary>A guest as <c>marine build</c> would leave it.</summary>
    public static byte[] Read(string name)
    {
        string[] signatures = File.ReadAllLines(PathOf(name + ".sig"));
        return Complete(ReadRaw(name), signatures);
    }

    /// <summary>A guest as the compiler left it.</summary>
    public static byte[] ReadRaw(string name) => File.ReadAllBytes(PathOf(name + ".wasm"));

    /// <summary>A module with the sections that its signatures ask for.</summary>
    /// <param name="wasm">What a compiler made.</param>
    /// <param name="signatures">
    /// Lines like <c>fn add a U32 b U32 -> U32</c>, <c>record R field [U8]</c> and <c>import module name a U32 -> U32</c>.
    /// </param>
    public static byte[] Complete(byte[] wasm, IEnumerable<string> signatures)
    {
        byte[] module = SdkVersion.Write(WasmModuleFile.Read(wasm), new SemVersion(0, 14, 0));
        foreach ((int index, string line) in signatures.Index())
        {
            module = SectionEditor.Set(WasmModuleFile.Read(module), SectionPrefix + index, Encoding.UTF8.GetBytes(Section(line).ToString()));
        }

        return InterfacesGenerator.SetInterfaceTypes(WasmModuleFile.Read(module));
    }

    private static JsonObject Section(string line)
    {
        string[] words = line.Split(' ');
        return words[0] switch
        {
            "record" => new JsonObject(
                ("ast_type", Text("Record")), ("name", Text(words[1])), ("fields", new JsonObject(("Named", Named(words[2..]))))),
            "fn" => new JsonObject(("ast_type", Text("Function")), ("signature", Signature(words[1..]))),
            _ => new JsonObject(
                ("ast_type", Text("ExternMod")), ("namespace", Text(words[1])),
                ("imports", new JsonArray([new JsonObject(("link_name", JsonNull.Instance), ("signature", Signature(words[2..])))]))),
        };
    }

    private static JsonObject Signature(string[] words)
    {
        int arrow = Array.IndexOf(words, "->");
        string[] arguments = arrow < 0 ? words[1..] : words[1..arrow];
        return new JsonObject(
            ("name", Text(words[0])), ("arguments", Named(arguments)),
            ("output_types", new JsonArray(arrow < 0 ? [] : [Type(words[arrow + 1])])));
    }

    private static JsonArray Named(string[] words) => new(words.Chunk(2).Select(static pair =>
        new JsonObject(("name", Text(pair[0])), ("ty", Type(pair[1])))));

    private static JsonObject Type(string word)
    {
        if (word.StartsWith('['))
        {
            return new JsonObject(("Vector", new JsonArray([Type(word[1..^1]), Text("ByValue")])));
        }

        bool isSimple = word is "Boolean" or "Utf8String" || (word[0] is 'I' or 'U' or 'F' && char.IsAsciiDigit(word[^1]));
        return isSimple ? new JsonObject((word, Text("ByValue"))) : new JsonObject(("Record", new JsonArray([Text(word), Text("ByValue")])));
    }

    private static JsonString Text(string text) => new(text);

    private static string PathOf(string file, [CallerFilePath] string thisFile = "") =>
        Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "Guests", file);
}
