namespace Fluence.RandomX.Superscalar;

/// <summary>Which ports of the reference processor are taken in which cycles (specification, 6.3.3).</summary>
internal sealed class PortSchedule
{
    /// <summary>The cycle in which a program ends.</summary>
    internal const int Latency = 170;

    private readonly Ports[] _taken = new Ports[Latency + 4];

    /// <summary>The first cycle in which a part can be executed; null where there is none left.</summary>
    /// <param name="op">The part.</param>
    /// <param name="cycle">The first cycle that is considered.</param>
    /// <param name="ready">When the outcome of the part before it is there.</param>
    internal int? Find(MacroOp op, int cycle, int ready)
    {
        cycle = op.IsDependent ? Math.Max(cycle, ready) : cycle;
        if (op.First == Ports.None)
        {
            return cycle;
        }

        if (op.Second == Ports.None)
        {
            return FindPort(op.First, cycle)?.Cycle;
        }

        for (; cycle < _taken.Length; cycle++)
        {
            if (FindPort(op.First, cycle) is { } first && FindPort(op.Second, cycle) is { } second && first.Cycle == second.Cycle)
            {
                return first.Cycle;
            }
        }

        return null;
    }

    /// <summary>Finds a cycle likewise, and takes the ports in it.</summary>
    internal int? Take(MacroOp op, int cycle)
    {
        if (Find(op, cycle, cycle) is not { } found)
        {
            return null;
        }

        foreach (Ports ports in (ReadOnlySpan<Ports>)[op.First, op.Second])
        {
            if (ports != Ports.None && FindPort(ports, found) is { } free)
            {
                _taken[free.Cycle] |= free.Port;
            }
        }

        return found;
    }

    private (int Cycle, Ports Port)? FindPort(Ports ports, int cycle)
    {
        for (; cycle < _taken.Length; cycle++)
        {
            Ports free = ports & ~_taken[cycle];
            if (free != Ports.None)
            {
                // multiplications need P1, so it comes last
                return (cycle, free.HasFlag(Ports.P5) ? Ports.P5 : free.HasFlag(Ports.P0) ? Ports.P0 : Ports.P1);
            }
        }

        return null;
    }
}
