using Fluence.RandomX.Superscalar;

namespace Fluence.RandomX.Compilation;

/// <summary>The code that makes the items of the dataset of a key.</summary>
internal sealed unsafe class CompiledItems : IDisposable
{
    private readonly ExecutableMemory _memory;
    private readonly int _items;

    internal CompiledItems(IReadOnlyList<SuperscalarProgram> programs, int cacheSize)
    {
        _memory = new ExecutableMemory(programs.Count * ItemCompiler.BytesPerProgram);
        ItemCompiler compiler = new(new X64Assembler(_memory.Written, _memory.Size));
        Item = (nint)_memory.Executed + compiler.Item(programs, cacheSize);
        _items = compiler.Items(0);
    }

    /// <summary>Where the code for one item is, see <see cref="ItemCompiler.Item"/>.</summary>
    internal nint Item { get; }

    /// <summary>Makes items.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="count">How many; at least one.</param>
    /// <param name="output">Where they go.</param>
    /// <param name="cache">The cache's memory.</param>
    internal void Make(ulong first, ulong count, ulong* output, byte* cache) =>
        ((delegate* unmanaged<ulong, ulong, ulong*, byte*, void>)(_memory.Executed + _items))(first, count, output, cache);

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();
}
