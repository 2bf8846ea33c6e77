using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>The errors of merging, in the words of the original. They end the run: the data do not fit the script or each other.</summary>
internal static class TraceError
{
    public static UncatchableException SetSubtraceLength(uint requested, uint position, uint traceLength) => Trace(
        $"executed trace has {traceLength} elements and current position is {position}, but tried to set {requested} subtrace_len");

    public static UncatchableException SetPositionAndLength(uint position, uint length, uint traceLength) => Trace(
        $"executed trace has {traceLength} elements, but tried to set {length} subtrace_len and {position} position");

    public static UncatchableException NoElement(uint position, uint traceLength) => Trace(
        $"requested an element at position '{position}', but executed trace contains only '{traceLength}' elements");

    public static UncatchableException NoStreamState(ExecutedState state) => Trace(
        $"expected a state of CallResult(Value::Stream) or Ap types but '{StateText.Display(state)}' obtained");

    /// <summary>Of a state that is not of the expected kind; at least one of both is given.</summary>
    public static UncatchableException Incompatible(ExecutedState? previous, ExecutedState? current, string expected) =>
        (previous, current) switch
        {
            ({ } left, { } right) => Trace(
                $"previous and current data have incompatible states: '{StateText.Debug(left)}' '{StateText.Debug(right)}'"),
            ({ } left, _) => Trace($"state from previous `{StateText.Debug(left)}` is incompatible with expected {expected}"),
            (_, { } right) => Trace($"state from current `{StateText.Debug(right)}` is incompatible with expected {expected}"),
            _ => Trace($"no state where {expected} is expected"),
        };

    public static UncatchableException GenerationCount(ApState ap) => Trace(
        $"{StateText.DebugInner(ap)} ap result contains inappropriate generation count in destination");

    public static UncatchableException ValuesNotEqual(CallState previous, CallState current) => Trace(
        $"values in call results are not equal: {StateText.DebugValue(previous)} != {StateText.DebugValue(current)}");

    public static UncatchableException IncompatibleCalls(CallState previous, CallState current) => Trace(
        $"previous and current call results are incompatible: '{StateText.DebugInner(previous)}' '{StateText.DebugInner(current)}'");

    public static UncatchableException IncompatibleCanons(CanonState previous, CanonState current) => Trace(
        $"canon results {StateText.DebugInner(previous)} {StateText.DebugInner(current)} points to incompatible execution states");

    public static UncatchableException FoldLengthOverflow(FoldState fold, int count) => Trace(
        $"the first {count} subtrace descriptors lens of fold {StateText.DebugInner(fold)} overflows");

    public static UncatchableException SameValuePosition(FoldState fold, uint position) => Trace(
        $"{StateText.DebugInner(fold)} contains several subtraces with the same value_pos {position}");

    public static UncatchableException SubTraceCount(int count) => Trace(
        $"fold contains {count} sublore descriptors, but 2 is expected");

    public static UncatchableException ParStackIsEmpty() => Trace("par queue is empty, while par FSM is requested");

    public static UncatchableException FoldNotFound(uint foldId) => Trace($"fold FSM for fold id {foldId} wasn't found");

    public static UncatchableException ParLengthOverflow(ParState par) => Trace(
        "overflow is occurred while calculating the entire len occupied by executed states corresponded to current par: "
        + $"'{StateText.DebugInner(par)}'");

    public static UncatchableException ParPositionOverflow(ParState par, uint position) => Trace(
        "overflow is occurred while calculating the new position of a previous slider for resolved par "
        + $"{StateText.DebugInner(par)} and current position {position}'");

    public static UncatchableException ParLengthUnderflow(ParState par, uint length) => Trace(
        "underflow is occurred while calculating the new position of a current slider for resolved par "
        + $"{StateText.DebugInner(par)} and current subtrace len {length}'");

    public static UncatchableException FoldPositionOverflow(ResolvedFold fold, uint position, string side) => Trace(
        $"overflow is occurred while calculating the new position of a {side} slider for resolved fold {fold.Debug()} "
        + $"and current position {position}'");

    public static UncatchableException FoldLengthUnderflow(ResolvedFold fold, uint position, string side) => Trace(
        $"underflow is occurred while calculating the new position of a {side} slider for resolved fold {fold.Debug()} "
        + $"and current subtrace len {position}'");

    public static UncatchableException GenerationOfNowhere(uint position) => new(
        ReturnCode.GenerationCompactification, $"trying to change generation of an invalid trace position {position}");

    public static UncatchableException GenerationOfInvalidState(uint position, ExecutedState state) => new(
        ReturnCode.GenerationCompactification,
        $"trying to change generation of a state {StateText.Display(state)} on {position} position, the state doesn't contain generation");

    private static UncatchableException Trace(string message) => new(ReturnCode.Trace, message);
}
