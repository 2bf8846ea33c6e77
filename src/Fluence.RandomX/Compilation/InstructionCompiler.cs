using Fluence.RandomX.Machine;
using static Fluence.RandomX.Compilation.FloatRegisters;

namespace Fluence.RandomX.Compilation;

/// <summary>Compiles single instructions (specification, 5.2 to 5.5), with the registers of <see cref="ProgramCompiler"/>.</summary>
/// <param name="assembler">Where the code goes.</param>
/// <param name="controlAt">Where on the stack is room for the register that controls rounding.</param>
internal sealed class InstructionCompiler(X64Assembler assembler, int controlAt)
{
    // the register whose number, as a base, stands for none
    private const int Displaced = 5;

    /// <summary>Compiles an instruction.</summary>
    /// <param name="instruction">The instruction.</param>
    /// <param name="target">Where the code is to which it branches.</param>
    internal void Compile(in Instruction instruction, int target)
    {
        (Register to, Register from) = (ItemCompiler.Of(instruction.Destination), ItemCompiler.Of(instruction.Source));
        int constant = (int)instruction.Immediate;
        switch (instruction.Operation)
        {
            case Operation.AddShifted:
                assembler.LoadAddress(
                    to, new Place(to, instruction.Destination == Displaced ? constant : 0, from, instruction.Shift));
                break;
            case Operation.AddMemory:
                assembler.Add(to, Read(instruction));
                break;
            case Operation.Subtract when instruction.IsConstant:
                assembler.Subtract(to, constant);
                break;
            case Operation.Subtract:
                assembler.Subtract(to, from);
                break;
            case Operation.SubtractMemory:
                assembler.Subtract(to, Read(instruction));
                break;
            case Operation.Multiply when instruction.IsConstant:
                assembler.Multiply(to, constant);
                break;
            case Operation.Multiply:
                assembler.Multiply(to, from);
                break;
            case Operation.MultiplyMemory:
                assembler.Multiply(to, Read(instruction));
                break;
            case Operation.MultiplyReciprocal:
                assembler.Move(Register.Rax, instruction.Immediate);
                assembler.Multiply(to, Register.Rax);
                break;
            case Operation.MultiplyHigh or Operation.MultiplyHighSigned:
                assembler.Move(Register.Rax, to);
                assembler.MultiplyWide(from, instruction.Operation == Operation.MultiplyHighSigned);
                assembler.Move(to, Register.Rdx);
                break;
            case Operation.MultiplyHighMemory or Operation.MultiplyHighSignedMemory:
                Place factor = Read(instruction, Register.Rcx);
                assembler.Move(Register.Rax, to);
                assembler.MultiplyWide(factor, instruction.Operation == Operation.MultiplyHighSignedMemory);
                assembler.Move(to, Register.Rdx);
                break;
            case Operation.Negate:
                assembler.Negate(to);
                break;
            case Operation.Xor when instruction.IsConstant:
                assembler.Xor(to, constant);
                break;
            case Operation.Xor:
                assembler.Xor(to, from);
                break;
            case Operation.XorMemory:
                assembler.Xor(to, Read(instruction));
                break;
            case Operation.RotateRight when instruction.IsConstant:
                assembler.RotateRight(to, constant & 63);
                break;
            case Operation.RotateLeft when instruction.IsConstant:
                assembler.RotateLeft(to, constant & 63);
                break;
            case Operation.RotateRight:
                assembler.Move(Register.Rcx, from);
                assembler.RotateRightByCount(to);
                break;
            case Operation.RotateLeft:
                assembler.Move(Register.Rcx, from);
                assembler.RotateLeftByCount(to);
                break;
            case Operation.Swap:
                assembler.Exchange(to, from);
                break;
            case Operation.Branch:
                assembler.Add(to, constant);
                assembler.Test(to, (int)instruction.Mask);
                assembler.JumpIfZero(target);
                break;
            case Operation.Round:
                Round(from, constant & 63);
                break;
            case Operation.Store:
                assembler.LoadAddress32(Register.Rax, new Place(to, constant));
                assembler.And32(Register.Rax, instruction.Mask);
                assembler.Store(new Place(Register.Rsi, 0, Register.Rax), from);
                break;
            case Operation.Nothing:
                break;
            default:
                CompileFloat(instruction);
                break;
        }
    }

    private void CompileFloat(in Instruction instruction)
    {
        int to = instruction.Destination;
        switch (instruction.Operation)
        {
            case Operation.FloatSwap:
                assembler.SwapPair(to);
                break;
            case Operation.FloatAdd:
                assembler.Pair(PairOperation.Add, to, FirstA + instruction.Source);
                break;
            case Operation.FloatAddMemory:
                ReadPair(instruction);
                assembler.Pair(PairOperation.Add, to, Scratch);
                break;
            case Operation.FloatSubtract:
                assembler.Pair(PairOperation.Subtract, to, FirstA + instruction.Source);
                break;
            case Operation.FloatSubtractMemory:
                ReadPair(instruction);
                assembler.Pair(PairOperation.Subtract, to, Scratch);
                break;
            case Operation.FloatScale:
                assembler.Pair(PairOperation.Xor, to, Scale);
                break;
            case Operation.FloatMultiply:
                assembler.Pair(PairOperation.Multiply, FirstE + to, FirstA + instruction.Source);
                break;
            case Operation.FloatDivideMemory:
                ReadPair(instruction);
                assembler.Pair(PairOperation.And, Scratch, KeptOfE);
                assembler.Pair(PairOperation.Or, Scratch, MaskOfE);
                assembler.Pair(PairOperation.Divide, FirstE + to, Scratch);
                break;
            case Operation.FloatRoot:
                assembler.Pair(PairOperation.Root, FirstE + to, FirstE + to);
                break;
        }
    }

    /// <summary>Has two bits of a register be the rounding mode.</summary>
    private void Round(Register from, int distance)
    {
        assembler.Move(Register.Rax, from);
        assembler.RotateRight(Register.Rax, (distance - RegisterFile.RoundingShift) & 63);
        assembler.And32(Register.Rax, 3u << RegisterFile.RoundingShift);
        assembler.Or32(Register.Rax, RegisterFile.DefaultControl);
        assembler.Store32(new Place(Register.Rsp, controlAt), Register.Rax);
        assembler.LoadFloatControl(new Place(Register.Rsp, controlAt));
    }

    /// <summary>The place in the scratchpad that an instruction reads.</summary>
    private Place Read(in Instruction instruction, Register address = Register.Rax) => instruction.IsConstant
        ? new Place(Register.Rsi, (int)((uint)instruction.Immediate & instruction.Mask)) : Address(instruction, address);

    private Place Address(in Instruction instruction, Register address)
    {
        assembler.LoadAddress32(address, new Place(ItemCompiler.Of(instruction.Source), (int)instruction.Immediate));
        assembler.And32(address, instruction.Mask);
        return new Place(Register.Rsi, 0, address);
    }

    private void ReadPair(in Instruction instruction) => assembler.ConvertPair(Scratch, Address(instruction, Register.Rax));
}
