using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Streams;

/// <summary>
/// Values by generation. Generations that data names but that hold nothing cost no memory, however large their numbers are.
/// </summary>
internal sealed class Generations
{
    /// <summary>What the original's memory can number: more generations, of twelve bytes each, make it trap.</summary>
    private const uint MostGenerations = int.MaxValue / 12;

    private readonly List<long> _numbers = [];
    private readonly List<List<Aggregate>> _nonEmpty = [];
    private (long Number, List<Aggregate>? Values) _lastUsed;

    /// <summary>The number of generations, empty ones included.</summary>
    public long Count { get; private set; }

    /// <summary>The number of values.</summary>
    public int Size { get; private set; }

    /// <summary>The generations that hold values, in order.</summary>
    public List<List<Aggregate>> NonEmpty => _nonEmpty;

    private bool IsLastEmpty => Count == 0 || _numbers is not [.., var last] || last != Count - 1;

    /// <summary>Adds a value to a generation.</summary>
    /// <exception cref="UncatchableException">The number of the generation is too large.</exception>
    public void Add(Aggregate value, uint generation) => AddTo(
        value, generation < MostGenerations ? generation : throw Uncatchable.Inconsistent($"a value is of generation {generation}"));

    /// <summary>Adds a value to the last generation, or the first if there is none.</summary>
    public void AddToLast(Aggregate value) => AddTo(value, Math.Max(Count - 1, 0));

    /// <summary>Adds an empty generation.</summary>
    public void AddEmpty() => Count++;

    /// <summary>Removes the last generation if it is empty.</summary>
    public void RemoveEmptyLast()
    {
        if (IsLastEmpty && Count > 0)
        {
            Count--;
        }
    }

    /// <summary>Removes empty generations, so that generation numbers are positions in <see cref="NonEmpty"/>.</summary>
    public void Compact() => Count = _nonEmpty.Count;

    private void AddTo(Aggregate value, long generation)
    {
        // values of one generation mostly come in a row
        List<Aggregate>? values = _lastUsed.Number == generation ? _lastUsed.Values : null;
        if (values is null)
        {
            values = ValuesOf(generation);
            _lastUsed = (generation, values);
        }

        values.Add(value);
        Size++;
        Count = Math.Max(Count, generation + 1);
    }

    private List<Aggregate> ValuesOf(long generation)
    {
        // they mostly come in order
        int index = _numbers is [.., var last] && last >= generation ? _numbers.BinarySearch(generation) : ~_numbers.Count;
        if (index < 0)
        {
            index = ~index;
            _numbers.Insert(index, generation);
            _nonEmpty.Insert(index, new List<Aggregate>(1));
        }

        return _nonEmpty[index];
    }
}
