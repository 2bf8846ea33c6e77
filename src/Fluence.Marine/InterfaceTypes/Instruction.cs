namespace Fluence.Marine.InterfaceTypes;

/// <summary>An instruction of an adapter. They work on a stack of interface values.</summary>
public abstract record Instruction
{
    private protected Instruction(Opcode opcode) => Opcode = opcode;

    /// <summary>What it does.</summary>
    public Opcode Opcode { get; }

    /// <summary>Pushes an argument of the adapter.</summary>
    public static Instruction ArgumentGet(uint index) => new IndexInstruction(Opcode.ArgumentGet, index);

    /// <summary>Calls an export, or an import with an implementation, whose numbers follow those of the exports.</summary>
    public static Instruction CallCore(uint index) => new IndexInstruction(Opcode.CallCore, index);

    /// <summary>An instruction without operand.</summary>
    public static Instruction Of(Opcode opcode) => new SimpleInstruction(opcode);

    /// <summary>Reads an array from memory.</summary>
    public static Instruction ArrayLift(IType element) => new TypeInstruction(Opcode.ArrayLiftMemory, element);

    /// <summary>Writes an array to memory.</summary>
    public static Instruction ArrayLower(IType element) => new TypeInstruction(Opcode.ArrayLowerMemory, element);

    /// <summary>Reads a record from memory.</summary>
    public static Instruction RecordLift(uint record) => new IndexInstruction(Opcode.RecordLiftMemory, record);

    /// <summary>Writes a record to memory.</summary>
    public static Instruction RecordLower(uint record) => new IndexInstruction(Opcode.RecordLowerMemory, record);

    /// <summary>Pushes a constant.</summary>
    public static Instruction PushI32(int value) => new PushInstruction(Opcode.PushI32, value);

    /// <summary>Pushes a constant.</summary>
    public static Instruction PushI64(long value) => new PushInstruction(Opcode.PushI64, value);
}

/// <summary>An instruction without operand.</summary>
public sealed record SimpleInstruction : Instruction
{
    internal SimpleInstruction(Opcode opcode)
        : base(opcode)
    {
    }

    /// <summary>The text.</summary>
    public override string ToString() => Opcode.Text();
}

/// <summary>An instruction about an argument, a function or a record.</summary>
public sealed record IndexInstruction : Instruction
{
    internal IndexInstruction(Opcode opcode, uint index)
        : base(opcode) => Index = index;

    /// <summary>The number of the argument, function or record.</summary>
    public uint Index { get; }

    /// <summary>The text.</summary>
    public override string ToString() => $"{Opcode.Text()} {Index}";
}

/// <summary>An instruction about an array.</summary>
public sealed record TypeInstruction : Instruction
{
    internal TypeInstruction(Opcode opcode, IType type)
        : base(opcode) => Type = type;

    /// <summary>The type of the elements.</summary>
    public IType Type { get; }

    /// <summary>The text.</summary>
    public override string ToString() => $"{Opcode.Text()} {TypeText.Of(Type)}";
}

/// <summary>An instruction that pushes a constant.</summary>
public sealed record PushInstruction : Instruction
{
    internal PushInstruction(Opcode opcode, long value)
        : base(opcode) => Value = value;

    /// <summary>The constant; of 32 bits for <see cref="Opcode.PushI32"/>.</summary>
    public long Value { get; }

    /// <summary>The text.</summary>
    public override string ToString() => $"{Opcode.Text()} {Value}";
}
