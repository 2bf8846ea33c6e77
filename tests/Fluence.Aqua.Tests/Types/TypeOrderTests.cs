using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Tests.Types;

public sealed class TypeOrderTests
{
    private const int Seed = 77, Count = 20_000;

    [Fact]
    public void A_type_accepts_itself() => ForRandom((a, _, _) => Assert.Equal(0, TypeOrder.Compare(a, a)));

    [Fact]
    public void Of_two_types_one_is_greater_at_most() => ForRandom((a, b, _) =>
    {
        // data with the same members is seen as less by nothing, as the original has it
        Assert.False(a.Accepts(b) && b.Accepts(a) && TypeOrder.Compare(a, b) != 0, $"{a} and {b}");
    });

    [Fact]
    public void What_accepts_what_accepts_a_type_accepts_it() => ForRandom((a, b, c) =>
    {
        if (a.Accepts(b) && b.Accepts(c))
        {
            Assert.True(a.Accepts(c), $"{a} takes {b}, {b} takes {c}");
        }
    });

    [Theory]
    [InlineData("u64", "u32", true)]
    [InlineData("u32", "u64", false)]
    [InlineData("i64", "u32", true)]
    [InlineData("u32", "i8", false)]
    [InlineData("f64", "i32", true)]
    [InlineData("f32", "i32", false)]
    [InlineData("f64", "f32", true)]
    [InlineData("bool", "u8", false)]
    [InlineData("string", "string", true)]
    public void Scalars_accept_narrower_ones(string expected, string given, bool accepts) =>
        Assert.Equal(accepts, ScalarType.Of(expected)!.Accepts(ScalarType.Of(given)!));

    [Fact]
    public void Streams_are_given_for_arrays_but_not_the_other_way_round()
    {
        AquaType stream = CollectionType.Stream(ScalarType.U8), array = CollectionType.Array(ScalarType.U8);
        Assert.True(array.Accepts(stream));
        Assert.False(stream.Accepts(array));
    }

    [Fact]
    public void Unions_accept_both_sides() => ForScalars((a, b) =>
    {
        AquaType union = TypeCombination.Unite(a, b);
        Assert.True(union.Accepts(a) && union.Accepts(b), $"{a} and {b}: {union}");
        Assert.Equal(union, TypeCombination.Unite(b, a));
    });

    [Fact]
    public void Both_sides_accept_intersections() => ForScalars((a, b) =>
    {
        AquaType both = TypeCombination.Intersect(a, b);
        Assert.True(a.Accepts(both) && b.Accepts(both), $"{a} and {b}: {both}");
        Assert.Equal(both, TypeCombination.Intersect(b, a));
    });

    [Fact]
    public void A_type_united_with_itself_or_less_stays() => ForRandom((a, _, _) =>
    {
        Assert.Equal(0, TypeOrder.Compare(a, TypeCombination.Intersect(a, a)));
        Assert.Equal(ExtremeType.Top, TypeCombination.Unite(a, ExtremeType.Top));
        Assert.Equal(ExtremeType.Bottom, TypeCombination.Intersect(a, ExtremeType.Bottom));
    });

    private static void ForScalars(Action<AquaType, AquaType> law)
    {
        foreach (ScalarType a in ScalarType.All)
        {
            foreach (ScalarType b in ScalarType.All)
            {
                law(a, b);
                law(CollectionType.Array(a), CollectionType.Array(b));
            }
        }
    }

    private static void ForRandom(Action<AquaType, AquaType, AquaType> law)
    {
        Random random = new(Seed);
        for (int i = 0; i < Count; i++)
        {
            law(Any(random, 2), Any(random, 2), Any(random, 2));
        }
    }

    private static AquaType Any(Random random, int depth) => (depth == 0 ? random.Next(3) : random.Next(6)) switch
    {
        0 => random.Next(10) == 0 ? ExtremeType.Top : ScalarType.All[random.Next(ScalarType.All.Length)],
        1 or 2 => ScalarType.All[random.Next(ScalarType.All.Length)],
        3 => CollectionType.Of((CollectionKind)random.Next(2), Any(random, depth - 1)),
        4 => CollectionType.Array(Any(random, depth - 1)),
        _ => NamedType.Of(NamedKind.Data, "D", Enumerable.Range(0, random.Next(1, 4))
            .Select(field => KeyValuePair.Create("abc"[field].ToString(), Any(random, depth - 1)))),
    };
}
