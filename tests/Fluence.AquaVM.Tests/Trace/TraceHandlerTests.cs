using Fluence.AquaVM.Data;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Tests.Trace;

public sealed class TraceHandlerTests
{
    private static readonly CanonState CanonSent = new CanonSentBy("a");
    private static readonly CanonState Canon = new CanonExecuted(new DataCid("c"));

    [Fact]
    public void A_branch_of_par_that_stops_early_does_not_leave_its_states_to_the_other_one()
    {
        CallState first = Call("1"), second = Call("2"), third = Call("3");
        TraceHandler handler = new([new ParState(2, 1), first, second, third, Canon], []);
        handler.MeetParStart();
        Assert.Equal(new SubgraphSizes(2, 0), handler.SubgraphSizes);
        handler.MeetCallEnd(handler.MeetCallStart().Met!);
        handler.MeetParLeftEnd();
        MetCall met = handler.MeetCallStart();
        Assert.Same(third, met.Met);
        handler.MeetCallEnd(met.Met!);
        handler.MeetParRightEnd();
        Assert.Equal([new ParState(1, 1), first, third], handler.ResultTrace);
        Assert.Same(Canon, handler.MeetCanonStart());
    }

    [Fact]
    public void As_with_the_original_states_left_over_are_not_skipped_where_less_than_the_left_size_follows()
    {
        CallState first = Call("1"), second = Call("2"), third = Call("3");
        TraceHandler handler = new([new ParState(2, 1), first, second, third], []);
        handler.MeetParStart();
        handler.MeetCallEnd(handler.MeetCallStart().Met!);
        handler.MeetParLeftEnd();
        Assert.Same(second, handler.MeetCallStart().Met);
    }

    [Fact]
    public void Sizes_of_nested_pars_count_all_states()
    {
        TraceHandler handler = new([], []);
        handler.MeetParStart();
        handler.MeetParStart();
        handler.MeetCallEnd(Call("1"));
        handler.MeetParLeftEnd();
        handler.MeetParRightEnd();
        handler.MeetParLeftEnd();
        handler.MeetCanonEnd(Canon);
        handler.MeetParRightEnd();
        Assert.Equal([new ParState(2, 1), new ParState(1, 0), Call("1"), Canon], handler.ResultTrace);
    }

    [Theory]
    [InlineData(2u, 0u, 1u)]
    [InlineData(uint.MaxValue, 1u, 0u)]
    [InlineData(uint.MaxValue, 0u, 0u)]
    public void Sizes_that_do_not_fit_are_refused(uint left, uint right, uint states)
    {
        List<ExecutedState> trace = [new ParState(left, right)];
        for (uint i = 0; i < states; i++)
        {
            trace.Add(Call("x"));
        }

        Assert.Equal(20000, Assert.Throws<UncatchableException>(() => new TraceHandler([.. trace], []).MeetParStart()).Code);
    }

    [Fact]
    public void A_fold_records_where_each_iteration_lies()
    {
        TraceHandler handler = new([], []);
        handler.MeetApEnd(new ApState([0]));
        handler.MeetApEnd(new ApState([0]));
        RunFold(handler, [0, 1], [Call("b0"), Call("b1")], [Call("a0"), Call("a1")]);
        FoldState fold = Assert.IsType<FoldState>(handler.ResultTrace[2]);
        Assert.Equal(
            "FoldResult { lore: [FoldSubTraceLore { value_pos: 0, subtraces_desc: [SubTraceDesc { begin_pos: 3, subtrace_len: 1 }, "
            + "SubTraceDesc { begin_pos: 6, subtrace_len: 1 }] }, FoldSubTraceLore { value_pos: 1, subtraces_desc: "
            + "[SubTraceDesc { begin_pos: 4, subtrace_len: 1 }, SubTraceDesc { begin_pos: 5, subtrace_len: 1 }] }] }",
            StateText.DebugInner(fold));
        Assert.Equal([Call("b0"), Call("b1"), Call("a1"), Call("a0")], handler.ResultTrace.Skip(3));
    }

    [Fact]
    public void Iterations_find_their_states_again_whatever_order_the_values_come_in()
    {
        TraceHandler first = new([], []);
        first.MeetApEnd(new ApState([0]));
        first.MeetApEnd(new ApState([0]));
        RunFold(first, [0, 1], [Call("b0"), Call("b1")], [Call("a0"), Call("a1")]);
        first.MeetCanonEnd(Canon);

        // the same stream with its values the other way round
        TraceHandler second = new([], [.. first.ResultTrace]);
        second.MeetApEnd(new ApState([second.MeetApStart().Generation!.Value]));
        second.MeetApEnd(new ApState([second.MeetApStart().Generation!.Value]));
        second.MeetFoldStart(1);
        List<string> met = [];
        foreach (uint value in (uint[])[1, 0])
        {
            second.MeetIterationStart(1, value);
            met.Add(Meet(second));
            second.MeetIterationEnd(1);
        }

        second.MeetBackIterator(1);
        met.Add(Meet(second));
        second.MeetBackIterator(1);
        met.Add(Meet(second));
        second.MeetGenerationEnd(1);
        second.MeetFoldEnd(1);
        Assert.Equal(["b1", "b0", "a0", "a1"], met);
        Assert.Equal(Canon, second.MeetCanonStart());
    }

    [Fact]
    public void An_iteration_that_stops_before_next_is_recorded_without_a_part_after_it()
    {
        TraceHandler handler = new([], []);
        handler.MeetApEnd(new ApState([0]));
        handler.MeetFoldStart(1);
        handler.MeetIterationStart(1, 0);
        handler.MeetCallEnd(Call("b"));
        handler.MeetGenerationEnd(1);
        handler.MeetFoldEnd(1);
        FoldSubTraceLore lore = Assert.Single(Assert.IsType<FoldState>(handler.ResultTrace[1]).Lore);
        Assert.Equal([new SubTraceDesc(2, 1), new SubTraceDesc(3, 0)], lore.SubTraces.ToArray());
    }

    [Fact]
    public void Canons_merge_to_the_result_and_two_results_must_be_equal()
    {
        Assert.Equal(Canon, new TraceHandler([CanonSent], [Canon]).MeetCanonStart());
        Assert.Equal(Canon, new TraceHandler([Canon], [CanonSent]).MeetCanonStart());
        Assert.Equal(Canon, new TraceHandler([Canon], [new CanonExecuted(new DataCid("c"))]).MeetCanonStart());
        Assert.Same(CanonSent, new TraceHandler([CanonSent], [new CanonSentBy("b")]).MeetCanonStart());
        Assert.Equal(
            "canon results Executed(CID(\"c\")) Executed(CID(\"d\")) points to incompatible execution states",
            Assert.Throws<UncatchableException>(() => new TraceHandler([Canon], [new CanonExecuted(new DataCid("d"))]).MeetCanonStart()).Message);
    }

    [Fact]
    public void Aps_keep_the_generation_of_the_previous_data()
    {
        Assert.Equal(new MetAp(1, ValueSource.PreviousData), new TraceHandler([new ApState([1])], [new ApState([2])]).MeetApStart());
        Assert.Equal(new MetAp(2, ValueSource.CurrentData), new TraceHandler([], [new ApState([2])]).MeetApStart());
        Assert.Equal(
            "ApResult { res_generations: [1, 2] } ap result contains inappropriate generation count in destination",
            Assert.Throws<UncatchableException>(() => new TraceHandler([new ApState([1, 2])], []).MeetApStart()).Message);
    }

    [Fact]
    public void Generations_are_updated_where_there_are_any()
    {
        TraceHandler handler = new([], []);
        handler.MeetApEnd(new ApState([7]));
        handler.MeetCallEnd(new CallExecutedStream(new DataCid("s"), 7));
        handler.MeetCallEnd(Call("x"));
        handler.UpdateGeneration(0, 1);
        handler.UpdateGeneration(1, 2);
        Assert.Equal([1u], Assert.IsType<ApState>(handler.ResultTrace[0]).Generations.ToArray());
        Assert.Equal(new CallExecutedStream(new DataCid("s"), 2), handler.ResultTrace[1]);
        UncatchableException invalid = Assert.Throws<UncatchableException>(() => handler.UpdateGeneration(2, 1));
        Assert.Equal(
            (20001, "trying to change generation of a state executed(Scalar(CID(\"x\"))) on 2 position, the state doesn't contain generation"),
            (invalid.Code, invalid.Message));
        Assert.Equal(
            "trying to change generation of an invalid trace position 3",
            Assert.Throws<UncatchableException>(() => handler.UpdateGeneration(3, 1)).Message);
    }

    [Fact]
    public void Random_steps_over_random_traces_throw_nothing_but_the_documented_exception()
    {
        Random random = new(17);
        int refused = 0;
        for (int i = 0; i < 5000; i++)
        {
            TraceHandler handler = new([.. RandomTrace(random)], [.. RandomTrace(random)]);
            try
            {
                for (int step = 0; step < 12; step++)
                {
                    Step(handler, random);
                }
            }
            catch (UncatchableException error)
            {
                Assert.Equal(20000, error.Code);
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 5000);
    }

    private static CallExecutedScalar Call(string cid) => new(new DataCid(cid));

    private static string Meet(TraceHandler handler)
    {
        CallState met = handler.MeetCallStart().Met!;
        handler.MeetCallEnd(met);
        return Assert.IsType<CallExecutedScalar>(met).ServiceResult.Text;
    }

    private static void RunFold(TraceHandler handler, uint[] values, CallState[] before, CallState[] after)
    {
        handler.MeetFoldStart(1);
        for (int i = 0; i < values.Length; i++)
        {
            handler.MeetIterationStart(1, values[i]);
            handler.MeetCallEnd(before[i]);
            handler.MeetIterationEnd(1);
        }

        for (int i = values.Length - 1; i >= 0; i--)
        {
            handler.MeetBackIterator(1);
            handler.MeetCallEnd(after[i]);
        }

        handler.MeetGenerationEnd(1);
        handler.MeetFoldEnd(1);
    }

    private static List<ExecutedState> RandomTrace(Random random)
    {
        List<ExecutedState> trace = [];
        for (int count = random.Next(8); count > 0; count--)
        {
            uint small = (uint)random.Next(4), other = random.Next(8) == 0 ? uint.MaxValue - small : (uint)random.Next(4);
            trace.Add(random.Next(5) switch
            {
                0 => new ParState(small, other),
                1 => Call("x"),
                2 => new ApState([small]),
                3 => CanonSent,
                _ => new FoldState([new FoldSubTraceLore(small, [new SubTraceDesc(other, small), new SubTraceDesc(small, other)])]),
            });
        }

        return trace;
    }

    private static void Step(TraceHandler handler, Random random)
    {
        switch (random.Next(11))
        {
            case 0:
                handler.MeetCallEnd(handler.MeetCallStart().Met ?? Call("y"));
                break;
            case 1:
                handler.MeetApEnd(new ApState([handler.MeetApStart().Generation ?? 0]));
                break;
            case 2:
                handler.MeetCanonEnd(handler.MeetCanonStart() ?? CanonSent);
                break;
            case 3 or 4:
                handler.MeetParStart();
                break;
            case 5:
                handler.MeetParLeftEnd();
                break;
            case 6:
                handler.MeetParRightEnd();
                break;
            case 7:
                handler.MeetFoldStart(1);
                break;
            case 8:
                handler.MeetIterationStart(1, (uint)random.Next(4));
                break;
            case 9:
                handler.MeetBackIterator(1);
                break;
            default:
                handler.MeetGenerationEnd(1);
                handler.MeetFoldEnd(1);
                break;
        }
    }
}
