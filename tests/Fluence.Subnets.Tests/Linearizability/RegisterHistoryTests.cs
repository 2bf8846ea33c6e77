namespace Fluence.Subnets.Tests.Linearizability;

/// <summary>The checker itself.</summary>
public sealed class RegisterHistoryTests
{
    [Fact]
    public void A_read_sees_the_write_before_it() => Assert.True(RegisterHistory.IsLinearizable([Write(1, 2, "a"), Read(3, 4, "a")]));

    [Fact]
    public void A_read_after_a_write_does_not_see_what_was_before() =>
        Assert.False(RegisterHistory.IsLinearizable([Write(1, 2, "a"), Write(3, 4, "b"), Read(5, 6, "a")]));

    [Fact]
    public void A_read_during_a_write_may_see_either() => Assert.All(["a", "b"], static value =>
        Assert.True(RegisterHistory.IsLinearizable([Write(1, 2, "a"), Write(3, 9, "b"), Read(5, 6, value)])));

    [Fact]
    public void What_was_read_once_stays_read() =>
        Assert.False(RegisterHistory.IsLinearizable([Write(1, 2, "a"), Write(3, 20, "b"), Read(5, 6, "b"), Read(7, 8, "a")]));

    [Fact]
    public void A_write_of_which_nobody_knows_may_happen_late_but_only_once()
    {
        RegisterOperation lost = Write(1, long.MaxValue, "x");
        Assert.True(RegisterHistory.IsLinearizable([lost, Write(2, 3, "a"), Read(4, 5, "a"), Read(6, 7, "x")]));
        Assert.True(RegisterHistory.IsLinearizable([lost, Write(2, 3, "a"), Read(4, 5, "a")]));
        Assert.False(RegisterHistory.IsLinearizable([lost, Read(2, 3, "x"), Write(4, 5, "a"), Read(6, 7, "a"), Read(8, 9, "x")]));
    }

    [Fact]
    public void Nobody_reads_what_nobody_wrote() => Assert.False(RegisterHistory.IsLinearizable([Write(1, 2, "a"), Read(1, 2, "b")]));

    private static RegisterOperation Write(long start, long end, string value) => new(start, end, true, value);

    private static RegisterOperation Read(long start, long end, string value) => new(start, end, false, value);
}
