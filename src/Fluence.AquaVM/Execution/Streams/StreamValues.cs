using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Values;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Execution.Streams;

/// <summary>
/// The values of a stream, or the pairs of a stream map: those that the previous data has, then those that only the current
/// data has, then those that this run has made. So every peer sees the same order, and its old values first.
/// </summary>
internal sealed class StreamValues
{
    /// <summary>A stream that reaches this many values ends the run: it might grow for ever.</summary>
    public const int SizeLimit = 1024;

    private readonly Generations _previous = new();
    private readonly Generations _current = new();
    private readonly Generations _new = new();

    /// <summary>The number of values.</summary>
    public int Size => _previous.Size + _current.Size + _new.Size;

    /// <summary>All values in order.</summary>
    public List<Aggregate> ToList()
    {
        var values = new List<Aggregate>(Size);
        AddAll(_previous, values);
        AddAll(_current, values);
        AddAll(_new, values);
        return values;
    }

    /// <summary>Adds a value.</summary>
    /// <exception cref="UncatchableException">The stream is full.</exception>
    public void Add(Aggregate value, Generation generation)
    {
        switch (generation.Source)
        {
            case null:
                _new.AddToLast(value);
                break;
            case ValueSource.PreviousData:
                _previous.Add(value, generation.Number);
                break;
            default:
                _current.Add(value, generation.Number);
                break;
        }

        if (Size >= SizeLimit)
        {
            throw Uncatchable.StreamSizeLimitExceeded(SizeLimit);
        }
    }

    /// <summary>The generations that a cursor has not seen, as they are now; values that they get later do not count.</summary>
    public List<AggregateIterable> From(StreamCursor cursor)
    {
        var generations = new List<AggregateIterable>();
        Collect(_previous, cursor.Previous, generations);
        Collect(_current, cursor.Current, generations);
        Collect(_new, cursor.New, generations);
        return generations;
    }

    /// <summary>A cursor that has seen everything.</summary>
    public StreamCursor Cursor() => new(_previous.Count, _current.Count, _new.Count);

    /// <summary>Lets new values form a generation of their own.</summary>
    public void AddNewGeneration() => _new.AddEmpty();

    /// <summary>Takes <see cref="AddNewGeneration"/> back if nothing has come.</summary>
    public void RemoveEmptyNewGeneration() => _new.RemoveEmptyLast();

    /// <summary>Numbers the generations without gaps, and writes the numbers into the states that have made the values.</summary>
    public void Compact(TraceHandler trace)
    {
        uint first = 0;
        Compact(_previous, trace, ref first);
        Compact(_current, trace, ref first);
        Compact(_new, trace, ref first);
    }

    private static void Compact(Generations generations, TraceHandler trace, ref uint number)
    {
        generations.Compact();
        foreach (List<Aggregate> values in generations.NonEmpty)
        {
            foreach (Aggregate value in values)
            {
                trace.UpdateGeneration(value.TracePosition, number);
            }

            number++;
        }
    }

    private static void Collect(Generations generations, long skip, List<AggregateIterable> collected)
    {
        List<List<Aggregate>> nonEmpty = generations.NonEmpty;
        for (long i = skip; i < nonEmpty.Count; i++)
        {
            List<Aggregate> values = nonEmpty[(int)i];
            collected.Add(new AggregateIterable(values, values.Count));
        }
    }

    private static void AddAll(Generations generations, List<Aggregate> values)
    {
        foreach (List<Aggregate> generation in generations.NonEmpty)
        {
            values.AddRange(generation);
        }
    }
}
