using Fluence.Primitives.Json;

namespace Fluence.Services.Calls;

/// <summary>
/// The texts of argument errors, which scripts can read and compare. The original shows an error as
/// <c>Error: ‹text›</c>, a line feed, and Rust's debug print of the error value.
/// </summary>
internal static class ArgumentErrors
{
    /// <summary>An error value of the original: its text and its debug print.</summary>
    public static FunctionOutcome Typed(string display, string debug) => FunctionOutcome.Fail($"Error: {display}\n{debug}");

    public static FunctionOutcome Missing(string field) =>
        Typed($"Field '{field}' is missing from args to call_service", $"MissingField({RustDebug.Print(field)})");

    public static FunctionOutcome Mismatch(string field, string rustType, JsonValue value) => Typed(
        $"Error deserializing field '{field}': expected {rustType}, got {value}",
        $"DeserializeError {{ field: {RustDebug.Print(field)}, value: {RustDebug.Print(value)}, "
        + $"expected_type: {RustDebug.Print(rustType)} }}");

    public static FunctionOutcome NotUnary(string field, int length) => Typed(
        $"Option's array must contain at most 1 element, '{field}' was of {length} elements",
        $"NonUnaryOption {{ field: {RustDebug.Print(field)}, length: {length} }}");

    public static FunctionOutcome InvalidFormat(string field, string reason) => Typed(
        $"Error while deserializing field '{field}': {reason}",
        $"InvalidFormat {{ field: {RustDebug.Print(field)}, err: {RustDebug.Print(reason)} }}");

    public static FunctionOutcome WrongCount(int expected, int actual) =>
        FunctionOutcome.Fail($"expected {expected} arguments, got {actual}");
}
