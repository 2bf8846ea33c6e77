using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Fluence.Primitives.Json;

/// <summary>A JSON object. Its members are in the order of the UTF-8 bytes of their names, whatever order they were given in.</summary>
public sealed class JsonObject : JsonValue
{
    private readonly string[] _names;
    private readonly JsonValue[] _values;

    /// <summary>An object of the given members; of members with the same name the last one stays.</summary>
    public JsonObject(IEnumerable<KeyValuePair<string, JsonValue>> members)
        : this(members.Select(static member => member.Key).ToArray(), members.Select(static member => member.Value).ToArray())
    {
    }

    /// <summary>An object of the given members; of members with the same name the last one stays.</summary>
    public JsonObject(params (string Name, JsonValue Value)[] members)
        : this(Array.ConvertAll(members, static member => member.Name), Array.ConvertAll(members, static member => member.Value))
    {
    }

    /// <summary>Takes over two arrays of the same length.</summary>
    internal JsonObject(string[] names, JsonValue[] values)
    {
        if (!IsStrictlyAscending(names))
        {
            SortAndDeduplicate(ref names, ref values);
        }

        _names = names;
        _values = values;
    }

    /// <summary><c>{}</c>.</summary>
    public static JsonObject Empty { get; } = new([], []);

    /// <summary>The number of members.</summary>
    public int Count => _names.Length;

    /// <summary>The names of the members, in order.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>The values of the members, in the order of <see cref="Names"/>.</summary>
    public IReadOnlyList<JsonValue> Values => _values;

    /// <summary>The members, in order.</summary>
    public IEnumerable<KeyValuePair<string, JsonValue>> Members
    {
        get
        {
            for (int i = 0; i < _names.Length; i++)
            {
                yield return new KeyValuePair<string, JsonValue>(_names[i], _values[i]);
            }
        }
    }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Object;

    /// <summary>Finds a member by name.</summary>
    public bool TryGetValue(string name, [MaybeNullWhen(false)] out JsonValue value)
    {
        int index = Array.BinarySearch(_names, name, Utf8Order.Instance);
        value = index < 0 ? null : _values[index];
        return index >= 0;
    }

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return ReferenceEquals(this, other)
            || (other is JsonObject map && _names.AsSpan().SequenceEqual(map._names) && _values.AsSpan().SequenceEqual(map._values));
    }

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(JsonKind.Object, _names.Length, _names.Length == 0 ? null : _names[0]);

    /// <summary>Enumerates the members in order.</summary>
    public IEnumerator<KeyValuePair<string, JsonValue>> GetEnumerator() => Members.GetEnumerator();

    internal override void Write(ref Utf8Buffer output)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        output.Write((byte)'{');
        for (int i = 0; i < _names.Length; i++)
        {
            if (i > 0)
            {
                output.Write((byte)',');
            }

            JsonText.WriteString(ref output, _names[i]);
            output.Write((byte)':');
            _values[i].Write(ref output);
        }

        output.Write((byte)'}');
    }

    private static bool IsStrictlyAscending(string[] names)
    {
        for (int i = 1; i < names.Length; i++)
        {
            if (Utf8Order.Instance.Compare(names[i - 1], names[i]) >= 0)
            {
                return false;
            }
        }

        return true;
    }

    private static void SortAndDeduplicate(ref string[] names, ref JsonValue[] values)
    {
        string[] given = names;
        int[] order = [.. Enumerable.Range(0, given.Length)];
        Array.Sort(order, (left, right) =>
        {
            int byName = Utf8Order.Instance.Compare(given[left], given[right]);
            return byName != 0 ? byName : left.CompareTo(right);
        });

        int count = 0;
        for (int i = 0; i < order.Length; i++)
        {
            bool last = i + 1 == order.Length || given[order[i]] != given[order[i + 1]];
            if (last)
            {
                order[count++] = order[i];
            }
        }

        JsonValue[] givenValues = values;
        names = Array.ConvertAll(order[..count], index => given[index]);
        values = Array.ConvertAll(order[..count], index => givenValues[index]);
    }
}
