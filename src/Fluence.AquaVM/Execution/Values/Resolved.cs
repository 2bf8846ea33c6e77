using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>What an operand has resolved to. Canonical streams and maps as a whole have a tetraplet for each element, others one.</summary>
internal readonly struct Resolved
{
    private readonly SecurityTetraplet? _tetraplet;
    private readonly ImmutableArray<SecurityTetraplet> _tetraplets;

    public Resolved(VmValue value, SecurityTetraplet tetraplet, Provenance provenance)
    {
        Value = value;
        _tetraplet = tetraplet;
        Provenance = provenance;
    }

    public Resolved(VmValue value, ImmutableArray<SecurityTetraplet> tetraplets, Provenance provenance)
    {
        Value = value;
        _tetraplets = tetraplets;
        Provenance = provenance;
    }

    public VmValue Value { get; }

    public Provenance Provenance { get; }

    /// <summary>The tetraplet of a value that has just one.</summary>
    public SecurityTetraplet Tetraplet => _tetraplet!;

    /// <summary>All tetraplets.</summary>
    public ImmutableArray<SecurityTetraplet> Tetraplets => _tetraplet is null ? _tetraplets : [_tetraplet];

    /// <summary>Whether <paramref name="tetraplets"/> is just this value's one tetraplet.</summary>
    public bool HasSingle(ImmutableArray<SecurityTetraplet> tetraplets) =>
        _tetraplet is not null && tetraplets.Length == 1 && ReferenceEquals(tetraplets[0], _tetraplet);
}
