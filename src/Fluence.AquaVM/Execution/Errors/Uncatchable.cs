using Fluence.AquaVM.Data;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Execution.Errors;

/// <summary>The errors of execution that scripts cannot catch. Codes and texts up to 20020 are the original's.</summary>
internal static class Uncatchable
{
    public static UncatchableException OfTrace(string instruction, string error) =>
        new(ReturnCode.Trace, $"on instruction '{instruction}' trace handler encountered an error: {error}");

    public static UncatchableException FoldStateNotFound(string iterator) =>
        new(ReturnCode.FoldStateNotFound, $"fold state not found for this iterable '{iterator}'");

    public static UncatchableException IterableShadowing(string name) =>
        new(ReturnCode.IterableShadowing, $"variable with name '{name}' can't be shadowed, shadowing isn't supported for iterables");

    public static UncatchableException MultipleIterableValues(string name) =>
        new(ReturnCode.MultipleIterableValues, $"multiple iterable values found for iterable name '{name}'");

    public static UncatchableException ResultDoesNotFitInstruction(CallState state) => new(
        ReturnCode.CallResultNotCorrespondToInstruction,
        $"call result value {StateText.DebugValue(state)} doesn't match with corresponding instruction");

    public static UncatchableException ShadowingIsNotAllowed(string name) =>
        new(ReturnCode.ShadowingIsNotAllowed, $"trying to shadow variable '{name}', but shadowing is allowed only inside fold blocks");

    public static UncatchableException ScalarsStateCorrupted(string name, int depth) =>
        new(ReturnCode.ScalarsStateCorrupted, $"new end block tries to pop up a variable '{name}' that wasn't defined at depth {depth}");

    public static UncatchableException MalformedFailure(string error) =>
        new(ReturnCode.MalformedCallServiceFailed, $"failed to deserialize to CallServiceFailed: {error}");

    public static UncatchableException StreamSizeLimitExceeded(int limit) =>
        new(ReturnCode.StreamSizeLimitExceeded, $"stream size goes over the allowed limit of {limit}");

    public static UncatchableException UnsupportedPairOrKey() =>
        new(ReturnCode.StreamMapKey, "unsupported kvpair object or map key type");

    public static UncatchableException PairWithoutValue() =>
        new(ReturnCode.StreamMapKey, "there must be a \"value\" field in kvpair object");

    public static UncatchableException NoDataForScalar() =>
        new(ReturnCode.CanonStreamMap, "can not find JValue to produce scalar from");

    public static UncatchableException ParametersMismatch(string parameter, string expected, string stored) =>
        new(ReturnCode.InstructionParametersMismatch, $"{parameter} doesn't match expected parameters: expected {expected}, got {stored} ");

    /// <summary>Our own: the run would go on for too long.</summary>
    public static UncatchableException StepLimitExceeded(long limit) =>
        new(ReturnCode.StepLimit, $"execution goes over the allowed limit of {limit} steps");

    /// <summary>Our own: instructions are nested too deep.</summary>
    public static UncatchableException DepthLimitExceeded(int limit) =>
        new(ReturnCode.DepthLimit, $"execution goes over the allowed depth of {limit} nested instructions");

    /// <summary>Our own: values made of other values get too large.</summary>
    public static UncatchableException ComposedSizeLimitExceeded(long limit) =>
        new(ReturnCode.ComposedSizeLimit, $"the values that the script composes go over the allowed limit of {limit} bytes");

    /// <summary>Our own: data or script lead to where the original aborts without an error.</summary>
    public static UncatchableException Inconsistent(string what) => new(ReturnCode.Inconsistent, $"data and script do not fit: {what}");
}
