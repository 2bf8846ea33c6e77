using System.Collections.Immutable;

namespace Fluence.Ethereum.JsonRpc;

/// <summary>Which events of the newest blocks a subscription has told of, so that none is told of twice, or missed.</summary>
/// <param name="overlap">How many blocks are remembered, and asked for again.</param>
/// <param name="from">The first block that is asked for; the newest one where it is null.</param>
internal sealed class ToldLogs(int overlap, ulong? from)
{
    private readonly Dictionary<(Bytes32 Block, ulong Index), Log> _told = [];
    private ulong? _newest = from;
    private ulong _first = from ?? 0;

    /// <summary>The block from which events are asked for; null where there is nothing to ask for.</summary>
    public ulong? AskFrom => _newest is { } newest ? Math.Max(_first, newest - Math.Min(newest, (ulong)overlap)) : null;

    /// <summary>The first block whose events are told of, where none was given.</summary>
    public void StartAt(ulong block)
    {
        _first = block;
        _newest = block;
    }

    /// <summary>Compares what was told with what there is from a block on; returns what is to be told of.</summary>
    public IEnumerable<Log> Compare(ulong start, ImmutableArray<Log> present)
    {
        HashSet<(Bytes32, ulong)> there = [.. present.Select(static log => (log.BlockHash, log.LogIndex))];
        List<Log> gone = [.. _told.Values.Where(log => log.BlockNumber >= start && !there.Contains((log.BlockHash, log.LogIndex)))];
        return gone.OrderByDescending(static log => (log.BlockNumber, log.LogIndex)).Select(static log => log with { IsRemoved = true })
            .Concat(present).Where(IsNew);
    }

    /// <summary>Whether an event has to be told of; it then is.</summary>
    public bool IsNew(Log log)
    {
        (Bytes32, ulong) key = (log.BlockHash, log.LogIndex);
        if (log.IsRemoved)
        {
            return _told.Remove(key);
        }

        if (log.BlockNumber < _first || !_told.TryAdd(key, log))
        {
            return false;
        }

        if (_newest is not { } newest || log.BlockNumber > newest)
        {
            _newest = log.BlockNumber;
            foreach ((Bytes32, ulong) old in _told.Where(each => each.Value.BlockNumber + (ulong)overlap < log.BlockNumber)
                .Select(static each => each.Key).ToList())
            {
                _told.Remove(old);
            }
        }

        return true;
    }
}
