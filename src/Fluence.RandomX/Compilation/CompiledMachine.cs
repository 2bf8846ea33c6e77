using Fluence.RandomX.Machine;

namespace Fluence.RandomX.Compilation;

/// <summary>Runs programs compiled.</summary>
internal sealed unsafe class CompiledMachine : IMachine, IDisposable
{
    private readonly ExecutableMemory _memory = new(ProgramCompiler.MaxSize);
    private readonly Instruction[] _program = new Instruction[RandomXSizes.ProgramLength];
    private readonly ProgramCompiler _compiler;
    private readonly byte* _items;
    private readonly bool _isWhole;

    /// <param name="parameters">The kind of RandomX.</param>
    /// <param name="items">The dataset, or the cache from which its items are made.</param>
    /// <param name="itemCode">Where the code for an item is, where they are made.</param>
    internal CompiledMachine(RandomXParameters parameters, byte* items, nint? itemCode)
    {
        _items = items;
        _isWhole = itemCode is null;
        _compiler = new ProgramCompiler(new X64Assembler(_memory.Written, _memory.Size), parameters, itemCode);
    }

    /// <inheritdoc/>
    public void Run(RegisterFile* file, byte* scratchpad, in ProgramConfiguration configuration, ReadOnlySpan<byte> code)
    {
        Instruction.Decode(code, _program);
        file->SetConstants(configuration);
        _compiler.Compile(configuration, _program);
        ((delegate* unmanaged<RegisterFile*, byte*, byte*, void>)_memory.Executed)(
            file, scratchpad, _isWhole ? _items + configuration.Offset : _items);
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
