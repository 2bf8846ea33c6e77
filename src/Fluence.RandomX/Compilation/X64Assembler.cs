using System.Buffers.Binary;

namespace Fluence.RandomX.Compilation;

/// <summary>Writes instructions of x86-64 (Intel's manual, volume 2). Only the forms that are needed here.</summary>
/// <param name="memory">Where they go.</param>
/// <param name="size">How many bytes there is room for.</param>
internal sealed unsafe class X64Assembler(byte* memory, int size)
{
    /// <summary>How many bytes are written: where the next instruction begins.</summary>
    internal int Position { get; private set; }

    /// <summary>Begins anew at a position.</summary>
    internal void Return(int position) => Position = position;

    internal void Add(Register to, Register from) => Both(0x01, from, to);

    internal void Subtract(Register to, Register from) => Both(0x29, from, to);

    internal void Xor(Register to, Register from) => Both(0x31, from, to);

    internal void Move(Register to, Register from) => Both(0x89, from, to);

    internal void Exchange(Register left, Register right) => Both(0x87, right, left);

    internal void Add(Register to, Place from) => Memory(0x03, to, from);

    internal void Subtract(Register to, Place from) => Memory(0x2B, to, from);

    internal void Xor(Register to, Place from) => Memory(0x33, to, from);

    internal void Load(Register to, Place from) => Memory(0x8B, to, from);

    internal void Store(Place to, Register from) => Memory(0x89, from, to);

    internal void LoadAddress(Register to, Place from) => Memory(0x8D, to, from);

    internal void Add(Register to, int constant) => Constant(0, to, constant);

    internal void Xor(Register to, int constant) => Constant(6, to, constant);

    internal void Subtract(Register to, int constant) => Constant(5, to, constant);

    internal void Multiply(Register to, Register from) => Both(0x0F, to, from, 0xAF);

    internal void Multiply(Register to, Place from) => Memory(0x0F, to, from, second: 0xAF);

    /// <summary>Multiplies with a constant.</summary>
    internal void Multiply(Register to, int constant)
    {
        Both(0x69, to, to);
        WriteInt32(constant);
    }

    /// <summary>Multiplies rax into rdx and rax.</summary>
    internal void MultiplyWide(Register from, bool isSigned) => Both(0xF7, (Register)(isSigned ? 5 : 4), from);

    /// <inheritdoc cref="MultiplyWide(Register, bool)"/>
    internal void MultiplyWide(Place from, bool isSigned) => Memory(0xF7, (Register)(isSigned ? 5 : 4), from);

    internal void Negate(Register to) => Both(0xF7, (Register)3, to);

    internal void RotateRight(Register to, int distance)
    {
        Both(0xC1, (Register)1, to);
        Write((byte)distance);
    }

    internal void RotateLeft(Register to, int distance)
    {
        Both(0xC1, 0, to);
        Write((byte)distance);
    }

    internal void ShiftRight(Register to, int distance)
    {
        Both(0xC1, (Register)5, to);
        Write((byte)distance);
    }

    internal void ShiftLeft(Register to, int distance)
    {
        Both(0xC1, (Register)4, to);
        Write((byte)distance);
    }

    /// <summary>Rotates by the number in rcx.</summary>
    internal void RotateRightByCount(Register to) => Both(0xD3, (Register)1, to);

    /// <inheritdoc cref="RotateRightByCount"/>
    internal void RotateLeftByCount(Register to) => Both(0xD3, 0, to);

    internal void Move(Register to, ulong constant)
    {
        Write((byte)(0x48 | ((int)to >> 3)));
        Write((byte)(0xB8 | ((int)to & 7)));
        BinaryPrimitives.WriteUInt64LittleEndian(Take(8), constant);
    }

    /// <summary>Compares bits of a register with zero.</summary>
    internal void Test(Register with, int mask)
    {
        Both(0xF7, 0, with);
        WriteInt32(mask);
    }

    /// <summary>The same with the lower 32 bits; the higher ones become zero.</summary>
    internal void And32(Register to, uint mask)
    {
        if (to == Register.Rax)
        {
            Write(0x25);
        }
        else
        {
            Both(0x81, (Register)4, to, isWide: false);
        }

        WriteInt32((int)mask);
    }

    internal void Or32(Register to, uint bits)
    {
        Both(0x81, (Register)1, to, isWide: false);
        WriteInt32((int)bits);
    }

    internal void Move32(Register to, Register from) => Both(0x89, from, to, isWide: false);

    internal void Xor32(Register to, Register from) => Both(0x31, from, to, isWide: false);

    internal void Store32(Place to, Register from) => Memory(0x89, from, to, isWide: false);

    internal void LoadAddress32(Register to, Place from) => Memory(0x8D, to, from, isWide: false);

    internal void Push(Register from) => Short(0x50, from);

    internal void Pop(Register to) => Short(0x58, to);

    internal void Call(Register target)
    {
        Both(0xFF, (Register)2, target, isWide: false);
    }

    internal void Call(int target) => Jump([0xE8], target);

    internal void Return() => Write(0xC3);

    internal void JumpIfZero(int target) => Jump([0x0F, 0x84], target);

    internal void JumpIfNotZero(int target) => Jump([0x0F, 0x85], target);

    /// <summary>Has the processor fetch a line that is used soon.</summary>
    internal void Prefetch(Place from) => Memory(0x0F, (Register)1, from, second: 0x18, isWide: false);

    /// <summary>Has the processor fetch a line that is used once.</summary>
    internal void PrefetchOnce(Place from) => Memory(0x0F, 0, from, second: 0x18, isWide: false);

    internal void LoadFloatControl(Place from) => Memory(0x0F, (Register)2, from, second: 0xAE, isWide: false);

    internal void StoreFloatControl(Place to) => Memory(0x0F, (Register)3, to, second: 0xAE, isWide: false);

    /// <summary>An instruction of pairs of numbers with two registers.</summary>
    internal void Pair(PairOperation operation, int to, int from) =>
        Both(0x0F, (Register)to, (Register)from, (byte)operation, isWide: false, prefix: 0x66);

    /// <summary>An instruction of pairs of numbers with memory, which is aligned.</summary>
    internal void Pair(PairOperation operation, int to, Place from) =>
        Memory(0x0F, (Register)to, from, second: (byte)operation, isWide: false, prefix: 0x66);

    /// <summary>Exchanges the halves of a pair.</summary>
    internal void SwapPair(int to)
    {
        Pair((PairOperation)0xC6, to, to);
        Write(1);
    }

    /// <summary>Converts two integers of 32 bits in memory.</summary>
    internal void ConvertPair(int to, Place from) => Memory(0x0F, (Register)to, from, second: 0xE6, isWide: false, prefix: 0xF3);

    private void Short(byte code, Register register)
    {
        if (register >= Register.R8)
        {
            Write(0x41);
        }

        Write((byte)(code | ((int)register & 7)));
    }

    private void Jump(ReadOnlySpan<byte> code, int target)
    {
        code.CopyTo(Take(code.Length));
        WriteInt32(target - (Position + 4));
    }

    private void Constant(int extension, Register to, int constant)
    {
        Both(0x81, (Register)extension, to);
        WriteInt32(constant);
    }

    /// <summary>An instruction of two registers; of one, and an extension of the code in place of the other.</summary>
    private void Both(byte code, Register register, Register other, byte? second = null, bool isWide = true, byte? prefix = null)
    {
        Begin(prefix, isWide, register, other, 0);
        Write(code);
        if (second is { } more)
        {
            Write(more);
        }

        Write((byte)(0xC0 | (((int)register & 7) << 3) | ((int)other & 7)));
    }

    private void Memory(byte code, Register register, Place place, byte? second = null, bool isWide = true, byte? prefix = null)
    {
        Begin(prefix, isWide, register, place.Base, place.Index ?? 0);
        Write(code);
        if (second is { } more)
        {
            Write(more);
        }

        bool isShort = place.Distance is >= sbyte.MinValue and <= sbyte.MaxValue;
        bool hasIndex = place.Index is not null || ((int)place.Base & 7) == (int)Register.Rsp;
        int bottom = hasIndex ? (int)Register.Rsp : (int)place.Base & 7;
        Write((byte)((isShort ? 0x40 : 0x80) | (((int)register & 7) << 3) | bottom));
        if (hasIndex)
        {
            Write((byte)((place.Shift << 6) | (((int)(place.Index ?? Register.Rsp) & 7) << 3) | ((int)place.Base & 7)));
        }

        if (isShort)
        {
            Write((byte)place.Distance);
        }
        else
        {
            WriteInt32(place.Distance);
        }
    }

    private void Begin(byte? prefix, bool isWide, Register register, Register bottom, Register index)
    {
        if (prefix is { } before)
        {
            Write(before);
        }

        int rex = (isWide ? 8 : 0) | (((int)register >> 3) << 2) | (((int)index >> 3) << 1) | ((int)bottom >> 3);
        if (rex != 0)
        {
            Write((byte)(0x40 | rex));
        }
    }

    private void Write(byte value) => Take(1)[0] = value;

    private void WriteInt32(int value) => BinaryPrimitives.WriteInt32LittleEndian(Take(4), value);

    private Span<byte> Take(int bytes)
    {
        if (Position + bytes > size)
        {
            throw new InvalidOperationException($"compiled code takes more than the {size} bytes that there are for it");
        }

        Position += bytes;
        return new Span<byte>(memory + Position - bytes, bytes);
    }
}
