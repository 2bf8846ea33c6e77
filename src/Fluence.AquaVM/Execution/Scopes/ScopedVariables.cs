using System.Runtime.CompilerServices;
using Fluence.AquaVM.Execution.Errors;

namespace Fluence.AquaVM.Execution.Scopes;

/// <summary>
/// The variables of one kind. Each has a stack of cells, one for every scope that has set it; the last one counts, if its
/// scope is visible. A cell without a value is one that <c>new</c> has made and nothing has set.
/// </summary>
internal sealed class ScopedVariables<T>(ScopeDepth depth)
    where T : class
{
    private readonly List<List<int>?> _setAtDepth = [];
    private List<Cell>?[] _cells = [];

    /// <summary>Finds a variable. True with null means that <c>new</c> has cleared it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGet(int slot, out T? value)
    {
        if (CellsOf(slot) is [.., var last] && depth.IsVisible(last.Depth))
        {
            value = last.Value;
            return true;
        }

        value = null;
        return false;
    }

    /// <summary>Whether a variable that has a value may be set: inside folds, or right after <c>new</c>.</summary>
    public bool CanBeSet(int slot) => depth.Current != 0 || (CellsOf(slot) is [.., var last] && last.Value is null);

    /// <summary>Sets a variable in the current scope.</summary>
    /// <exception cref="UncatchableException">It has a value already, and this is the global scope.</exception>
    public void Set(int slot, string name, T value)
    {
        List<Cell> cells = CellsToChange(slot);
        if (cells.Count > 0)
        {
            if (!CanBeSet(slot))
            {
                throw Uncatchable.ShadowingIsNotAllowed(name);
            }

            if (cells[^1].Depth == depth.Current)
            {
                cells[^1] = new Cell(depth.Current, value);
                return;
            }
        }

        cells.Add(new Cell(depth.Current, value));
        NoteForCleanup(slot);
    }

    /// <summary>A <c>new</c> of the variable begins.</summary>
    public void EnterNew(int slot) => CellsToChange(slot).Add(new Cell(depth.Current, null));

    /// <summary>A <c>new</c> of the variable ends.</summary>
    public void LeaveNew(int slot, string name)
    {
        List<Cell> cells = CellsToChange(slot);
        if (cells.Count == 0)
        {
            throw Uncatchable.ScalarsStateCorrupted(name, depth.Current);
        }

        Cell last = cells[^1];
        cells.RemoveAt(cells.Count - 1);
        if (last.Depth != depth.Current)
        {
            throw Uncatchable.ScalarsStateCorrupted(name, depth.Current);
        }
    }

    /// <summary>Forgets what the scope that was just left has set.</summary>
    public void RemoveLeftScope()
    {
        int left = depth.Current + 1;
        if (left >= _setAtDepth.Count || _setAtDepth[left] is not { Count: > 0 } slots)
        {
            return;
        }

        foreach (int slot in slots)
        {
            List<Cell> cells = _cells[slot]!;
            if (cells.Count > 0 && cells[^1].Depth > depth.Current)
            {
                cells.RemoveAt(cells.Count - 1);
            }
        }

        slots.Clear();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private List<Cell>? CellsOf(int slot) => slot < _cells.Length ? _cells[slot] : null;

    private List<Cell> CellsToChange(int slot)
    {
        if (slot >= _cells.Length)
        {
            Array.Resize(ref _cells, Math.Max(slot + 1, _cells.Length * 2));
        }

        return _cells[slot] ??= new List<Cell>(1);
    }

    private void NoteForCleanup(int slot)
    {
        if (depth.Current == 0)
        {
            return;
        }

        while (_setAtDepth.Count <= depth.Current)
        {
            _setAtDepth.Add(null);
        }

        (_setAtDepth[depth.Current] ??= []).Add(slot);
    }

    private readonly record struct Cell(int Depth, T? Value);
}
