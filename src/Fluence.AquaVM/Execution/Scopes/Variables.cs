using System.Runtime.CompilerServices;
using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Errors;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Scopes;

/// <summary>Scalars, canonical streams and maps, and iterators.</summary>
internal sealed class Variables
{
    private readonly ScopeDepth _depth = new();
    private FoldInProgress?[] _folds = [];

    public Variables()
    {
        Scalars = new ScopedVariables<Aggregate>(_depth);
        CanonStreams = new ScopedVariables<CanonStreamValue>(_depth);
        CanonMaps = new ScopedVariables<CanonMapValue>(_depth);
    }

    public ScopedVariables<Aggregate> Scalars { get; }

    public ScopedVariables<CanonStreamValue> CanonStreams { get; }

    public ScopedVariables<CanonMapValue> CanonMaps { get; }

    /// <summary>The value of a scalar or iterator; an iterator's tetraplet is not normalized.</summary>
    public CatchableError? GetScalar(int slot, string name, out Aggregate value, out bool isIterator)
    {
        FoldInProgress? fold = FindFold(slot);
        isIterator = fold is not null;
        if (Scalars.TryGet(slot, out Aggregate? scalar))
        {
            value = scalar!;
            return scalar is null ? CatchableError.NotInitializedAfterNew(name)
                : isIterator ? throw Uncatchable.Inconsistent($"'{name}' is a scalar and an iterator at the same time")
                : null;
        }

        value = fold?.Iterable.Current!;
        return isIterator ? null : CatchableError.VariableNotFound(name);
    }

    public CatchableError? GetCanonStream(CanonStream variable, out CanonStreamValue value) =>
        Get(CanonStreams, variable, out value);

    public CatchableError? GetCanonMap(CanonStreamMap variable, out CanonMapValue value) => Get(CanonMaps, variable, out value);

    /// <summary>A fold begins: a new scope in which its iterator has the first element.</summary>
    /// <exception cref="UncatchableException">A fold with this iterator is in progress.</exception>
    public void EnterFold(Scalar iterator, FoldInProgress fold)
    {
        _depth.EnterFold();
        if (iterator.Slot >= _folds.Length)
        {
            Array.Resize(ref _folds, Math.Max(iterator.Slot + 1, _folds.Length * 2));
        }

        if (_folds[iterator.Slot] is not null)
        {
            throw Uncatchable.MultipleIterableValues(iterator.Name);
        }

        _folds[iterator.Slot] = fold;
    }

    public void LeaveFold(Scalar iterator)
    {
        _folds[iterator.Slot] = null;
        _depth.LeaveFold();
        RemoveLeftScope();
    }

    public void EnterNext() => _depth.EnterNext();

    public void LeaveNext()
    {
        _depth.LeaveNext();
        RemoveLeftScope();
    }

    /// <summary>The fold that an iterator belongs to.</summary>
    /// <exception cref="UncatchableException">There is none in progress.</exception>
    public FoldInProgress GetFold(Scalar iterator) => FindFold(iterator.Slot) ?? throw Uncatchable.FoldStateNotFound(iterator.Name);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private FoldInProgress? FindFold(int slot) => slot < _folds.Length ? _folds[slot] : null;

    private void RemoveLeftScope()
    {
        Scalars.RemoveLeftScope();
        CanonStreams.RemoveLeftScope();
        CanonMaps.RemoveLeftScope();
    }

    private static CatchableError? Get<T>(ScopedVariables<T> variables, Variable variable, out T value)
        where T : class
    {
        bool isDefined = variables.TryGet(variable.Slot, out T? found);
        value = found!;
        return found is not null ? null
            : isDefined ? CatchableError.NotInitializedAfterNew(variable.Name)
            : CatchableError.VariableNotFound(variable.Name);
    }
}
