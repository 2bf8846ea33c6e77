namespace Fluence.RandomX.Compilation;

/// <summary>General registers of x86-64, by the numbers that instructions have for them.</summary>
internal enum Register
{
    Rax,
    Rcx,
    Rdx,
    Rbx,
    Rsp,
    Rbp,
    Rsi,
    Rdi,
    R8,
    R9,
    R10,
    R11,
    R12,
    R13,
    R14,
    R15,
}

/// <summary>An address: a register, perhaps another that is added to it, perhaps shifted, and a distance.</summary>
internal readonly record struct Place(Register Base, int Distance = 0, Register? Index = null, int Shift = 0);
