using System.Runtime.CompilerServices;
using Fluence.AquaVM.Execution.Errors;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>
/// Bounds the size of values made of other values. A script can put a canonical stream into a stream again and again, which
/// doubles its text each time while costing next to nothing here, where parts are shared; printing it would exhaust the memory. Texts of
/// errors that hold other errors double as well.
/// </summary>
/// <param name="limit">How many bytes of JSON text all composed values together may have, roughly.</param>
internal sealed class CompositionMeter(long limit)
{
    private const int LongestError = 32 << 20;
    private const int UsualError = 16 << 10;

    private readonly Dictionary<JsonValue, long> _sizes = new(ReferenceEqualityComparer.Instance);
    private long _total;

    /// <summary>Counts a value that was just composed.</summary>
    /// <exception cref="UncatchableException">There is too much.</exception>
    public void Count(JsonValue composed)
    {
        _total += SizeOf(composed);
        if (_total > limit)
        {
            throw Uncatchable.ComposedSizeLimitExceeded(limit);
        }
    }

    /// <summary>
    /// Counts the text of an error, which may hold a value, which may be an error that holds a value: with each, marks of escape double. No
    /// text may be longer than the largest call result, so that composing the next one stays affordable too.
    /// </summary>
    /// <exception cref="UncatchableException">It is too long, or there is too much.</exception>
    public void CountError(string text)
    {
        if (text.Length > LongestError)
        {
            throw Uncatchable.ComposedSizeLimitExceeded(Math.Min(limit, LongestError));
        }

        // those of usual length come and go with the instructions, whose number has a bound of its own
        _total += text.Length > UsualError ? text.Length : 0;
        if (_total > limit)
        {
            throw Uncatchable.ComposedSizeLimitExceeded(limit);
        }
    }

    private long SizeOf(JsonValue value) => value switch
    {
        JsonString text => text.Value.Length + 2,
        JsonArray or JsonObject => SizeOfContainer(value),
        _ => 8,
    };

    private long SizeOfContainer(JsonValue container)
    {
        if (_sizes.TryGetValue(container, out long size))
        {
            return size;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        size = 2;
        if (container is JsonArray array)
        {
            foreach (JsonValue item in array.Items)
            {
                size = Math.Min(size + SizeOf(item) + 1, limit + 1);
            }
        }
        else if (container is JsonObject fields)
        {
            for (int i = 0; i < fields.Count; i++)
            {
                size = Math.Min(size + fields.Names[i].Length + SizeOf(fields.Values[i]) + 4, limit + 1);
            }
        }

        _sizes.Add(container, size);
        return size;
    }
}
