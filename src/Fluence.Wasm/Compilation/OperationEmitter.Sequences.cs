using System.Numerics;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>The instructions that are a few IL instructions each.</summary>
internal static partial class OperationEmitter
{
    private static readonly Dictionary<Opcode, Action<ILGenerator>> Sequences = BuildSequences();

    /// <summary>The IL branch for an integer comparison, or for its contrary; null for other instructions.</summary>
    internal static OpCode? BranchFor(Opcode opcode, bool whenTrue) => (opcode, whenTrue) switch
    {
        (Opcode.I32Eq or Opcode.I64Eq, true) or (Opcode.I32Ne or Opcode.I64Ne, false) => OpCodes.Beq,
        (Opcode.I32Ne or Opcode.I64Ne, true) or (Opcode.I32Eq or Opcode.I64Eq, false) => OpCodes.Bne_Un,
        (Opcode.I32LtS or Opcode.I64LtS, true) or (Opcode.I32GeS or Opcode.I64GeS, false) => OpCodes.Blt,
        (Opcode.I32LtU or Opcode.I64LtU, true) or (Opcode.I32GeU or Opcode.I64GeU, false) => OpCodes.Blt_Un,
        (Opcode.I32GtS or Opcode.I64GtS, true) or (Opcode.I32LeS or Opcode.I64LeS, false) => OpCodes.Bgt,
        (Opcode.I32GtU or Opcode.I64GtU, true) or (Opcode.I32LeU or Opcode.I64LeU, false) => OpCodes.Bgt_Un,
        (Opcode.I32LeS or Opcode.I64LeS, true) or (Opcode.I32GtS or Opcode.I64GtS, false) => OpCodes.Ble,
        (Opcode.I32LeU or Opcode.I64LeU, true) or (Opcode.I32GtU or Opcode.I64GtU, false) => OpCodes.Ble_Un,
        (Opcode.I32GeS or Opcode.I64GeS, true) or (Opcode.I32LtS or Opcode.I64LtS, false) => OpCodes.Bge,
        (Opcode.I32GeU or Opcode.I64GeU, true) or (Opcode.I32LtU or Opcode.I64LtU, false) => OpCodes.Bge_Un,
        _ => null,
    };

    /// <summary>The IL of a scalar or whole-vector load; null for those that are called by name.</summary>
    internal static Action<ILGenerator>? LoadFor(Opcode opcode) => opcode switch
    {
        Opcode.I32Load => Codes(OpCodes.Ldind_I4),
        Opcode.I64Load => Codes(OpCodes.Ldind_I8),
        Opcode.F32Load => Codes(OpCodes.Ldind_R4),
        Opcode.F64Load => Codes(OpCodes.Ldind_R8),
        Opcode.I32Load8S => Codes(OpCodes.Ldind_I1),
        Opcode.I32Load8U => Codes(OpCodes.Ldind_U1),
        Opcode.I32Load16S => Codes(OpCodes.Ldind_I2),
        Opcode.I32Load16U => Codes(OpCodes.Ldind_U2),
        Opcode.I64Load8S => Codes(OpCodes.Ldind_I1, OpCodes.Conv_I8),
        Opcode.I64Load8U => Codes(OpCodes.Ldind_U1, OpCodes.Conv_U8),
        Opcode.I64Load16S => Codes(OpCodes.Ldind_I2, OpCodes.Conv_I8),
        Opcode.I64Load16U => Codes(OpCodes.Ldind_U2, OpCodes.Conv_U8),
        Opcode.I64Load32S => Codes(OpCodes.Ldind_I4, OpCodes.Conv_I8),
        Opcode.I64Load32U => Codes(OpCodes.Ldind_U4, OpCodes.Conv_U8),
        Opcode.V128Load => il => il.Emit(OpCodes.Ldobj, typeof(Vector128<byte>)),
        _ => null,
    };

    internal static void EmitStore(ILGenerator il, Opcode opcode)
    {
        if (opcode == Opcode.V128Store)
        {
            il.Emit(OpCodes.Stobj, typeof(Vector128<byte>));
            return;
        }

        il.Emit(opcode switch
        {
            Opcode.I32Store or Opcode.I64Store32 => OpCodes.Stind_I4,
            Opcode.I64Store => OpCodes.Stind_I8,
            Opcode.F32Store => OpCodes.Stind_R4,
            Opcode.F64Store => OpCodes.Stind_R8,
            Opcode.I32Store8 or Opcode.I64Store8 => OpCodes.Stind_I1,
            _ => OpCodes.Stind_I2,
        });
    }

    private static Action<ILGenerator> Codes(params OpCode[] codes) => il =>
    {
        foreach (OpCode code in codes)
        {
            il.Emit(code);
        }
    };

    private static Action<ILGenerator> Not(OpCode comparison) => Codes(comparison, OpCodes.Ldc_I4_0, OpCodes.Ceq);

    private static Action<ILGenerator> Shift(OpCode shift, int mask) => il =>
    {
        il.Emit(OpCodes.Ldc_I4, mask);
        il.Emit(OpCodes.And);
        il.Emit(shift);
    };

    // the count of a 64-bit shift is 64 bits wide too, in IL it is not
    private static Action<ILGenerator> LongShift(OpCode shift) => il =>
    {
        il.Emit(OpCodes.Conv_I4);
        Shift(shift, 63)(il);
    };

    private static Action<ILGenerator> Call(Type type, string name, params Type[] parameters) =>
        il => il.Emit(OpCodes.Call, type.GetMethod(name, parameters)!);

    private static Action<ILGenerator> Then(Action<ILGenerator> first, params OpCode[] codes) => first + Codes(codes);

    private static Dictionary<Opcode, Action<ILGenerator>> BuildSequences()
    {
        Dictionary<Opcode, Action<ILGenerator>> sequences = [];
        AddIntegers(sequences, "I32", typeof(uint), isLong: false);
        AddIntegers(sequences, "I64", typeof(ulong), isLong: true);
        AddFloats(sequences, "F32", typeof(float), typeof(MathF));
        AddFloats(sequences, "F64", typeof(double), typeof(Math));
        AddConversions(sequences);
        sequences[Opcode.RefIsNull] = Codes(OpCodes.Ldnull, OpCodes.Ceq);
        return sequences;
    }

    private static void AddIntegers(Dictionary<Opcode, Action<ILGenerator>> to, string type, Type unsigned, bool isLong)
    {
        void Add(string name, Action<ILGenerator> emit) => to[Enum.Parse<Opcode>(type + name)] = emit;
        OpCode[] widen = isLong ? [OpCodes.Conv_I8] : [];
        Add("Eqz", isLong ? Codes(OpCodes.Ldc_I4_0, OpCodes.Conv_I8, OpCodes.Ceq) : Codes(OpCodes.Ldc_I4_0, OpCodes.Ceq));
        Add("Eq", Codes(OpCodes.Ceq));
        Add("Ne", Not(OpCodes.Ceq));
        Add("LtS", Codes(OpCodes.Clt));
        Add("LtU", Codes(OpCodes.Clt_Un));
        Add("GtS", Codes(OpCodes.Cgt));
        Add("GtU", Codes(OpCodes.Cgt_Un));
        Add("LeS", Not(OpCodes.Cgt));
        Add("LeU", Not(OpCodes.Cgt_Un));
        Add("GeS", Not(OpCodes.Clt));
        Add("GeU", Not(OpCodes.Clt_Un));
        Add("Clz", Then(Call(typeof(BitOperations), nameof(BitOperations.LeadingZeroCount), unsigned), widen));
        if (!X86Base.IsSupported || Bmi1.IsSupported)
        {
            // on other processors the flags of the instruction used are mistaken for those of its result
            Add("Ctz", Then(Call(typeof(BitOperations), nameof(BitOperations.TrailingZeroCount), unsigned), widen));
        }

        Add("Popcnt", Then(Call(typeof(BitOperations), nameof(BitOperations.PopCount), unsigned), widen));
        Add("Add", Codes(OpCodes.Add));
        Add("Sub", Codes(OpCodes.Sub));
        Add("Mul", Codes(OpCodes.Mul));
        Add("DivS", Codes(OpCodes.Div));
        Add("DivU", Codes(OpCodes.Div_Un));
        Add("RemU", Codes(OpCodes.Rem_Un));
        Add("And", Codes(OpCodes.And));
        Add("Or", Codes(OpCodes.Or));
        Add("Xor", Codes(OpCodes.Xor));
        Add("Shl", isLong ? LongShift(OpCodes.Shl) : Shift(OpCodes.Shl, 31));
        Add("ShrS", isLong ? LongShift(OpCodes.Shr) : Shift(OpCodes.Shr, 31));
        Add("ShrU", isLong ? LongShift(OpCodes.Shr_Un) : Shift(OpCodes.Shr_Un, 31));
        Add("Extend8S", Codes([OpCodes.Conv_I1, .. widen]));
        Add("Extend16S", Codes([OpCodes.Conv_I2, .. widen]));
    }

    private static void AddFloats(Dictionary<Opcode, Action<ILGenerator>> to, string type, Type number, Type math)
    {
        void Add(string name, Action<ILGenerator> emit) => to[Enum.Parse<Opcode>(type + name)] = emit;
        Add("Eq", Codes(OpCodes.Ceq));
        Add("Ne", Not(OpCodes.Ceq));
        Add("Lt", Codes(OpCodes.Clt));
        Add("Gt", Codes(OpCodes.Cgt));
        Add("Le", Not(OpCodes.Cgt_Un));
        Add("Ge", Not(OpCodes.Clt_Un));
        Add("Abs", Call(math, "Abs", number));
        Add("Neg", Codes(OpCodes.Neg));
        Add("Ceil", Call(math, "Ceiling", number));
        Add("Floor", Call(math, "Floor", number));
        Add("Trunc", Call(math, "Truncate", number));
        Add("Nearest", Call(math, "Round", number));
        Add("Sqrt", Call(math, "Sqrt", number));
        Add("Copysign", Call(math, "CopySign", number, number));
        Add("Add", Codes(OpCodes.Add));
        Add("Sub", Codes(OpCodes.Sub));
        Add("Mul", Codes(OpCodes.Mul));
        Add("Div", Codes(OpCodes.Div));
    }

    private static void AddConversions(Dictionary<Opcode, Action<ILGenerator>> to)
    {
        to[Opcode.I64Extend32S] = Codes(OpCodes.Conv_I4, OpCodes.Conv_I8);
        to[Opcode.I32WrapI64] = Codes(OpCodes.Conv_I4);
        to[Opcode.I64ExtendI32S] = Codes(OpCodes.Conv_I8);
        to[Opcode.I64ExtendI32U] = Codes(OpCodes.Conv_U8);
        to[Opcode.I32TruncF32S] = to[Opcode.I32TruncF64S] = Codes(OpCodes.Conv_I4);
        to[Opcode.I32TruncF32U] = to[Opcode.I32TruncF64U] = Codes(OpCodes.Conv_I8, OpCodes.Conv_I4);
        to[Opcode.I64TruncF32S] = to[Opcode.I64TruncF64S] = Codes(OpCodes.Conv_I8);
        to[Opcode.I64TruncF32U] = to[Opcode.I64TruncF64U] = Codes(OpCodes.Conv_U8);
        to[Opcode.F32ConvertI32S] = to[Opcode.F32ConvertI64S] = Codes(OpCodes.Conv_R4);
        to[Opcode.F32ConvertI32U] = Codes(OpCodes.Conv_U8, OpCodes.Conv_R4);
        to[Opcode.F64ConvertI32S] = to[Opcode.F64ConvertI64S] = Codes(OpCodes.Conv_R8);
        to[Opcode.F64ConvertI32U] = Codes(OpCodes.Conv_U8, OpCodes.Conv_R8);
        to[Opcode.F32DemoteF64] = Codes(OpCodes.Conv_R4);
        to[Opcode.F64PromoteF32] = Codes(OpCodes.Conv_R8);
        to[Opcode.I32ReinterpretF32] = Call(typeof(BitConverter), nameof(BitConverter.SingleToInt32Bits), typeof(float));
        to[Opcode.I64ReinterpretF64] = Call(typeof(BitConverter), nameof(BitConverter.DoubleToInt64Bits), typeof(double));
        to[Opcode.F32ReinterpretI32] = Call(typeof(BitConverter), nameof(BitConverter.Int32BitsToSingle), typeof(int));
        to[Opcode.F64ReinterpretI64] = Call(typeof(BitConverter), nameof(BitConverter.Int64BitsToDouble), typeof(long));
    }
}
