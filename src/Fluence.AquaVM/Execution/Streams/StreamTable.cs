using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Values;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Execution.Streams;

/// <summary>
/// The streams, or the stream maps. A name can stand for several: the global one and one for each <c>new</c> in progress;
/// the innermost whose <c>new</c> encloses the place of use counts. A global one comes into being with its first value.
/// </summary>
internal sealed class StreamTable
{
    private static readonly Span Everywhere = new(-1, int.MaxValue);

    private List<Scoped>?[] _bySlot = [];

    /// <summary>The stream that a variable means; null if there is none yet.</summary>
    public StreamValues? Find(Variable variable)
    {
        if (variable.Slot >= _bySlot.Length || _bySlot[variable.Slot] is not { } streams)
        {
            return null;
        }

        for (int i = streams.Count - 1; i >= 0; i--)
        {
            if (streams[i].Span.Contains(variable.Position))
            {
                return streams[i].Stream;
            }
        }

        return null;
    }

    /// <summary>Adds a value to the stream that a variable means.</summary>
    public void Add(Variable variable, Aggregate value, Generation generation)
    {
        StreamValues? stream = Find(variable);
        if (stream is null)
        {
            stream = new StreamValues();
            stream.Add(value, generation);
            List<Scoped> streams = StreamsOf(variable.Slot);

            // a global stream that comes into being while streams of `new` are hidden from this place replaces them, as in AquaVM
            streams.Clear();
            streams.Add(new Scoped(Everywhere, stream));
        }
        else
        {
            stream.Add(value, generation);
        }
    }

    /// <summary>A <c>new</c> begins.</summary>
    public void EnterNew(Variable variable, Span span) => StreamsOf(variable.Slot).Add(new Scoped(span, new StreamValues()));

    /// <summary>A <c>new</c> ends.</summary>
    public void LeaveNew(Variable variable, TraceHandler trace)
    {
        List<Scoped> streams = StreamsOf(variable.Slot);
        if (streams.Count == 0)
        {
            throw Uncatchable.Inconsistent($"the stream of new '{variable.Name}' was replaced");
        }

        StreamValues stream = streams[^1].Stream;
        streams.RemoveAt(streams.Count - 1);
        stream.Compact(trace);
    }

    /// <summary>Numbers the generations of every stream that is left.</summary>
    public void Compact(TraceHandler trace)
    {
        foreach (List<Scoped>? streams in _bySlot)
        {
            foreach (Scoped scoped in streams ?? [])
            {
                scoped.Stream.Compact(trace);
            }
        }
    }

    private List<Scoped> StreamsOf(int slot)
    {
        if (slot >= _bySlot.Length)
        {
            Array.Resize(ref _bySlot, Math.Max(slot + 1, _bySlot.Length * 2));
        }

        return _bySlot[slot] ??= [];
    }

    private readonly record struct Scoped(Span Span, StreamValues Stream);
}
