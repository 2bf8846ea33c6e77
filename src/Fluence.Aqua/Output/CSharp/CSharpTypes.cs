using Fluence.Aqua.Types;

namespace Fluence.Aqua.Output.CSharp;

/// <summary>Aqua's types in C#, and the records that stand for data.</summary>
internal sealed class CSharpTypes
{
    internal const string Task = "global::System.Threading.Tasks.Task", Any = "global::Fluence.Primitives.Json.JsonValue";

    private readonly List<(NamedType Type, string Name)> _records = [];
    private readonly CSharpScope _members;

    /// <param name="members">The names in the class that the records are in.</param>
    internal CSharpTypes(CSharpScope members)
    {
        _members = members;
    }

    /// <summary>The records that the types asked for so far need, in the order in which they were met.</summary>
    internal IReadOnlyList<(NamedType Type, string Name)> Records => _records;

    /// <summary>The type of a value.</summary>
    internal string Of(AquaType type) => type switch
    {
        ScalarType scalar => Of(scalar),
        LiteralType literal => Of(literal.OneOf[0]),
        CollectionType { Form: CollectionForm.Option } option => Of(option.Element).TrimEnd('?') + "?",
        CollectionType collection => $"global::System.Collections.Generic.IReadOnlyList<{Of(collection.Element)}>",
        NamedType data => Record(data),
        ArrowType arrow => Delegate(arrow),
        _ => Any,
    };

    /// <summary>What a function gives: its result, a tuple of several, or null for none.</summary>
    internal string? Result(ProductType results) => results.Length switch
    {
        0 => null,
        1 => Of(results.Items[0].Type),
        _ => "(" + string.Join(", ", results.Items.Select(item => Of(item.Type))) + ")",
    };

    /// <summary>A function that is given as an argument.</summary>
    private string Delegate(ArrowType arrow)
    {
        string result = Result(arrow.Codomain) is { } type ? $"{Task}<{type}>" : Task;
        return $"global::System.Func<{string.Join(", ", [.. arrow.Domain.Items.Select(item => Of(item.Type)), result])}>";
    }

    // the same data may be reached through several modules
    private string Record(NamedType type)
    {
        foreach ((NamedType known, string name) in _records)
        {
            if (known.ShortName == type.ShortName && known.HasSameFields(type))
            {
                return name;
            }
        }

        string fresh = _members.Take(CSharpNames.Pascal(type.ShortName));
        _records.Add((type, fresh));

        // records within it are met now, so that all are known when the first is written
        foreach (AquaType field in type.Fields.Values)
        {
            Of(field);
        }

        return fresh;
    }

    private static string Of(ScalarType scalar) => scalar.Name switch
    {
        "u8" => "byte",
        "u16" => "ushort",
        "u32" => "uint",
        "u64" => "ulong",
        "i8" => "sbyte",
        "i16" => "short",
        "i32" => "int",
        "i64" => "long",
        "f32" => "float",
        "f64" => "double",
        var other => other,
    };
}
