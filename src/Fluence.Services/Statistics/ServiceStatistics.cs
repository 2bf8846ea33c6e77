using Fluence.Marine.Services;
using Fluence.Primitives.Json;

namespace Fluence.Services.Statistics;

/// <summary>The statistics of a service as <c>stat.service_stat</c> tells them. For any number of threads.</summary>
internal sealed class ServiceStatistics(int length)
{
    private readonly Lock _lock = new();
    private readonly CallSeries _total = new(length);
    private readonly SortedDictionary<string, CallSeries> _functions = new(StringComparer.Ordinal);
    private bool _hasAny;

    /// <summary>
    /// Adds a call. Calls of functions that there are not count for the service alone, so that names cannot fill the memory.
    /// </summary>
    public void Add(string function, ServiceOutcome outcome, long memoryDelta, TimeSpan took, ulong timestamp)
    {
        lock (_lock)
        {
            _hasAny = true;
            AddTo(_total, outcome, memoryDelta, took, timestamp);
            if (outcome.Error?.Kind == ServiceErrorKind.FunctionMissing)
            {
                return;
            }

            if (!_functions.TryGetValue(function, out CallSeries? series))
            {
                series = new CallSeries(length);
                _functions.Add(function, series);
            }

            AddTo(series, outcome, memoryDelta, took, timestamp);
        }
    }

    /// <summary>All of it; null before the first call.</summary>
    public JsonObject? ToJson()
    {
        lock (_lock)
        {
            return !_hasAny ? null : new JsonObject(
                ("total_stats", _total.ToJson()),
                ("functions_stats", new JsonArray([.. _functions.Select(JsonValue (function) => new JsonObject(
                    ("name", new JsonString(function.Key)), ("stats", function.Value.ToJson())))])));
        }
    }

    private static void AddTo(CallSeries series, ServiceOutcome outcome, long memoryDelta, TimeSpan took, ulong timestamp)
    {
        if (outcome.IsSuccess)
        {
            series.AddSuccess(memoryDelta, took, timestamp);
        }
        else
        {
            series.AddFailure(timestamp);
        }
    }
}
