using System.Text.Json;
using Fluence.Ethereum;

namespace Fluence.Proofs.Capacity;

/// <summary>
/// Proofs and their parts as the original prover writes them, in its files and answers: 32 bytes are an array of numbers. Read are
/// hexadecimal digits too, with or without <c>0x</c>.
/// </summary>
internal static class ProofJson
{
    public static void Write(Utf8JsonWriter json, FoundProof proof)
    {
        json.WriteStartObject();
        json.WriteStartObject("id");
        WriteEpoch(json, proof.Epoch);
        json.WriteNumber("idx", proof.Number);
        json.WriteEndObject();
        Write(json, "local_nonce", proof.LocalNonce);
        Write(json, "cu_id", proof.Unit);
        Write(json, "result_hash", proof.Hash);
        json.WriteEndObject();
    }

    public static void WriteEpoch(Utf8JsonWriter json, CapacityEpoch epoch)
    {
        Write(json, "global_nonce", epoch.GlobalNonce);
        Write(json, "difficulty", epoch.Difficulty);
    }

    public static void Write(Utf8JsonWriter json, string name, Bytes32 bytes)
    {
        json.WriteStartArray(name);
        foreach (byte value in bytes.Span)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }

    /// <exception cref="FormatException">It is no proof.</exception>
    public static FoundProof ReadProof(JsonElement json)
    {
        JsonElement id = Member(json, "id");
        return new FoundProof(
            ReadEpoch(id),
            Member(id, "idx") is { ValueKind: JsonValueKind.Number } number && number.TryGetUInt64(out ulong idx)
                ? idx : throw new FormatException("idx is no number from 0 to 2^64 - 1"),
            Bytes(json, "cu_id"), Bytes(json, "local_nonce"), Bytes(json, "result_hash"));
    }

    /// <exception cref="FormatException">It is no epoch.</exception>
    public static CapacityEpoch ReadEpoch(JsonElement json) => new(Bytes(json, "global_nonce"), Bytes(json, "difficulty"));

    /// <exception cref="FormatException">It is not 32 bytes.</exception>
    public static Bytes32 ReadBytes(JsonElement json, string name)
    {
        if (json.ValueKind == JsonValueKind.String)
        {
            return Bytes32.TryParse(json.GetString(), out Bytes32 parsed)
                ? parsed : throw new FormatException($"{name} is not 64 hexadecimal digits");
        }

        if (json.ValueKind != JsonValueKind.Array || json.GetArrayLength() != Bytes32.Length)
        {
            throw new FormatException($"{name} is neither an array of 32 bytes nor 64 hexadecimal digits");
        }

        Span<byte> bytes = stackalloc byte[Bytes32.Length];
        int at = 0;
        foreach (JsonElement item in json.EnumerateArray())
        {
            bytes[at] = item.ValueKind == JsonValueKind.Number && item.TryGetByte(out byte value)
                ? value : throw new FormatException($"{name}[{at}] is no byte");
            at++;
        }

        return Bytes32.FromBytes(bytes);
    }

    /// <exception cref="FormatException">There is no such member.</exception>
    public static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out JsonElement value)
            ? value : throw new FormatException($"{name} is missing");

    private static Bytes32 Bytes(JsonElement json, string name) => ReadBytes(Member(json, name), name);
}
