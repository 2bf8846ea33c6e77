namespace Fluence.AquaVM.Execution.Scopes;

/// <summary>
/// How many scopes have been entered: every fold, and every <c>next</c>, adds one; 0 is the global scope. What one iteration
/// has defined is hidden while the following ones run, and visible again afterwards.
/// </summary>
internal sealed class ScopeDepth
{
    private readonly List<bool> _isVisible = [true];

    /// <summary>The depth of the current scope.</summary>
    public int Current { get; private set; }

    /// <summary>Whether variables of a depth can be seen.</summary>
    public bool IsVisible(int depth) => _isVisible[depth];

    /// <summary>A fold begins.</summary>
    public void EnterFold() => Enter();

    /// <summary>A <c>next</c> runs the body for the next element.</summary>
    public void EnterNext()
    {
        _isVisible[Current] = false;
        Enter();
    }

    /// <summary>A fold has ended; variables of deeper scopes must be removed.</summary>
    public void LeaveFold() => Leave();

    /// <summary>The body that <c>next</c> ran has ended; variables of deeper scopes must be removed.</summary>
    public void LeaveNext()
    {
        Leave();
        _isVisible[Current] = true;
    }

    private void Enter()
    {
        Current++;
        if (Current == _isVisible.Count)
        {
            _isVisible.Add(true);
        }
        else
        {
            _isVisible[Current] = true;
        }
    }

    private void Leave()
    {
        _isVisible[Current] = false;
        Current--;
    }
}
