namespace Fluence.Wasm.Instructions;

/// <summary>What follows an opcode in the binary format.</summary>
internal enum Immediate : byte
{
    None,
    Block,
    Index,
    TwoIndices,
    BranchTable,
    Types,
    RefType,
    Memory,
    MemoryLane,
    Lane,
    ZeroByte,
    TwoZeroBytes,
    MemoryInit,
    I32,
    I64,
    F32,
    F64,
    V128,
    Shuffle,
}
