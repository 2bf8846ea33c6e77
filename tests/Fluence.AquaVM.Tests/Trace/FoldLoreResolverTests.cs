using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Trace;

namespace Fluence.AquaVM.Tests.Trace;

public sealed class FoldLoreResolverTests
{
    /// <summary>
    /// The vectors of the original's tests: generation, states before and after <c>next</c>, and both with nested iterations.
    /// </summary>
    public static TheoryData<string, string, uint> Vectors => new()
    {
        { "", "", 0 },
        { "0:1,1 0:2,2 0:3,3", "12,1 11,3 9,6", 12 },
        { "0:1,1 0:2,2 0:3,3 1:4,4 1:5,5 2:1,1", "12,1 11,3 9,6 18,4 14,9 2,1", 32 },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Lengths_take_in_nested_iterations(string iterations, string expected, uint count)
    {
        MergeContext context = new([new ApState([0]), new ApState([1]), new ApState([2])], "previous");
        Assert.Equal(count, FoldLoreResolver.Convolve(Fold(iterations), context, out (uint Before, uint After)[] lengths));
        Assert.Equal(expected, string.Join(' ', lengths.Select(static length => $"{length.Before},{length.After}")));
    }

    [Fact]
    public void A_sum_over_32_bits_is_refused()
    {
        MergeContext context = new([new ApState([0])], "previous");
        UncatchableException error = Assert.Throws<UncatchableException>(() => FoldLoreResolver.Convolve(Fold("0:4294967295,1"), context, out _));
        Assert.Equal(20000, error.Code);
        Assert.StartsWith("the first 0 subtrace descriptors lens of fold FoldResult { lore: [FoldSubTraceLore {", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_must_be_in_a_stream()
    {
        MergeContext context = new([new ParState(1, 2), new ApState([])], "previous");
        Assert.Equal(
            "expected a state of CallResult(Value::Stream) or Ap types but 'par(1, 2)' obtained",
            Assert.Throws<UncatchableException>(() => FoldLoreResolver.Convolve(Fold("0:1,1"), context, out _)).Message);
        Assert.Throws<UncatchableException>(() => FoldLoreResolver.Convolve(Fold("1:1,1"), context, out _));
        Assert.Equal(
            "requested an element at position '2', but executed trace contains only '2' elements",
            Assert.Throws<UncatchableException>(() => FoldLoreResolver.Convolve(Fold("2:1,1"), context, out _)).Message);
    }

    private static FoldState Fold(string iterations)
    {
        ImmutableArray<FoldSubTraceLore>.Builder lore = ImmutableArray.CreateBuilder<FoldSubTraceLore>();
        foreach (string iteration in iterations.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            uint[] numbers = [.. iteration.Split(':', ',').Select(uint.Parse)];
            lore.Add(new FoldSubTraceLore(numbers[0], [new SubTraceDesc(0, numbers[1]), new SubTraceDesc(0, numbers[2])]));
        }

        return new FoldState(lore.ToImmutable());
    }
}
