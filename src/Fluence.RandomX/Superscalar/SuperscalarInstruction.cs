namespace Fluence.RandomX.Superscalar;

/// <summary>An instruction of SuperscalarHash.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="Destination">The register that it changes.</param>
/// <param name="Source">The other register; the destination again where there is none.</param>
/// <param name="Shift">By how many bits the source is shifted to the left, 0 to 3.</param>
/// <param name="Immediate">The constant; the divisor, of a reciprocal; the distance, of a rotation.</param>
internal readonly record struct SuperscalarInstruction(SuperscalarKind Kind, int Destination, int Source, int Shift, uint Immediate);
