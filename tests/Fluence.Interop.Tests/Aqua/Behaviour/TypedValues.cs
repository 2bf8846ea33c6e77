using Fluence.Aqua.Types;
using Fluence.Primitives.Json;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>Values of the types of a source, thrown by dice: small numbers, few texts, and among these the ids of peers.</summary>
internal static class TypedValues
{
    private const int MostWords = 4;

    public static JsonValue Make(AquaType type, Dice dice) => type switch
    {
        CollectionType { Form: CollectionForm.Option } option => Array(option.Element, dice.Percent(70) ? 1 : 0, dice),
        CollectionType collection => Array(collection.Element, dice.Percent(12) ? 0 : 1 + dice.Next(3), dice),
        NamedType named => new JsonObject(named.Fields.Where(field => field.Value is not ArrowType)
            .Select(field => KeyValuePair.Create(field.Key, Make(field.Value, dice)))),
        ProductType product => product.Length == 1 ? Make(product.Items[0].Type, dice)
            : new JsonArray(product.Items.Select(item => Make(item.Type, dice))),
        ScalarType scalar => Scalar(scalar.Name, dice),
        _ => dice.Percent(50) ? Text(dice) : JsonNumber.FromInt64(dice.Next(5)),
    };

    private static JsonArray Array(AquaType element, int length, Dice dice) =>
        new(Enumerable.Range(0, length).Select(_ => Make(element, dice)).ToList());

    private static JsonValue Scalar(string name, Dice dice) => name switch
    {
        "bool" => JsonValue.Parse(dice.Percent(50) ? "true" : "false"),
        "string" => Text(dice),
        "f32" or "f64" => JsonNumber.FromDouble(dice.Next(8) + 0.5),
        "i8" or "i16" or "i32" or "i64" when dice.Percent(10) => JsonNumber.FromInt64(-1 - dice.Next(2)),
        _ => JsonNumber.FromInt64(dice.Next(5)),
    };

    private static JsonString Text(Dice dice) =>
        new(dice.Percent(65) ? Cast.Ids[dice.Next(Cast.Ids.Count)] : $"w{dice.Next(MostWords)}");
}
