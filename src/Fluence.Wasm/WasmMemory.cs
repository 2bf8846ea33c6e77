using Fluence.Wasm.Decoding;
using Fluence.Wasm.Execution;

namespace Fluence.Wasm;

/// <summary>A linear memory.</summary>
public sealed unsafe class WasmMemory
{
    /// <summary>The bytes of a page.</summary>
    public const int PageSize = 65_536;

    // read by compiled code
    internal readonly byte* Base;
    internal ulong Length;

    private readonly AddressSpace _space;
    private readonly uint _maxPages;
    private readonly WasmMemoryBudget? _budget;

    /// <summary>A memory of its own, for import.</summary>
    /// <param name="minPages">The pages at first.</param>
    /// <param name="maxPages">The pages that it may grow to; null for no bound.</param>
    public WasmMemory(int minPages, int? maxPages = null)
        : this(new Limits((uint)minPages, (uint?)maxPages), long.MaxValue)
    {
    }

    internal WasmMemory(Limits limits, long maxBytes, WasmMemoryBudget? budget = null)
    {
        DeclaredMax = limits.Max;
        _budget = budget;
        if (budget is not null && !budget.TryTake((ulong)limits.Min * PageSize))
        {
            throw new WasmLinkException($"memory minimum size of {limits.Min} pages exceeds memory limits");
        }

        ulong allowed = Math.Min(Math.Min((ulong)maxBytes, budget?.Total ?? ulong.MaxValue) / PageSize, DefinitionSectionReader.MaxPages);
        if (limits.Min > allowed)
        {
            throw new WasmLinkException($"the memory needs {limits.Min} pages, {allowed} are allowed");
        }

        ulong wanted = Math.Min(allowed, limits.Max ?? DefinitionSectionReader.MaxPages);
        ulong needed = (ulong)limits.Min * PageSize;
        _space = AddressSpace.Create(MemoryHead.Size + (wanted * PageSize), MemoryHead.Size + needed);
        _maxPages = (uint)Math.Min(wanted, (_space.Size - MemoryHead.Size) / PageSize);
        Base = _space.Start + MemoryHead.Size;
        if (!_space.TryCommit(0, MemoryHead.Size + needed))
        {
            throw new InsufficientMemoryException($"no {needed} bytes are free for a WebAssembly memory");
        }

        Length = needed;
        MemoryHead.WriteLength(Base, Length);
    }

    /// <summary>The present size in pages.</summary>
    public int Pages => (int)(Length / PageSize);

    /// <summary>The present size in bytes.</summary>
    public long ByteLength => (long)Length;

    internal uint? DeclaredMax { get; }

    /// <summary>The fuel below which the runs of the owning instance end.</summary>
    internal long Floor
    {
        set => MemoryHead.WriteFloor(Base, value);
    }

    internal Limits Limits => new((uint)Pages, DeclaredMax);

    /// <summary>A part of the memory, to read and write; it stays the same when the memory grows.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie within the memory.</exception>
    public Span<byte> Span(long start, int length)
    {
        if (start < 0 || length < 0 || (ulong)start + (ulong)length > Length)
        {
            throw new ArgumentOutOfRangeException(nameof(start), $"{length} bytes at {start} do not lie within {Length} bytes");
        }

        return new Span<byte>(Base + start, length);
    }

    /// <summary>Grows the memory; returns its size in pages before, or -1 where it may not grow so far.</summary>
    public int Grow(int pages)
    {
        uint before = (uint)Pages, more = (uint)pages;
        if (_budget is not null && before + (ulong)more <= (DeclaredMax ?? DefinitionSectionReader.MaxPages)
            && !_budget.TryTake((ulong)more * PageSize))
        {
            return -1;
        }

        if ((ulong)before + more > _maxPages || !_space.TryCommit(MemoryHead.Size + Length, (ulong)more * PageSize))
        {
            return -1;
        }

        Length += (ulong)more * PageSize;
        MemoryHead.WriteLength(Base, Length);
        return (int)before;
    }
}
