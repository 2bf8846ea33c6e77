using System.Collections.Immutable;
using Fluence.Primitives.Json;

namespace Fluence.Primitives.MessagePack;

/// <summary>JSON values in MessagePack: doubles as 64-bit floats, members in their order, names as strings.</summary>
public static class MessagePackJson
{
    /// <summary>Writes a JSON value.</summary>
    public static void WriteJson(this MessagePackWriter writer, JsonValue value)
    {
        ArgumentNullException.ThrowIfNull(writer);
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (value)
        {
            case JsonBool boolean:
                writer.WriteBoolean(boolean.Value);
                break;
            case JsonNumber number:
                WriteNumber(writer, number);
                break;
            case JsonString text:
                writer.WriteString(text.Value);
                break;
            case JsonArray array:
                writer.WriteArrayHeader(array.Count);
                foreach (JsonValue item in array.Items)
                {
                    writer.WriteJson(item);
                }

                break;
            case JsonObject map:
                writer.WriteMapHeader(map.Count);
                for (int i = 0; i < map.Count; i++)
                {
                    writer.WriteString(map.Names[i]);
                    writer.WriteJson(map.Values[i]);
                }

                break;
            default:
                writer.WriteNil();
                break;
        }
    }

    /// <summary>
    /// Reads a value that has a JSON form: no byte arrays, no extensions, maps with string keys only. Floats that are not finite become
    /// null.
    /// </summary>
    /// <exception cref="MessagePackException">The bytes hold something else, or are nested deeper than <see
    /// cref="MessagePackReader.MaxDepth"/>.</exception>
    public static JsonValue ReadJson(this ref MessagePackReader reader) => ReadJson(ref reader, MessagePackReader.MaxDepth);

    private static JsonValue ReadJson(ref MessagePackReader reader, int depth)
    {
        if (depth == 0)
        {
            throw new MessagePackException("the value is nested too deeply");
        }

        switch (reader.PeekType())
        {
            case MessagePackType.Nil:
                reader.ReadNil();
                return JsonNull.Instance;
            case MessagePackType.Boolean:
                return JsonBool.Of(reader.ReadBoolean());
            case MessagePackType.Integer:
                return reader.ReadInteger(out ulong bits) ? JsonNumber.FromInt64((long)bits) : JsonNumber.FromUInt64(bits);
            case MessagePackType.Float:
                double number = reader.ReadDouble();
                return double.IsFinite(number) ? JsonNumber.FromDouble(number) : JsonNull.Instance;
            case MessagePackType.String:
                return new JsonString(reader.ReadString());
            case MessagePackType.Array:
                return ReadArray(ref reader, depth);
            case MessagePackType.Map:
                return ReadObject(ref reader, depth);
            default:
                throw new MessagePackException($"{reader.PeekType()} has no JSON form");
        }
    }

    private static JsonArray ReadArray(ref MessagePackReader reader, int depth)
    {
        int count = reader.ReadArrayHeader();
        ImmutableArray<JsonValue>.Builder items = ImmutableArray.CreateBuilder<JsonValue>(Math.Min(count, 1024));
        for (int i = 0; i < count; i++)
        {
            items.Add(ReadJson(ref reader, depth - 1));
        }

        return new JsonArray(items.ToImmutable());
    }

    private static JsonObject ReadObject(ref MessagePackReader reader, int depth)
    {
        int count = reader.ReadMapHeader();
        List<KeyValuePair<string, JsonValue>> members = new(Math.Min(count, 1024));
        for (int i = 0; i < count; i++)
        {
            members.Add(new KeyValuePair<string, JsonValue>(reader.ReadString(), ReadJson(ref reader, depth - 1)));
        }

        return new JsonObject(members);
    }

    private static void WriteNumber(MessagePackWriter writer, JsonNumber number)
    {
        if (number.TryGetUInt64(out ulong whole))
        {
            writer.WriteUInt64(whole);
        }
        else if (number.TryGetInt64(out long negative))
        {
            writer.WriteInt64(negative);
        }
        else
        {
            writer.WriteDouble(number.AsDouble);
        }
    }
}
