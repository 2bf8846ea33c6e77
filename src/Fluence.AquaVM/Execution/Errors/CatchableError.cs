namespace Fluence.AquaVM.Execution.Errors;

/// <summary>An error that scripts can catch by <c>xor</c>. Codes and texts are visible to scripts, so they are those of the original.</summary>
internal sealed partial class CatchableError
{
    private readonly string _text;
    private readonly string? _name;
    private string? _message;

    private CatchableError(CatchableCode code, string text, string? name = null)
    {
        Kind = code;
        _text = text;
        _name = name;
    }

    /// <summary>Which error.</summary>
    public CatchableCode Kind { get; }

    /// <summary>The code in error objects and outcomes.</summary>
    public int Code => (int)Kind;

    /// <summary>The text in error objects and outcomes.</summary>
    public string Message => _message ??= _name is null ? _text : _text.Replace("{0}", _name, StringComparison.Ordinal);

    /// <summary>Whether an instruction waits, instead of failing, because another branch or peer may yet define the variable.</summary>
    public bool IsJoinable => Kind == CatchableCode.VariableNotFound;

    /// <summary>Whether <c>%last_error%</c> takes note of it: conditions that do not hold are no errors.</summary>
    public bool AffectsLastError => Kind is not (CatchableCode.MatchValuesNotEqual or CatchableCode.MismatchValuesEqual);
}
