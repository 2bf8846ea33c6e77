using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fluence.Ethereum;

namespace Fluence.Proofs.Capacity;

/// <summary>What a prover works at, so that it goes on after a restart; in the original prover's file.</summary>
/// <param name="Epoch">The epoch.</param>
/// <param name="Units">The unit that each physical core works for.</param>
internal sealed record ProverState(CapacityEpoch Epoch, ImmutableSortedDictionary<int, Bytes32> Units)
{
    private const string Name = "state.json";

    /// <summary>Reads the state in a folder; null where nothing is worked at, and where the file is damaged.</summary>
    /// <exception cref="ProverException">The file cannot be read.</exception>
    public static ProverState? Load(string folder)
    {
        string file = Path.Combine(folder, Name);
        try
        {
            if (!File.Exists(file))
            {
                return null;
            }

            using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(file));
            return json.RootElement.ValueKind == JsonValueKind.Null ? null : new ProverState(
                ProofJson.ReadEpoch(ProofJson.Member(json.RootElement, "epoch_params")),
                ReadUnits(ProofJson.Member(json.RootElement, "cu_allocation")));
        }
        catch (Exception damaged) when (damaged is JsonException or FormatException)
        {
            // whoever has the proofs made says again what is to be proved
            return null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new ProverException($"the state in {file} cannot be read: {failure.Message}", failure);
        }
    }

    /// <summary>Writes the state into a folder; null for none.</summary>
    /// <exception cref="ProverException">It cannot be written.</exception>
    public static void Save(string folder, ProverState? state)
    {
        ArrayBufferWriter<byte> text = new();
        using (Utf8JsonWriter json = new(text))
        {
            if (state is null)
            {
                json.WriteNullValue();
            }
            else
            {
                Write(json, state);
            }
        }

        StateFile.Write(Path.Combine(folder, Name), text.WrittenSpan);
    }

    /// <summary>Reads which core works for which unit.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ImmutableSortedDictionary<int, Bytes32> ReadUnits(JsonElement json)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException("cu_allocation is no object of units by their cores");
        }

        ImmutableSortedDictionary<int, Bytes32>.Builder units = ImmutableSortedDictionary.CreateBuilder<int, Bytes32>();
        foreach (JsonProperty member in json.EnumerateObject())
        {
            units[int.TryParse(member.Name, NumberStyles.None, CultureInfo.InvariantCulture, out int core)
                ? core : throw new FormatException($"cu_allocation has '{member.Name}', which is no number of a core")] =
                ProofJson.ReadBytes(member.Value, $"the unit of core {member.Name}");
        }

        return units.ToImmutable();
    }

    private static void Write(Utf8JsonWriter json, ProverState state)
    {
        json.WriteStartObject();
        json.WriteStartObject("epoch_params");
        ProofJson.WriteEpoch(json, state.Epoch);
        json.WriteEndObject();
        json.WriteStartObject("cu_allocation");
        foreach ((int core, Bytes32 unit) in state.Units)
        {
            ProofJson.Write(json, core.ToString(CultureInfo.InvariantCulture), unit);
        }

        json.WriteEndObject();

        // what the original has changed of the processor, which is nothing here
        json.WriteStartObject("msr_state");
        json.WriteStartObject("msr_preset");
        json.WriteStartArray("items");
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteStartArray("utility_cores");
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
