namespace Fluence.AquaVM;

/// <summary>
/// Ends an invoke: an error of preparation (1…), of execution that scripts cannot catch (20000…) or of farewell (30000…).
/// Never leaves the interpreter: it becomes the outcome's code and text.
/// </summary>
internal sealed class UncatchableException(int code, string message) : Exception(message)
{
    /// <summary>The return code of the invoke, as in the table of codes (<c>docs/formats/aquavm-codes.md</c>).</summary>
    public int Code { get; } = code;
}
