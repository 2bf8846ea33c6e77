using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Fluence.Wasm.Execution;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>Loads and stores.</summary>
internal sealed partial class FunctionCompiler
{
    // how far to look ahead for loads that one check can serve
    private const int LookAhead = 200;

    // for a local that holds an address: how far beyond it memory is known to reach. Memory never shrinks, so only writes of the local
    // and places where ways of control meet end that knowledge.
    private readonly Dictionary<int, ulong> _checkedExtents = [];

    // the last counted loop of each local; it tells how high the local is at most until the loop's end writes it
    private readonly Dictionary<int, CountedLoop> _ranges = [];

    private void CompileLoad(in Instruction instruction, InstructionInfo info)
    {
        (Node address, ulong offset) = Check(Pop(), in instruction, info);
        EmitAddress(address, offset);
        Discard(address);
        if (OperationEmitter.LoadFor(instruction.Opcode) is { } load)
        {
            _il.Emit(OpCodes.Unaligned, (byte)1);
            load(_il);
        }
        else
        {
            OperationEmitter.CallNamed(_il, instruction.Opcode);
        }

        PushValue(info.Results[0]);
    }

    private void CompileStore(in Instruction instruction, InstructionInfo info)
    {
        Node value = Pop();
        (Node address, ulong offset) = Check(Pop(), in instruction, info);
        EmitAddress(address, offset);
        Discard(address);
        Emit(value);
        _il.Emit(OpCodes.Unaligned, (byte)1);
        OperationEmitter.EmitStore(_il, instruction.Opcode);
    }

    private void CompileLaneAccess(in Instruction instruction, InstructionInfo info)
    {
        Node vector = Pop();
        (Node address, ulong offset) = Check(Pop(), in instruction, info);
        EmitAddress(address, offset);
        Discard(address);
        Emit(vector);
        _il.Emit(OpCodes.Ldc_I4, (int)instruction.B);
        OperationEmitter.CallNamed(_il, instruction.Opcode);
        if (info.Results.Length > 0)
        {
            PushValue(WasmValueType.V128);
        }
    }

    /// <summary>
    /// Checks that an access lies within memory; returns the address to use, which can be emitted more than once, and what to add to it.
    /// </summary>
    private (Node Address, ulong Offset) Check(Node address, in Instruction instruction, InstructionInfo info)
    {
        ulong extent = instruction.Bits + (ulong)info.Size;
        if (address.Kind == NodeKind.Constant && (uint)address.Instruction.Bits + extent <= MinimalLength)
        {
            return (address, instruction.Bits);
        }

        if (WithinCountedLoop(address, extent) is { } counted)
        {
            return (counted.Local, instruction.Bits + counted.Offset);
        }

        if (address.Kind == NodeKind.Local)
        {
            if (_checkedExtents.TryGetValue(address.Local, out ulong known) && known >= extent)
            {
                return (address, instruction.Bits);
            }

            extent = info.Results.Length > 0 ? Math.Max(extent, ExtentAhead(address.Local)) : extent;
            _checkedExtents[address.Local] = extent;
        }

        Node settled = Widen(address);
        EmitWide(settled);
        EmitLimit(extent);
        _il.Emit(OpCodes.Bgt_Un, TrapLabel(TrapCode.OutOfBoundsMemoryAccess));
        return (settled, instruction.Bits);
    }

    /// <summary>An address that a counted loop keeps below the length that memory always has: its local, and what is added to it.</summary>
    private (Node Local, ulong Offset)? WithinCountedLoop(Node address, ulong extent)
    {
        (Node local, uint added) = address is { Kind: NodeKind.Operation, Instruction.Opcode: Opcode.I32Add }
            && address.Operands is [{ Kind: NodeKind.Local }, { Kind: NodeKind.Constant }]
                ? (address.Operands[0], (uint)address.Operands[1].Instruction.Bits)
                : (address, 0);
        return local.Kind == NodeKind.Local && _ranges.TryGetValue(local.Local, out CountedLoop loop) && _position <= loop.Until
            && (ulong)loop.Last + added <= uint.MaxValue && loop.Last + added + extent <= MinimalLength
                ? (local, added)
                : null;
    }

    /// <summary>
    /// Puts a computed address into a temporary of 64 bits: widened once, it needs no instruction for that in the check and in the access.
    /// </summary>
    private Node Widen(Node address)
    {
        if (address.IsLeaf)
        {
            return address;
        }

        Emit(address);
        _il.Emit(OpCodes.Conv_U8);
        LocalBuilder temporary = _temporaries.Take(typeof(long));
        _il.Emit(OpCodes.Stloc, temporary);
        return Node.OfTemporary(temporary, WasmValueType.I64);
    }

    private void EmitWide(Node address)
    {
        EmitAgain(address);
        if (address.Type == WasmValueType.I32)
        {
            _il.Emit(OpCodes.Conv_U8);
        }
    }

    /// <summary>
    /// Emits the last address from which an access may reach so far. Where memory may be shorter than that, adds to the address instead.
    /// </summary>
    private void EmitLimit(ulong extent)
    {
        int? place = extent <= MinimalLength ? MemoryHead.LastAddress(extent) : null;
        if (place is null)
        {
            _il.Emit(OpCodes.Ldc_I8, (long)extent);
            _il.Emit(OpCodes.Add);
        }

        ReadHead(place ?? MemoryHead.Length);
    }

    private void ReadHead(int place)
    {
        _il.Emit(OpCodes.Ldloc, _base!);
        _il.Emit(OpCodes.Ldc_I4, place);
        _il.Emit(OpCodes.Add);
        _il.Emit(OpCodes.Ldind_I8);
    }

    private ulong MinimalLength => (ulong)_contents.Memories[0].Min * WasmMemory.PageSize;

    private void EmitAddress(Node address, ulong offset)
    {
        _il.Emit(OpCodes.Ldloc, _base!);
        if (address.Kind == NodeKind.Constant)
        {
            _il.Emit(OpCodes.Ldc_I8, (long)((uint)address.Instruction.Bits + offset));
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
            return;
        }

        EmitWide(address);
        _il.Emit(OpCodes.Conv_I);
        _il.Emit(OpCodes.Add);
        if (offset != 0)
        {
            _il.Emit(OpCodes.Ldc_I8, (long)offset);
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }
    }

    /// <summary>
    /// The farthest that the loads to come reach beyond an address in a local, up to the first instruction that has an effect or may trap
    /// otherwise: until then nobody can tell which of the loads trapped.
    /// </summary>
    private ulong ExtentAhead(int local)
    {
        ulong extent = 0;
        int end = Math.Min(_instructions.Length - 1, _position + LookAhead);
        for (int i = _position + 1; i < end; i++)
        {
            ref readonly Instruction next = ref _instructions[i];
            InstructionInfo info = InstructionTable.Get(next.Opcode);
            bool writes = next.Opcode is Opcode.LocalSet or Opcode.LocalTee && next.A == (uint)local;
            bool isHarmless = next.Opcode is Opcode.LocalGet or Opcode.LocalSet or Opcode.LocalTee or Opcode.GlobalGet or Opcode.Drop
                or Opcode.Select or Opcode.SelectTyped || (!info.IsPolymorphic && !CanTrap(next.Opcode))
                || (info.Immediate == Immediate.Memory && info.Results.Length > 0);
            if (writes || !isHarmless)
            {
                break;
            }

            ref readonly Instruction load = ref _instructions[i + 1];
            InstructionInfo loadInfo = InstructionTable.Get(load.Opcode);
            if (next.Opcode == Opcode.LocalGet && next.A == (uint)local
                && loadInfo.Immediate == Immediate.Memory && loadInfo.Results.Length > 0)
            {
                extent = Math.Max(extent, load.Bits + (ulong)loadInfo.Size);
            }
        }

        return extent;
    }

    private static bool CanTrap(Opcode opcode) =>
        opcode is >= Opcode.I32DivS and <= Opcode.I32RemU or >= Opcode.I64DivS and <= Opcode.I64RemU
            or >= Opcode.I32TruncF32S and <= Opcode.I32TruncF64U or >= Opcode.I64TruncF32S and <= Opcode.I64TruncF64U
        || InstructionTable.Get(opcode).Immediate is Immediate.Memory or Immediate.MemoryLane or Immediate.MemoryInit
            or Immediate.ZeroByte or Immediate.TwoZeroBytes or Immediate.TwoIndices or Immediate.Index;

    private unsafe void CompileGlobal(in Instruction instruction)
    {
        int index = (int)instruction.A;
        WasmValueType type = _contents.Globals[index].Type;
        bool isReference = type is WasmValueType.FuncRef or WasmValueType.ExternRef;
        Node? value = instruction.Opcode == Opcode.GlobalSet ? Pop() : null;
        if (isReference || index < _contents.ImportedGlobals)
        {
            LoadInstanceField(nameof(WasmInstance.Globals));
            _il.Emit(OpCodes.Ldc_I4, index);
            _il.Emit(OpCodes.Ldelem_Ref);
        }

        if (isReference)
        {
            EmitReference(value);
            return;
        }

        if (index < _contents.ImportedGlobals)
        {
            _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmGlobal>(nameof(WasmGlobal.Cell)));
        }
        else
        {
            LoadInstanceField(nameof(WasmInstance.OwnGlobalCells));
            _il.Emit(OpCodes.Ldc_I4, (index - _contents.ImportedGlobals) * sizeof(Vector128<byte>));
            _il.Emit(OpCodes.Conv_I);
            _il.Emit(OpCodes.Add);
        }

        if (value is not null)
        {
            Emit(value);
            _il.Emit(OpCodes.Stobj, ClrType.Of(type));
        }
        else
        {
            _il.Emit(OpCodes.Ldobj, ClrType.Of(type));
            PushValue(type);
        }
    }

    private void EmitReference(Node? value)
    {
        if (value is not null)
        {
            Emit(value);
            _il.Emit(OpCodes.Stfld, Reflect.Field<WasmGlobal>(nameof(WasmGlobal.Reference)));
        }
        else
        {
            _il.Emit(OpCodes.Ldfld, Reflect.Field<WasmGlobal>(nameof(WasmGlobal.Reference)));
            PushValue(WasmValueType.ExternRef);
        }
    }
}
