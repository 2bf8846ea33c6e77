using Fluence.Primitives.Json;

namespace Fluence.Services.Statistics;

/// <summary>What the calls of a service or of one of its functions came to: counts, and the last of them one by one.</summary>
internal sealed class CallSeries(int length)
{
    private readonly NumberSeries _memory = new(length), _time = new(length);
    private readonly Queue<ulong> _timestamps = new();
    private ulong _succeeded, _failed;

    public void AddSuccess(long memoryDelta, TimeSpan took, ulong timestamp)
    {
        _memory.Add(memoryDelta, _succeeded);
        _time.Add(took.TotalSeconds, _succeeded);
        _succeeded++;
        AddTimestamp(timestamp);
    }

    public void AddFailure(ulong timestamp)
    {
        _failed++;
        AddTimestamp(timestamp);
    }

    public JsonObject ToJson() => new(
        ("success_req_count", JsonNumber.FromUInt64(_succeeded)),
        ("failed_req_count", JsonNumber.FromUInt64(_failed)),
        ("memory_deltas_bytes", _memory.ToJson()),
        ("call_time_sec", _time.ToJson()),
        ("timestamps", new JsonArray([.. _timestamps.Select(JsonValue (time) => JsonNumber.FromUInt64(time))])));

    private void AddTimestamp(ulong timestamp)
    {
        if (_timestamps.Count >= length)
        {
            _timestamps.Dequeue();
        }

        _timestamps.Enqueue(timestamp);
    }

    private sealed class NumberSeries(int length)
    {
        private readonly Queue<double> _last = new();
        private double _total, _average;

        public void Add(double value, ulong before)
        {
            if (_last.Count >= length)
            {
                _last.Dequeue();
            }

            _last.Enqueue(value);
            _total += value;
            _average = (_average * before + value) / (before + 1);
        }

        public JsonObject ToJson() => new(
            ("series", new JsonArray([.. _last.Select(JsonValue (value) => JsonNumber.FromDouble(value))])),
            ("total", JsonNumber.FromDouble(_total)),
            ("avg", JsonNumber.FromDouble(_average)));
    }
}
