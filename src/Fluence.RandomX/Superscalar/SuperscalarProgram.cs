namespace Fluence.RandomX.Superscalar;

/// <summary>A function of eight registers.</summary>
/// <param name="Instructions">What it does.</param>
/// <param name="AddressRegister">The register that depends on most instructions: it names the next line of the cache.</param>
internal sealed record SuperscalarProgram(SuperscalarInstruction[] Instructions, int AddressRegister)
{
    /// <summary>Applies it.</summary>
    /// <param name="registers">The eight registers.</param>
    internal void Run(Span<ulong> registers)
    {
        foreach (SuperscalarInstruction instruction in Instructions)
        {
            ref ulong to = ref registers[instruction.Destination];
            ulong from = registers[instruction.Source];
            ulong constant = (ulong)(int)instruction.Immediate;
            to = instruction.Kind switch
            {
                SuperscalarKind.Subtract => to - from,
                SuperscalarKind.Xor => to ^ from,
                SuperscalarKind.AddShifted => to + (from << instruction.Shift),
                SuperscalarKind.Multiply => to * from,
                SuperscalarKind.Rotate => ulong.RotateRight(to, (int)instruction.Immediate),
                SuperscalarKind.AddConstant => to + constant,
                SuperscalarKind.XorConstant => to ^ constant,
                SuperscalarKind.MultiplyHigh => Math.BigMul(to, from, out _),
                SuperscalarKind.MultiplyHighSigned => (ulong)Math.BigMul((long)to, (long)from, out _),
                SuperscalarKind.MultiplyReciprocal => to * Reciprocal.Of(instruction.Immediate),
                _ => throw new InvalidOperationException($"SuperscalarHash has no instruction {instruction.Kind}"),
            };
        }
    }
}
