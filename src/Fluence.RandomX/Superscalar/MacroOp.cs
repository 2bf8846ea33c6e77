namespace Fluence.RandomX.Superscalar;

/// <summary>Ports of the reference processor (specification, 6.2).</summary>
[Flags]
internal enum Ports
{
    None = 0,
    P0 = 1,
    P1 = 2,
    P5 = 4,
    P01 = P0 | P1,
    P05 = P0 | P5,
    P015 = P0 | P1 | P5,
}

/// <summary>What the reference processor executes at once (specification, table 6.2.1).</summary>
/// <param name="Latency">After how many cycles its outcome is there.</param>
/// <param name="First">Where its first part can be executed; nowhere, where it costs nothing.</param>
/// <param name="Second">Where its second part can be executed, in the same cycle; nowhere, where it has one.</param>
/// <param name="IsDependent">Whether it needs the outcome of the one before it.</param>
internal readonly record struct MacroOp(int Latency, Ports First, Ports Second = Ports.None, bool IsDependent = false)
{
    internal static MacroOp Simple => new(1, Ports.P015);

    internal static MacroOp Lea => new(1, Ports.P01);

    internal static MacroOp Rotate => new(1, Ports.P05);

    internal static MacroOp Multiply => new(3, Ports.P1);

    internal static MacroOp MultiplyWide => new(4, Ports.P1, Ports.P5);

    internal static MacroOp Move => new(0, Ports.None);
}
