namespace Fluence.AquaVM.Execution.Errors;

/// <summary>An error that scripts can catch by <c>xor</c>. Codes and texts are visible to scripts, so they are those of the
/// original.</summary>
internal sealed partial class CatchableError
{
    private readonly string _text;
    private readonly string? _name;
    private string? _message;

    private CatchableError(int code, string text, string? name = null)
    {
        Code = code;
        _text = text;
        _name = name;
    }

    /// <summary>The code in error objects and outcomes, one of <see cref="ReturnCode"/>.</summary>
    public int Code { get; }

    /// <summary>The text in error objects and outcomes.</summary>
    public string Message => _message ??= _name is null ? _text : _text.Replace("{0}", _name, StringComparison.Ordinal);

    /// <summary>Whether an instruction waits, instead of failing, because another branch or peer may yet define the variable.</summary>
    public bool IsJoinable => Code == ReturnCode.VariableNotFound;

    /// <summary>Whether <c>%last_error%</c> takes note of it: conditions that do not hold are no errors.</summary>
    public bool AffectsLastError => Code is not (ReturnCode.MatchValuesNotEqual or ReturnCode.MismatchValuesEqual);
}
