using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluence.Aqua.Emission;

namespace Fluence.Aqua.Definitions;

/// <summary>Definitions as JSON text.</summary>
internal static class DefinitionText
{
    // types can be nested as deeply as the parser allows
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 4096 };

    internal static string Of(AirFunction function) => Write(json => FunctionDefinitions.Write(json, function));

    internal static string Of(AirService service) => Write(json => ServiceDefinitions.Write(json, service));

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using MemoryStream text = new();
        using (Utf8JsonWriter json = new(text, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }
}
