namespace Fluence.RandomX.Machine;

/// <summary>Runs programs: by interpretation, or compiled.</summary>
internal unsafe interface IMachine
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="file">The registers; groups A and the rounding mode are given, the others are what the program leaves.</param>
    /// <param name="scratchpad">The scratchpad.</param>
    /// <param name="configuration">The program's configuration.</param>
    /// <param name="code">The program's instructions, eight bytes each.</param>
    void Run(RegisterFile* file, byte* scratchpad, in ProgramConfiguration configuration, ReadOnlySpan<byte> code);
}
