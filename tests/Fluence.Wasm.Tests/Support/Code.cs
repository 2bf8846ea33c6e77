using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Tests.Support;

/// <summary>Writes the instructions of a function.</summary>
internal sealed class Code
{
    /// <summary>The type of a block without parameters and results.</summary>
    internal const byte NoResult = 0x40;

    private readonly List<byte> _bytes = [];

    internal byte[] Bytes => [.. _bytes];

    internal Code Op(Opcode opcode)
    {
        int code = (int)opcode;
        _bytes.AddRange(code switch
        {
            < 0x100 => [(byte)code],
            < 0x200 => [0xFC, .. ModuleWriter.Leb((uint)code - 0x100)],
            _ => [0xFD, .. ModuleWriter.Leb((uint)code - 0x200)],
        });
        return this;
    }

    internal Code Op(Opcode opcode, params ReadOnlySpan<int> immediates)
    {
        Op(opcode);
        foreach (int immediate in immediates)
        {
            _bytes.AddRange(ModuleWriter.Leb((uint)immediate));
        }

        return this;
    }

    internal Code Get(int local) => Op(Opcode.LocalGet, local);

    internal Code Set(int local) => Op(Opcode.LocalSet, local);

    internal Code Call(int function) => Op(Opcode.Call, function);

    internal Code End() => Op(Opcode.End);

    internal Code Block(Opcode opcode, byte type = NoResult)
    {
        Op(opcode);
        _bytes.Add(type);
        return this;
    }

    internal Code I32(int value)
    {
        Op(Opcode.I32Const);
        return Signed(value);
    }

    internal Code I64(long value)
    {
        Op(Opcode.I64Const);
        return Signed(value);
    }

    internal Code F32(uint bits)
    {
        Op(Opcode.F32Const);
        _bytes.AddRange(BitConverter.GetBytes(bits));
        return this;
    }

    internal Code F64(ulong bits)
    {
        Op(Opcode.F64Const);
        _bytes.AddRange(BitConverter.GetBytes(bits));
        return this;
    }

    internal Code Append(Code other)
    {
        _bytes.AddRange(other._bytes);
        return this;
    }

    private Code Signed(long value)
    {
        while (value is < -64 or > 63)
        {
            _bytes.Add((byte)((value & 0x7F) | 0x80));
            value >>= 7;
        }

        _bytes.Add((byte)(value & 0x7F));
        return this;
    }
}
