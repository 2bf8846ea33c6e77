using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Execution.Errors;

/// <summary>The errors of execution that scripts cannot catch. Codes and texts up to 20020 are the original's.</summary>
internal static class Uncatchable
{
    /// <summary>An error of the trace handler, whose text does not know the instruction.</summary>
    public const int TraceErrorCode = 20000;

    public static UncatchableException Trace(string instruction, string error) =>
        new(TraceErrorCode, $"on instruction '{instruction}' trace handler encountered an error: {error}");

    public static UncatchableException FoldStateNotFound(string iterator) =>
        new(20003, $"fold state not found for this iterable '{iterator}'");

    public static UncatchableException IterableShadowing(string name) =>
        new(20004, $"variable with name '{name}' can't be shadowed, shadowing isn't supported for iterables");

    public static UncatchableException MultipleIterableValues(string name) =>
        new(20005, $"multiple iterable values found for iterable name '{name}'");

    public static UncatchableException ResultDoesNotFitInstruction(CallState state) =>
        new(20006, $"call result value {RustText.ValueRef(state)} doesn't match with corresponding instruction");

    public static UncatchableException ShadowingIsNotAllowed(string name) =>
        new(20007, $"trying to shadow variable '{name}', but shadowing is allowed only inside fold blocks");

    public static UncatchableException ScalarsStateCorrupted(string name, int depth) =>
        new(20008, $"new end block tries to pop up a variable '{name}' that wasn't defined at depth {depth}");

    public static UncatchableException MalformedFailure(string error) =>
        new(20012, $"failed to deserialize to CallServiceFailed: {error}");

    public static UncatchableException StreamSizeLimitExceeded(int limit) =>
        new(20013, $"stream size goes over the allowed limit of {limit}");

    public static UncatchableException UnsupportedPairOrKey() =>
        new(20014, "unsupported kvpair object or map key type");

    public static UncatchableException PairWithoutValue() =>
        new(20014, "there must be a \"value\" field in kvpair object");

    public static UncatchableException NoDataForScalar() =>
        new(20016, "can not find JValue to produce scalar from");

    public static UncatchableException ParametersMismatch(string parameter, string expected, string stored) =>
        new(20017, $"{parameter} doesn't match expected parameters: expected {expected}, got {stored} ");

    /// <summary>Our own: the run would go on for too long.</summary>
    public static UncatchableException StepLimitExceeded(long limit) =>
        new(29000, $"execution goes over the allowed limit of {limit} steps");

    /// <summary>Our own: instructions are nested too deep.</summary>
    public static UncatchableException DepthLimitExceeded(int limit) =>
        new(29001, $"execution goes over the allowed depth of {limit} nested instructions");

    /// <summary>Our own: data or script lead to where the original aborts without an error.</summary>
    public static UncatchableException Inconsistent(string what) => new(29002, $"data and script do not fit: {what}");
}
