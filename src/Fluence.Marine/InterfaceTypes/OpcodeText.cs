namespace Fluence.Marine.InterfaceTypes;

/// <summary>The texts of the instructions, as the original prints them.</summary>
internal static class OpcodeText
{
    private static readonly string?[] Texts = Build();

    /// <summary>Whether a byte stands for an instruction.</summary>
    public static bool IsDefined(byte code) => code < Texts.Length && Texts[code] is not null;

    /// <summary>The text without operand.</summary>
    public static string Text(this Opcode opcode) => Texts[(int)opcode] ?? throw new ArgumentOutOfRangeException(nameof(opcode));

    private static string?[] Build()
    {
        string?[] texts = new string?[(int)Opcode.ByteArraySize + 1];
        foreach (Opcode opcode in Enum.GetValues<Opcode>())
        {
            texts[(int)opcode] = opcode switch
            {
                Opcode.ArgumentGet => "arg.get",
                Opcode.CallCore => "call-core",
                Opcode.StringLiftMemory => "string.lift_memory",
                Opcode.StringLowerMemory => "string.lower_memory",
                Opcode.StringSize => "string.size",
                Opcode.Dup => "dup",
                Opcode.Swap2 => "swap2",
                Opcode.ArrayLiftMemory => "array.lift_memory",
                Opcode.ArrayLowerMemory => "array.lower_memory",
                Opcode.RecordLiftMemory => "record.lift_memory",
                Opcode.RecordLowerMemory => "record.lower_memory",
                Opcode.BoolFromI32 => "bool.from_i32",
                Opcode.I32FromBool => "i32.from_bool",
                Opcode.PushI32 => "i32.push",
                Opcode.PushI64 => "i64.push",
                Opcode.ByteArrayLiftMemory => "byte_array.lift_memory",
                Opcode.ByteArrayLowerMemory => "byte_array.lower_memory",
                Opcode.ByteArraySize => "byte_array.size",
                _ => Conversion(opcode.ToString()),
            };
        }

        return texts;
    }

    /// <summary>The text of a conversion: <c>S8FromI32</c> is written <c>s8.from_i32</c>.</summary>
    private static string Conversion(string name) => name.ToLowerInvariant().Replace("from", ".from_", StringComparison.Ordinal);
}
