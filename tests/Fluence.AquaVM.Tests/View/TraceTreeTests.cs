using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Preparation;
using Fluence.AquaVM.View;

namespace Fluence.AquaVM.Tests.View;

public sealed class TraceTreeTests
{
    private static readonly CallSentBy State = new("peer", null);

    [Fact]
    public void Branches_lie_below_their_par() => Assert.Equal(
        ["0:0", "1:left", "2:1", "2:2", "1:right", "2:3", "0:4"],
        Outline(new ParState(2, 1), State, State, State, State));

    [Fact]
    public void Iterations_lie_below_their_fold_and_within_one_another() => Assert.Equal(
        ["0:0", "0:1", "1:iteration over the value of 0", "2:2", "2:after next", "3:4", "1:iteration over the value of 0", "2:3", "0:5"],
        Outline(
            State,
            new FoldState([Lore(0, (2, 1), (4, 1)), Lore(0, (3, 1), (4, 0))]),
            State, State, State, State));

    [Theory]
    [InlineData(uint.MaxValue, 0u)]
    [InlineData(3u, uint.MaxValue)]
    [InlineData(2u, 2u)]
    public void Sizes_beyond_the_trace_show_every_state_once(uint left, uint right) =>
        Assert.Equal([0, 1, 2], Positions(new ParState(left, right), State, State));

    [Fact]
    public void Iterations_that_share_states_show_no_state_twice()
    {
        ImmutableArray<FoldSubTraceLore> shared = [.. Enumerable.Repeat(Lore(0, (0, 3), (1, 2)), 50)];
        ExecutedState[] trace = [new FoldState(shared), new FoldState(shared), new FoldState(shared)];
        ImmutableArray<TraceLine> lines = Lines(trace);
        int[] positions = [.. lines.Where(line => line.Position is not null).Select(line => line.Position!.Value)];
        Assert.Equal(positions.Distinct(), positions);
        Assert.True(lines.Length < 1_000, "what is shown is bounded by what the data hold");
        Assert.Contains(lines, line => line.Kind == TraceLineKind.Problem);
    }

    [Fact]
    public void Depth_costs_no_stack()
    {
        ExecutedState[] trace = [.. Enumerable.Range(0, 50_000).Select(i => new ParState(0, (uint)(49_999 - i)))];
        Assert.Equal(50_000, Positions(trace).Count());
    }

    [Fact]
    public void Garbage_is_described()
    {
        Random random = new(5);
        byte[] valid = Write([State, State]);
        for (int i = 0; i < 2_000; i++)
        {
            byte[] bytes = [.. valid];
            for (int flips = random.Next(1, 8); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            ImmutableArray<TraceLine> lines = TraceTree.Of(bytes.AsMemory(0, random.Next(bytes.Length + 1)), 100, out string? error);
            Assert.True(error is null || lines.IsEmpty);
        }
    }

    private static FoldSubTraceLore Lore(uint value, params (uint Begin, uint Length)[] runs) =>
        new(value, [.. runs.Select(run => new SubTraceDesc(run.Begin, run.Length))]);

    private static IEnumerable<string> Outline(params ExecutedState[] trace) =>
        Lines(trace).Select(line => $"{line.Depth}:{line.Position?.ToString() ?? line.Text}");

    private static IEnumerable<int> Positions(params ExecutedState[] trace) =>
        Lines(trace).Where(line => line.Position is not null).Select(line => line.Position!.Value).Order();

    private static ImmutableArray<TraceLine> Lines(ExecutedState[] trace)
    {
        ImmutableArray<TraceLine> lines = TraceTree.Of(Write(trace), 100, out string? error);
        Assert.Null(error);
        return lines;
    }

    private static byte[] Write(ExecutedState[] trace)
    {
        AnnouncedVersions versions = AnnouncedVersions.Of(AquaVmVersion.V062);
        return DataEnvelope.Write(versions.Data, versions.Interpreter, new InterpreterData { Trace = [.. trace] }).ToArray();
    }
}
