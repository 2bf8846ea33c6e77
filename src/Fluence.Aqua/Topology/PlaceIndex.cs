using Fluence.Aqua.Inlining;

namespace Fluence.Aqua.Topology;

/// <summary>What is asked about all of a tree: which variables are read later, and whether anything is executed later.</summary>
internal sealed class PlaceIndex
{
    private readonly Dictionary<string, List<Reading>> _readings = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Place> _captured = new(StringComparer.Ordinal);
    private readonly List<(int Position, string Name, Place? Scope, Place? RelayOn)> _exports = [];

    // the places within which a name exists, the innermost on top
    private readonly Dictionary<string, Stack<Place>> _restricted = new(StringComparer.Ordinal);
    private readonly Stack<Place> _relayOns = new();
    private int _lastExecuted = -1;

    internal int Position { get; private set; }

    /// <summary>Takes a place in when its children are not there yet, and gives its position.</summary>
    internal int Begin(Place place)
    {
        int position = Position++;
        Op op = place.Op;
        foreach (string name in op.Uses)
        {
            AddReading(name, ScopeOf(name), position);
        }

        if (op.Restricted is { } restricted)
        {
            if (!_restricted.TryGetValue(restricted, out Stack<Place>? scopes))
            {
                _restricted[restricted] = scopes = new Stack<Place>();
            }

            scopes.Push(place);
        }

        if (op is OnOp { ReturnsToRelay: true })
        {
            _relayOns.Push(place);
        }

        if (op.Export is { } export)
        {
            _exports.Add((position, export, ScopeOf(export), _relayOns.TryPeek(out Place? on) ? on : null));
        }

        if (op is CaptureTopologyOp capture)
        {
            _captured.TryAdd(capture.Name, place);
        }

        if (op is not (GroupOp or EmptyOp or NullOp or CaptureTopologyOp))
        {
            _lastExecuted = position;
        }

        return position;
    }

    /// <summary>Leaves a place whose children have been taken in.</summary>
    internal void End(Place place)
    {
        if (place.Op.Restricted is { } restricted)
        {
            _restricted[restricted].Pop();
        }

        if (place.Op is OnOp { ReturnsToRelay: true })
        {
            _relayOns.Pop();
        }
    }

    /// <summary>The definition of a closure.</summary>
    internal Place Captured(string name) => _captured.TryGetValue(name, out Place? place) ? place
        : throw new LoweringException($"the place where `{name}` is defined is not known");

    internal bool IsExecutedAfter(Place place) => _lastExecuted >= place.End;

    /// <summary>
    /// Whether a variable that gets its value within a place is read behind it. Values given in an <c>on</c> that returns only to its
    /// relay do not count.
    /// </summary>
    internal bool AreExportsUsedLater(Place place)
    {
        int low = 0, high = _exports.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            (low, high) = _exports[middle].Position < place.Start ? (middle + 1, high) : (low, middle);
        }

        for (int i = low; i < _exports.Count && _exports[i].Position < place.End; i++)
        {
            (_, string name, Place? scope, Place? relayOn) = _exports[i];
            bool isHidden = (scope is not null && scope.Start >= place.Start) || (relayOn is not null && relayOn.Start >= place.Start);
            if (!isHidden && _readings.TryGetValue(name, out List<Reading>? readings) && readings.Any(reading => IsBehind(reading, place)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBehind(Reading reading, Place place) => reading.LastPosition >= place.End
        && (reading.Scope is null || (reading.Scope.Start <= place.Start && place.End <= reading.Scope.End));

    private Place? ScopeOf(string name) =>
        _restricted.TryGetValue(name, out Stack<Place>? scopes) && scopes.TryPeek(out Place? scope) ? scope : null;

    private void AddReading(string name, Place? scope, int position)
    {
        if (!_readings.TryGetValue(name, out List<Reading>? readings))
        {
            _readings[name] = readings = [];
        }

        // the tree is walked through in order, so that readings of a scope are together, apart from those in scopes within it
        int i = readings.FindLastIndex(reading => ReferenceEquals(reading.Scope, scope));
        if (i < 0)
        {
            readings.Add(new Reading(scope) { LastPosition = position });
        }
        else
        {
            readings[i].LastPosition = position;
        }
    }

    private sealed class Reading(Place? scope)
    {
        internal Place? Scope { get; } = scope;

        internal int LastPosition { get; set; }
    }
}
