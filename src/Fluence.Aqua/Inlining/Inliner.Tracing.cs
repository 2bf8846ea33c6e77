using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Reports of calls to the initiator.</summary>
internal sealed partial class Inliner
{
    private Op Traced(string function, Op body)
    {
        if (!_options.Tracing || body is EmptyOp)
        {
            return body;
        }

        const string Error = "-return-error-msg-";
        Target message = new(Error, ScalarType.String);
        Op failure = Ops.Restrict(
            Error, ScalarType.String,
            new CallOp(LiteralValue.Quote("op"), "concat_strings", [LiteralValue.Quote("exit with error: "), Ops.LastErrorMessage], message),
            Event(function, message.AsValue));
        return Ops.Sequence(
            new DetachOp { Children = [OnInitiator(Event(function, LiteralValue.Quote("enter")))] },
            Ops.Xor(
                Ops.Sequence(body, new DetachOp { Children = [OnInitiator(Event(function, LiteralValue.Quote("exit")))] }),
                // not beside: what goes on beside an error that goes up is not executed
                Ops.Sequence(OnInitiator(failure), new FailOp(Ops.LastError))));
    }

    private static CallOp Event(string function, Value message) =>
        new(LiteralValue.Quote("tracingSrv"), "tracingEvent", [LiteralValue.Quote(function), message], null);

    private OnOp OnInitiator(Op op) => Wrapper.OnInitiator(_options, op);
}
