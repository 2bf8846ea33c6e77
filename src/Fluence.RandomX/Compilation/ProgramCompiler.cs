using Fluence.RandomX.Machine;
using static Fluence.RandomX.Compilation.FloatRegisters;

namespace Fluence.RandomX.Compilation;

/// <summary>
/// Compiles programs (specification, 4.6 and 5). The machine's integer registers are r8 to r15, groups F, E and A are xmm0 to xmm11;
/// rsi is the scratchpad, rdi the dataset or the cache, rbx counts iterations, rbp holds <c>mx</c> and above it <c>ma</c>.
/// </summary>
/// <param name="assembler">Where the code goes.</param>
/// <param name="parameters">The kind of RandomX.</param>
/// <param name="item">Where the code for an item of the dataset is; null where the dataset is in memory.</param>
internal sealed class ProgramCompiler(X64Assembler assembler, RandomXParameters parameters, nint? item)
{
    /// <summary>How much room the code takes at most.</summary>
    internal const int MaxSize = 32 << 10;

    // what is kept on the stack, and how much that is; with what is pushed, a multiple of sixteen
    private const int FloatsAt = 0, IntegersAt = 8, ControlAt = 16, CallersControlAt = 24, FileAt = 32, RegistersAt = 40;
    private const int Frame = 104;

    private readonly int[] _starts = new int[RandomXSizes.ProgramLength];
    private readonly InstructionCompiler _instructions = new(assembler, ControlAt);

    /// <summary>A function of the register file, the scratchpad, and the dataset or cache, by the rules of Linux.</summary>
    internal void Compile(in ProgramConfiguration configuration, ReadOnlySpan<Instruction> program)
    {
        assembler.Return(0);
        Enter(configuration);
        int loop = assembler.Position;
        Load();
        for (int i = 0; i < program.Length; i++)
        {
            _starts[i] = assembler.Position;
            _instructions.Compile(program[i], program[i].Operation == Operation.Branch ? _starts[program[i].Target] : 0);
        }

        assembler.Move32(Register.Rax, ItemCompiler.Of(configuration.AddressRegister(2)));
        assembler.Xor32(Register.Rax, ItemCompiler.Of(configuration.AddressRegister(3)));
        assembler.Xor(Register.Rbp, Register.Rax);
        if (item is { } code)
        {
            MakeItem(code, configuration.Offset / RandomXSizes.Line);
        }
        else
        {
            ReadItem();
        }

        Prepare(configuration);
        Store();
        assembler.Subtract(Register.Rbx, 1);
        assembler.JumpIfNotZero(loop);
        Leave();
    }

    private void Enter(in ProgramConfiguration configuration)
    {
        foreach (Register kept in ItemCompiler.Kept)
        {
            assembler.Push(kept);
        }

        assembler.Subtract(Register.Rsp, Frame);
        assembler.StoreFloatControl(new Place(Register.Rsp, CallersControlAt));
        assembler.LoadFloatControl(new Place(Register.Rdi, RegisterFile.OffsetControl));
        assembler.Store(new Place(Register.Rsp, FileAt), Register.Rdi);
        for (int i = 0; i < 4; i++)
        {
            assembler.Pair(PairOperation.Load, FirstA + i, new Place(Register.Rdi, RegisterFile.OffsetA + (16 * i)));
        }

        assembler.Pair(PairOperation.Load, MaskOfE, new Place(Register.Rdi, RegisterFile.OffsetMasks));
        assembler.Pair(PairOperation.Load, KeptOfE, new Place(Register.Rdi, RegisterFile.OffsetKept));
        assembler.Pair(PairOperation.Load, Scale, new Place(Register.Rdi, RegisterFile.OffsetScale));
        assembler.Move(Register.Rdi, Register.Rdx);
        for (int i = 0; i < 8; i++)
        {
            assembler.Xor32(ItemCompiler.Of(i), ItemCompiler.Of(i));
        }

        assembler.Move(Register.Rbx, (ulong)RandomXSizes.Iterations);
        assembler.Move(Register.Rbp, ((ulong)configuration.MemoryA << 32) | configuration.MemoryX);

        // the first addresses are those registers themselves, because all others are zero
        assembler.Move(Register.Rax, Register.Rbp);
    }

    /// <summary>Mixes lines of the scratchpad, which rax names, into the registers.</summary>
    private void Load()
    {
        assembler.Move32(Register.Rdx, Register.Rax);
        assembler.And32(Register.Rdx, RandomXSizes.LineMask);
        assembler.ShiftRight(Register.Rax, 32);
        assembler.And32(Register.Rax, RandomXSizes.LineMask);
        assembler.Store(new Place(Register.Rsp, FloatsAt), Register.Rdx);
        assembler.Store(new Place(Register.Rsp, IntegersAt), Register.Rax);
        for (int i = 0; i < 8; i++)
        {
            assembler.Xor(ItemCompiler.Of(i), new Place(Register.Rsi, 8 * i, Register.Rdx));
        }

        for (int i = 0; i < 8; i++)
        {
            assembler.ConvertPair(i, new Place(Register.Rsi, 8 * i, Register.Rax));
        }

        for (int i = 0; i < 4; i++)
        {
            assembler.Pair(PairOperation.And, FirstE + i, KeptOfE);
            assembler.Pair(PairOperation.Or, FirstE + i, MaskOfE);
        }
    }

    private void ReadItem()
    {
        assembler.Move32(Register.Rdx, Register.Rbp);
        assembler.And32(Register.Rdx, parameters.AddressMask);
        assembler.PrefetchOnce(new Place(Register.Rdi, 0, Register.Rdx));
        assembler.RotateRight(Register.Rbp, 32);
        assembler.Move32(Register.Rdx, Register.Rbp);
        assembler.And32(Register.Rdx, parameters.AddressMask);
        for (int i = 0; i < 8; i++)
        {
            assembler.Xor(ItemCompiler.Of(i), new Place(Register.Rdi, 8 * i, Register.Rdx));
        }
    }

    private void MakeItem(nint code, ulong offset)
    {
        for (int i = 0; i < 8; i++)
        {
            assembler.Store(new Place(Register.Rsp, RegistersAt + (8 * i)), ItemCompiler.Of(i));
        }

        assembler.RotateRight(Register.Rbp, 32);
        assembler.Move32(Register.Rdx, Register.Rbp);
        assembler.And32(Register.Rdx, parameters.AddressMask);
        assembler.ShiftRight(Register.Rdx, 6);
        assembler.Add(Register.Rdx, (int)offset);
        assembler.Move(Register.Rax, (ulong)code);
        assembler.Call(Register.Rax);
        for (int i = 0; i < 8; i++)
        {
            assembler.Xor(ItemCompiler.Of(i), new Place(Register.Rsp, RegistersAt + (8 * i)));
        }
    }

    /// <summary>Has rax name the lines of the next iteration, and the processor fetch them while this one is stored.</summary>
    private void Prepare(in ProgramConfiguration configuration)
    {
        assembler.Move(Register.Rax, ItemCompiler.Of(configuration.AddressRegister(0)));
        assembler.Xor(Register.Rax, ItemCompiler.Of(configuration.AddressRegister(1)));
        assembler.Move32(Register.Rdx, Register.Rax);
        assembler.And32(Register.Rdx, RandomXSizes.LineMask);
        assembler.Prefetch(new Place(Register.Rsi, 0, Register.Rdx));
        assembler.Move(Register.Rcx, Register.Rax);
        assembler.ShiftRight(Register.Rcx, 32);
        assembler.And32(Register.Rcx, RandomXSizes.LineMask);
        assembler.Prefetch(new Place(Register.Rsi, 0, Register.Rcx));
    }

    private void Store()
    {
        assembler.Load(Register.Rcx, new Place(Register.Rsp, IntegersAt));
        assembler.Load(Register.Rdx, new Place(Register.Rsp, FloatsAt));
        for (int i = 0; i < 8; i++)
        {
            assembler.Store(new Place(Register.Rsi, 8 * i, Register.Rcx), ItemCompiler.Of(i));
        }

        for (int i = 0; i < 4; i++)
        {
            assembler.Pair(PairOperation.Xor, i, FirstE + i);
            assembler.Pair(PairOperation.Store, i, new Place(Register.Rsi, 16 * i, Register.Rdx));
        }
    }

    private void Leave()
    {
        assembler.Load(Register.Rdi, new Place(Register.Rsp, FileAt));
        for (int i = 0; i < 8; i++)
        {
            assembler.Store(new Place(Register.Rdi, 8 * i), ItemCompiler.Of(i));
            assembler.Pair(PairOperation.Store, i, new Place(Register.Rdi, RegisterFile.OffsetF + (16 * i)));
        }

        assembler.StoreFloatControl(new Place(Register.Rdi, RegisterFile.OffsetControl));
        assembler.LoadFloatControl(new Place(Register.Rsp, CallersControlAt));
        assembler.Add(Register.Rsp, Frame);
        for (int i = ItemCompiler.Kept.Length - 1; i >= 0; i--)
        {
            assembler.Pop(ItemCompiler.Kept[i]);
        }

        assembler.Return();
    }
}
