using Fluence.Aqua.Emission;

namespace Fluence.Aqua.Tests.Emission;

public sealed class AirPrinterTests
{
    private static readonly AirNode A = AirNode.Leaf("ap 1 a");
    private static readonly AirNode B = AirNode.Leaf("ap 2 b");

    [Fact]
    public void A_group_of_three_is_a_group_of_two_in_a_group_of_two() => Assert.Equal(
        "(seq\n (seq\n  (ap 1 a)\n  (ap 2 b)\n )\n (null)\n)\n",
        AirPrinter.Print(AirNode.Group(AirKind.Seq, [A, B, AirNode.Null])));

    [Fact]
    public void A_branch_alone_has_nothing_beside_it() => Assert.Equal(
        "(xor\n (ap 1 a)\n (null)\n)\n", AirPrinter.Print(AirNode.Group(AirKind.Xor, [A])));

    [Fact]
    public void A_loop_ends_with_its_last_instruction() => Assert.Equal(
        "(fold xs x\n (par\n  (ap 1 a)\n  (next x)\n )\n (never)\n)\n",
        AirPrinter.Print(AirNode.Block("fold xs x", AirNode.Group(AirKind.Par, [A, AirNode.Leaf("next x")])) with { Last = AirNode.Never }));

    [Fact]
    public void Sequences_within_sequences_are_joined() => Assert.Equal(
        3, AirNode.Sequence([AirNode.Sequence([A, B]), A]).Children.Length);

    [Fact]
    public void An_empty_block_does_nothing() => Assert.Equal("(new $s\n (null)\n)\n", AirPrinter.Print(AirNode.Block("new $s")));
}
