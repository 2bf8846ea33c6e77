namespace Fluence.RandomX.Machine;

/// <summary>Which instruction an opcode is: the more frequent ones have more opcodes (specification, tables 5.2.1 to 5.5.1).</summary>
internal static class Opcodes
{
    // in the order of Operation; nothing has none
    private static readonly byte[] Frequencies =
    [
        16, 7, 16, 7, 16, 4, 4, 1, 4, 1, 8, 2, 15, 5, 8, 2, 4, 4, 16, 5, 16, 5, 6, 32, 4, 6, 25, 1, 16,
    ];

    private static readonly Operation[] Table =
        [.. Frequencies.SelectMany(static (count, operation) => Enumerable.Repeat((Operation)operation, count))];

    internal static Operation Read(byte opcode) => Table[opcode];
}
