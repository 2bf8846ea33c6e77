using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.View;

namespace Fluence.AquaVM;

/// <summary>
/// Interpreter data for people: JSON text with every state, value and signature, and next to each CID and signature what checking it has
/// found. Never throws: what cannot be read is described in place of it.
/// </summary>
public static class InterpreterDataView
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Renders data.</summary>
    /// <param name="data">Interpreter data in their envelope.</param>
    /// <param name="particleId">The particle that they belong to, which signatures are salted with; without it these are not
    /// checked.</param>
    public static string Render(ReadOnlyMemory<byte> data, string? particleId = null)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter writer = new(text, Indented))
        {
            writer.WriteStartObject();
            writer.WriteNumber("size", data.Length);
            if (Open(writer, data) is { } content)
            {
                new DataRenderer(writer, content, particleId).Write();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }

    private static InterpreterData? Open(Utf8JsonWriter writer, ReadOnlyMemory<byte> data)
    {
        try
        {
            if (data.IsEmpty)
            {
                return new InterpreterData();
            }

            DataEnvelope envelope = DataEnvelope.Read(data);
            writer.WriteString("version", envelope.DataVersion.ToString());
            writer.WriteString("interpreter_version", envelope.InterpreterVersion.ToString());
            return InterpreterDataReader.Read(envelope.InnerData, new CidPool());
        }
        catch (DataFormatException error)
        {
            if (DataEnvelope.TryReadVersions(data) is { } versions)
            {
                writer.WriteString("announced", $"version {versions.Data}, interpreter {versions.Interpreter}");
            }

            writer.WriteString("error", error.Message);
            return null;
        }
    }
}
