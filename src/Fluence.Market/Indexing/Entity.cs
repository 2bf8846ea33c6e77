using System.Globalization;
using System.Numerics;

namespace Fluence.Market.Indexing;

/// <summary>A row of the index.</summary>
/// <param name="type">Its type.</param>
/// <param name="values">The stored fields, as the database keeps them: text, numbers of 64 bits, or null.</param>
internal sealed class Entity(EntityType type, object?[] values)
{
    public EntityType Type => type;

    /// <summary>The stored fields, as the database keeps them.</summary>
    public object?[] Values => values;

    public string Id => (string)values[0]!;

    /// <summary>Whether it differs from what the database holds.</summary>
    public bool IsChanged { get; set; }

    public static Entity New(EntityType type, string id)
    {
        object?[] values = new object?[type.Columns.Length];
        values[0] = id;
        for (int i = 1; i < values.Length; i++)
        {
            values[i] = type.Columns[i].Kind switch
            {
                FieldKind.Int or FieldKind.Boolean => 0L,
                FieldKind.BigInt => Sortable(0),
                _ => null,
            };
        }

        return new Entity(type, values) { IsChanged = true };
    }

    public string? Text(string field) => (string?)values[type.ColumnOf(field)];

    public long Int(string field) => (long)values[type.ColumnOf(field)]!;

    public BigInteger Big(string field) => FromSortable((string?)values[type.ColumnOf(field)]) ?? 0;

    public bool Flag(string field) => Int(field) != 0;

    public Entity Set(string field, string? value) => Put(field, value);

    public Entity Set(string field, long value) => Put(field, value);

    public Entity Set(string field, bool value) => Put(field, value ? 1L : 0L);

    public Entity Set(string field, BigInteger? value) => Put(field, value is { } number ? Sortable(number) : null);

    public Entity Add(string field, long amount) => Put(field, Int(field) + amount);

    public Entity Add(string field, BigInteger amount) => Put(field, Sortable(Big(field) + amount));

    /// <summary>A number as text whose order is that of the numbers: how many digits, and the digits.</summary>
    public static string Sortable(BigInteger number)
    {
        string digits = BigInteger.Max(0, number).ToString(CultureInfo.InvariantCulture);
        return digits.Length.ToString("d2", CultureInfo.InvariantCulture) + digits;
    }

    /// <summary>The number of such a text.</summary>
    public static BigInteger? FromSortable(string? text) => text is null ? null
        : BigInteger.Parse(text.AsSpan(2), provider: CultureInfo.InvariantCulture);

    /// <summary>A number of the chain where a field holds 64 bits: what is greater counts as the greatest.</summary>
    public static long ToInt64(BigInteger number) => (long)BigInteger.Min(number, long.MaxValue);

    private Entity Put(string field, object? value)
    {
        values[type.ColumnOf(field)] = value;
        IsChanged = true;
        return this;
    }
}
