using Fluence.Projects.Files;

namespace Fluence.Projects.Tests.Files;

public sealed class YamlBlockTests
{
    private const string Project = "# mine\nversion: 10\nservices:\n  # the first\n  a:\n    get: src/a\n\nhosts: {}\n";

    [Fact]
    public void An_entry_comes_after_the_others_of_its_map() => Assert.Equal(
        "# mine\nversion: 10\nservices:\n  # the first\n  a:\n    get: src/a\n  b:\n    get: src/b\n\nhosts: {}\n",
        YamlBlock.Add(Project, "services", "b", "src/b"));

    [Fact]
    public void A_map_that_is_missing_is_made() =>
        Assert.Equal("version: 10\nservices:\n  a:\n    get: x\n", YamlBlock.Add("version: 10\n", "services", "a", "x"));

    [Fact]
    public void An_empty_map_is_filled() =>
        Assert.Equal("services:\n  a:\n    get: x\nversion: 10\n", YamlBlock.Add("services: {}\nversion: 10\n", "services", "a", "x"));

    [Fact]
    public void The_indentation_of_the_file_is_kept() => Assert.Equal(
        "modules:\n    facade:\n        get: f\n    a:\n        get: x\n",
        YamlBlock.Add("modules:\n    facade:\n        get: f\n", "modules", "a", "x"));

    [Fact]
    public void What_was_added_can_be_removed()
    {
        string added = YamlBlock.Add(Project, "services", "b", "src/b");
        Assert.Equal(Project, YamlBlock.Remove(added, "services", "b"));
    }

    [Fact]
    public void An_entry_goes_with_all_that_lies_under_it() => Assert.Equal(
        "services:\n  b:\n    get: y\n",
        YamlBlock.Remove("services:\n  a:\n    get: x\n    more:\n      z: 1\n  b:\n    get: y\n", "services", "a"));

    [Fact]
    public void A_map_that_becomes_empty_stays_a_map() =>
        Assert.Equal("services: {}\n", YamlBlock.Remove("services:\n  a:\n    get: x\n", "services", "a"));

    [Fact]
    public void An_entry_that_is_not_there_cannot_be_removed()
    {
        Assert.Null(YamlBlock.Remove(Project, "services", "c"));
        Assert.Null(YamlBlock.Remove(Project, "spells", "a"));
    }
}
