using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>What a fold visits, with a cursor. There is always at least one element.</summary>
internal abstract class Iterable(int count)
{
    private int _cursor;
    private Aggregate? _current;

    /// <summary>The element at the cursor; its tetraplet is not normalized.</summary>
    public Aggregate Current => _current ??= ElementAt(_cursor);

    /// <summary>Steps forward; false at the last element.</summary>
    public bool MoveNext()
    {
        if (_cursor + 1 >= count)
        {
            return false;
        }

        _cursor++;
        _current = null;
        return true;
    }

    /// <summary>Steps back, unless at the first element.</summary>
    public void MoveBack()
    {
        if (_cursor > 0)
        {
            _cursor--;
            _current = null;
        }
    }

    protected abstract Aggregate ElementAt(int index);
}

/// <summary>The elements of a JSON array. Their tetraplets get the index appended to the lens.</summary>
/// <param name="value">The array.</param>
/// <param name="array">The same.</param>
/// <param name="tetraplet">Of the array.</param>
/// <param name="provenance">Of the array.</param>
/// <param name="tracePosition">Of the array.</param>
internal sealed class ArrayIterable(
    VmValue value, JsonArray array, SecurityTetraplet tetraplet, Provenance provenance, uint tracePosition)
    : Iterable(array.Count)
{
    protected override Aggregate ElementAt(int index) =>
        Aggregate.ElementOf(value.Item(array, index), tetraplet, index, provenance, tracePosition);
}

/// <summary>The first <paramref name="count"/> values of a list that may grow meanwhile.</summary>
internal sealed class AggregateIterable(IReadOnlyList<Aggregate> elements, int count) : Iterable(count)
{
    protected override Aggregate ElementAt(int index) => elements[index];
}
