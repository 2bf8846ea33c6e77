namespace Fluence.RandomX.Compilation;

/// <summary>Instructions of pairs of numbers, by their codes.</summary>
internal enum PairOperation : byte
{
    Load = 0x28,
    Store = 0x29,
    Root = 0x51,
    And = 0x54,
    Or = 0x56,
    Xor = 0x57,
    Add = 0x58,
    Multiply = 0x59,
    Subtract = 0x5C,
    Divide = 0x5E,
}
