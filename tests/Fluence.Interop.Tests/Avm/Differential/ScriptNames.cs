namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>What a variable probably holds, so that a script makes sense most of the time.</summary>
internal enum Shape
{
    Any,
    Text,
    Number,
    Peer,
    Array,
    Object,
    Pair,
}

/// <summary>A scalar or an iterator.</summary>
internal sealed record Name(string Text, Shape Shape);

/// <summary>The variables that a script has defined so far, and fresh names for those to come.</summary>
internal sealed class ScriptNames(Random random)
{
    private const double Reuse = 0.05;

    private int _count;

    public List<Name> Scalars { get; } = [];

    /// <summary>The iterators of the folds around this place, the innermost last.</summary>
    public List<Name> Iterators { get; } = [];

    /// <summary>Streams and maps that are folded around this place. What grows inside its own fold multiplies with every nesting.</summary>
    public List<string> Folded { get; } = [];

    public List<string> Streams { get; } = [];

    public List<string> Maps { get; } = [];

    public List<string> Canons { get; } = [];

    public List<string> CanonMaps { get; } = [];

    /// <summary>A name for a scalar that is about to be set; rarely one that is set already.</summary>
    public string ScalarTarget() => Scalars.Count > 0 && random.NextDouble() < Reuse ? Pick(Scalars).Text : Fresh("x");

    public string StreamTarget() => Target(Streams, "$s");

    public string MapTarget() => Target(Maps, "%m");

    public string CanonTarget() => Canons.Count > 0 && random.NextDouble() < Reuse
        ? Pick(Canons)
        : Fresh(random.Next(4) == 0 ? "#$c" : "#cs");

    public string CanonMapTarget() => CanonMaps.Count > 0 && random.NextDouble() < Reuse ? Pick(CanonMaps) : Fresh("#%cm");

    public string Iterator() => Fresh("i");

    public void Set(string scalar, Shape shape) => Scalars.Add(new Name(scalar, shape));

    /// <summary>A scalar or iterator, the nearer the likelier; null if there is none of a wanted shape.</summary>
    public Name? Find(params ReadOnlySpan<Shape> shapes)
    {
        List<Name> found = [];
        foreach (Name name in Scalars.Concat(Iterators))
        {
            if (shapes.IsEmpty || shapes.Contains(name.Shape))
            {
                found.Add(name);
            }
        }

        return found.Count == 0 ? null : found[Math.Max(random.Next(found.Count), random.Next(found.Count))];
    }

    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    private string Target(List<string> known, string prefix)
    {
        string[] free = [.. known.Except(Folded)];
        if (free.Length > 0 && random.Next(4) > 0)
        {
            return Pick(free);
        }

        string name = Fresh(prefix);
        known.Add(name);
        return name;
    }

    private string Fresh(string prefix) => $"{prefix}{_count++}";
}
