using Fluence.Aqua.Inlining;

namespace Fluence.Aqua.Tests.Inlining;

public sealed class ManglerTests
{
    [Fact]
    public void The_first_use_of_a_name_keeps_it_and_later_ones_get_numbers()
    {
        Mangler mangler = new();

        Assert.Equal(["x", "x-0", "x-1"], [mangler.Take("x"), mangler.Take("x"), mangler.Take("x")]);
    }

    [Fact]
    public void A_number_that_is_taken_is_left_out()
    {
        Mangler mangler = new();
        mangler.Forbid("x-0");

        Assert.Equal(["x", "x-1"], [mangler.Take("x"), mangler.Take("x")]);
    }

    [Fact]
    public void Only_names_that_change_are_renamed()
    {
        Mangler mangler = new();
        mangler.Forbid("a");
        Dictionary<string, string> renames = [];

        mangler.Take(["a", "b"], renames);

        Assert.Equal([KeyValuePair.Create("a", "a-0")], renames);
    }
}
