using Fluence.AquaVM.Data;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Tests.Trace;

public sealed class CallMergerTests
{
    private static readonly CallState Sent = new CallSentBy("a", null);
    private static readonly CallState SentByOther = new CallSentBy("b", 1);
    private static readonly CallState Failed = new CallFailed(new DataCid("f"));
    private static readonly CallState Scalar = new CallExecutedScalar(new DataCid("s"));
    private static readonly CallState Stream = new CallExecutedStream(new DataCid("t"), 1);
    private static readonly CallState StreamOfOtherGeneration = new CallExecutedStream(new DataCid("t"), 2);
    private static readonly CallState Unused = new CallExecutedUnused(new DataCid("u"));

    /// <summary>Previous, current, and what comes out; null where both are in conflict.</summary>
    private static readonly (CallState? Previous, CallState? Current, CallState? Merged, ValueSource Source)[] Table =
    [
        (Sent, null, Sent, ValueSource.PreviousData),
        (null, Sent, Sent, ValueSource.CurrentData),
        (Sent, SentByOther, Sent, ValueSource.PreviousData),
        (Sent, Failed, Failed, ValueSource.CurrentData),
        (Failed, Sent, Failed, ValueSource.PreviousData),
        (Failed, new CallFailed(new DataCid("f")), Failed, ValueSource.PreviousData),
        (Failed, new CallFailed(new DataCid("other")), null, default),
        (Sent, Scalar, Scalar, ValueSource.CurrentData),
        (Stream, Sent, Stream, ValueSource.PreviousData),
        (Scalar, new CallExecutedScalar(new DataCid("s")), Scalar, ValueSource.PreviousData),
        (Scalar, new CallExecutedScalar(new DataCid("other")), null, default),
        (Stream, StreamOfOtherGeneration, Stream, ValueSource.PreviousData),
        (Stream, new CallExecutedStream(new DataCid("other"), 1), null, default),
        (Unused, new CallExecutedUnused(new DataCid("u")), Unused, ValueSource.PreviousData),
        (Unused, new CallExecutedUnused(new DataCid("other")), null, default),
        (Scalar, Stream, null, default),
        (Unused, Scalar, null, default),
        (Failed, Scalar, null, default),
        (Scalar, Failed, null, default),
    ];

    [Fact]
    public void States_merge_as_the_table_says()
    {
        foreach ((CallState? previous, CallState? current, CallState? merged, ValueSource source) in Table)
        {
            TraceHandler handler = new(previous is null ? [] : [previous], current is null ? [] : [current]);
            if (merged is null)
            {
                Assert.Equal(20000, Assert.Throws<UncatchableException>(() => handler.MeetCallStart()).Code);
            }
            else
            {
                Assert.Equal(new MetCall(merged, source, 0), handler.MeetCallStart());
            }
        }
    }

    [Fact]
    public void No_states_are_not_met()
    {
        TraceHandler handler = new([], []);
        Assert.Null(handler.MeetCallStart().Met);
        Assert.Null(handler.MeetApStart().Generation);
        Assert.Null(handler.MeetCanonStart());
    }

    [Fact]
    public void Other_kinds_of_state_are_refused_in_the_words_of_the_original()
    {
        Assert.Equal(
            "previous and current data have incompatible states: 'Call(RequestSentBy(PeerIdWithCallId { peer_id: \"b\", call_id: 1 }))' 'Ap(ApResult { res_generations: [3] })'",
            Error(() => new TraceHandler([SentByOther], [new ApState([3])]).MeetCallStart()));
        Assert.Equal(
            "state from previous `Canon(Executed(CID(\"c\")))` is incompatible with expected call",
            Error(() => new TraceHandler([new CanonExecuted(new DataCid("c"))], []).MeetCallStart()));
        Assert.Equal(
            "state from current `Call(Executed(Stream { cid: CID(\"t\"), generation: 1 }))` is incompatible with expected par",
            Error(() => new TraceHandler([], [Stream]).MeetParStart()));
        Assert.Equal(
            "state from current `Par(ParResult { left_size: 0, right_size: 0 })` is incompatible with expected fold",
            Error(() => new TraceHandler([], [new ParState(0, 0)]).MeetFoldStart(1)));
    }

    private static string Error(Action action) => Assert.Throws<UncatchableException>(action).Message;
}
