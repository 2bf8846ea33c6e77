using Fluence.RandomX.Superscalar;

namespace Fluence.RandomX.Compilation;

/// <summary>Compiles what makes an item of the dataset of a cache (specification, 7.3).</summary>
/// <param name="assembler">Where the code goes.</param>
internal sealed class ItemCompiler(X64Assembler assembler)
{
    /// <summary>How much room the code takes at most, for a program.</summary>
    internal const int BytesPerProgram = 16 << 10;

    /// <summary>
    /// Code that makes one item: of the number in rdx and the cache at rdi, into r8 to r15. It leaves all but those, rax, rcx and rdx.
    /// </summary>
    /// <param name="programs">The programs of the key.</param>
    /// <param name="cacheSize">How many bytes the cache has.</param>
    /// <returns>Where it begins.</returns>
    internal int Item(IReadOnlyList<SuperscalarProgram> programs, int cacheSize)
    {
        int start = assembler.Position;
        assembler.Push(Register.Rbx);
        assembler.Move(Register.Rbx, Register.Rdx);
        assembler.Move(Register.Rax, ItemStart.Factor);
        assembler.LoadAddress(Register.R8, new Place(Register.Rdx, 1));
        assembler.Multiply(Register.R8, Register.Rax);
        for (int i = 0; i < ItemStart.Differences.Length; i++)
        {
            Register register = Of(i + 1);
            assembler.Move(register, ItemStart.Differences[i]);
            assembler.Xor(register, Register.R8);
        }

        foreach (SuperscalarProgram program in programs)
        {
            assembler.And32(Register.Rbx, (uint)(cacheSize / RandomXSizes.Line) - 1);
            assembler.ShiftLeft(Register.Rbx, 6);
            assembler.Add(Register.Rbx, Register.Rdi);
            assembler.PrefetchOnce(new Place(Register.Rbx));
            foreach (SuperscalarInstruction instruction in program.Instructions)
            {
                Emit(instruction);
            }

            for (int i = 0; i < 8; i++)
            {
                assembler.Xor(Of(i), new Place(Register.Rbx, 8 * i));
            }

            assembler.Move(Register.Rbx, Of(program.AddressRegister));
        }

        assembler.Pop(Register.Rbx);
        assembler.Return();
        return start;
    }

    /// <summary>A function of the first number, how many items, where they go, and the cache, by the rules of Linux.</summary>
    /// <param name="item">Where the code for an item begins.</param>
    /// <returns>Where it begins.</returns>
    internal int Items(int item)
    {
        int start = assembler.Position;
        foreach (Register kept in Kept)
        {
            assembler.Push(kept);
        }

        // the item's code has no use for rsi, rbp and rbx, or leaves them
        assembler.Move(Register.Rbp, Register.Rdi);
        assembler.Move(Register.Rbx, Register.Rsi);
        assembler.Move(Register.Rsi, Register.Rdx);
        assembler.Move(Register.Rdi, Register.Rcx);
        int loop = assembler.Position;
        assembler.Move(Register.Rdx, Register.Rbp);
        assembler.Call(item);
        for (int i = 0; i < 8; i++)
        {
            assembler.Store(new Place(Register.Rsi, 8 * i), Of(i));
        }

        assembler.Add(Register.Rsi, RandomXSizes.Line);
        assembler.Add(Register.Rbp, 1);
        assembler.Subtract(Register.Rbx, 1);
        assembler.JumpIfNotZero(loop);
        for (int i = Kept.Length - 1; i >= 0; i--)
        {
            assembler.Pop(Kept[i]);
        }

        assembler.Return();
        return start;
    }

    /// <summary>The registers that a function leaves as they were, by the rules of Linux.</summary>
    internal static Register[] Kept { get; } =
        [Register.Rbx, Register.Rbp, Register.R12, Register.R13, Register.R14, Register.R15];

    /// <summary>The register of the processor that is one of the machine.</summary>
    internal static Register Of(int register) => Register.R8 + register;

    private void Emit(SuperscalarInstruction instruction)
    {
        (Register to, Register from) = (Of(instruction.Destination), Of(instruction.Source));
        switch (instruction.Kind)
        {
            case SuperscalarKind.Subtract:
                assembler.Subtract(to, from);
                break;
            case SuperscalarKind.Xor:
                assembler.Xor(to, from);
                break;
            case SuperscalarKind.AddShifted:
                assembler.LoadAddress(to, new Place(to, 0, from, instruction.Shift));
                break;
            case SuperscalarKind.Multiply:
                assembler.Multiply(to, from);
                break;
            case SuperscalarKind.Rotate:
                assembler.RotateRight(to, (int)instruction.Immediate);
                break;
            case SuperscalarKind.AddConstant:
                assembler.Add(to, (int)instruction.Immediate);
                break;
            case SuperscalarKind.XorConstant:
                assembler.Xor(to, (int)instruction.Immediate);
                break;
            case SuperscalarKind.MultiplyHigh or SuperscalarKind.MultiplyHighSigned:
                assembler.Move(Register.Rax, to);
                assembler.MultiplyWide(from, instruction.Kind == SuperscalarKind.MultiplyHighSigned);
                assembler.Move(to, Register.Rdx);
                break;
            case SuperscalarKind.MultiplyReciprocal:
                assembler.Move(Register.Rax, Reciprocal.Of(instruction.Immediate));
                assembler.Multiply(to, Register.Rax);
                break;
        }
    }
}
