namespace Fluence.Services.Deals;

/// <summary>
/// How often something was tried in vain, and when it may be tried again: each time after twice as long. For one thread at a time.
/// </summary>
internal sealed class Attempts(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private readonly Dictionary<string, (int Count, DateTimeOffset Next)> _failed = new(StringComparer.Ordinal);

    /// <summary>How often something has failed.</summary>
    public int Count(string what) => _failed.TryGetValue(what, out (int Count, DateTimeOffset) known) ? known.Count : 0;

    /// <summary>Whether it is time.</summary>
    public bool MayTry(string what) => !_failed.TryGetValue(what, out (int, DateTimeOffset Next) known) || known.Next <= time.GetUtcNow();

    /// <summary>Counts an attempt, before which nothing is tried again for a while.</summary>
    public void Tried(string what)
    {
        int count = Count(what);
        TimeSpan wait = count > 20 ? longest : first * Math.Pow(2, count);
        _failed[what] = (count + 1, time.GetUtcNow() + (wait < longest ? wait : longest));
    }

    /// <summary>Forgets all but these.</summary>
    public void Keep(IEnumerable<string> what)
    {
        HashSet<string> kept = new(what, StringComparer.Ordinal);
        foreach (string known in _failed.Keys.Where(known => !kept.Contains(known)).ToList())
        {
            _failed.Remove(known);
        }
    }
}
