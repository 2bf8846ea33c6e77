using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Tests;

public sealed class UsageTests
{
    [Theory]
    [InlineData("quicstart", "fluence: there is no command 'quicstart', did you mean 'quickstart'?; see fluence --help")]
    [InlineData("local upp", "fluence local: there is no command 'upp', did you mean 'up'?; see fluence local --help")]
    [InlineData("local up --pers 3", "fluence local up: there is no option '--pers', did you mean '--peers'?; see fluence local up --help")]
    [InlineData("local up --peers x", "fluence local up: --peers is 'x', expected an integer; see fluence local up --help")]
    [InlineData("local up --peers", "fluence local up: --peers needs a value; see fluence local up --help")]
    [InlineData("local logs x", "fluence local logs: <peer> is 'x', expected an integer; see fluence local logs --help")]
    [InlineData("key show", "fluence key show: the argument <file> is missing; see fluence key show --help")]
    [InlineData("key new --zzz", "fluence key new: there is no option '--zzz'; see fluence key new --help")]
    [InlineData("air check a b", "fluence air check: too much: 'b'; see fluence air check --help")]
    public async Task A_command_line_that_is_wrong_is_answered_with_one_line(string line, string answer) =>
        Assert.Equal(answer, await CommandLine.FailAsync(ExitCodes.Usage, line.Split(' ')));

    [Fact]
    public void A_command_is_found_alone_under_the_name_that_it_has_among_all()
    {
        Assert.Equal(FluenceCommand.Commands.Select(command => command.Name), FluenceCommand.Create().Subcommands.Select(command => command.Name));
        Assert.All(FluenceCommand.Commands, command =>
            Assert.Equal(command.Name, Assert.Single(FluenceCommand.Create(command.Name).Subcommands).Name));
    }

    [Theory]
    [InlineData("local up --peers 0", "--peers is 0, expected 1 to 64")]
    [InlineData("local up --peers 65", "--peers is 65, expected 1 to 64")]
    [InlineData("local up --port-base 65500", "--port-base is 65500, expected 1 to 65071")]
    [InlineData("local up --port-base 0", "--port-base is 0, expected 1 to 65071")]
    public async Task A_number_out_of_range_is_told_with_the_range(string line, string answer) =>
        Assert.Equal($"fluence: {answer}", await CommandLine.FailAsync(ExitCodes.Failure, line.Split(' ')));

    [Theory]
    [InlineData("")]
    [InlineData("local")]
    [InlineData("peer")]
    [InlineData("key")]
    [InlineData("air")]
    [InlineData("avm")]
    [InlineData("marine")]
    public async Task A_group_of_commands_by_itself_shows_its_help(string line)
    {
        Outcome outcome = await CommandLine.RunAsync(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(ExitCodes.Usage, outcome.ExitCode);
        Assert.Contains("Commands:", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("", outcome.Error);
    }

    [Theory]
    [InlineData("quickstart")]
    [InlineData("local up")]
    [InlineData("local down")]
    [InlineData("local ps")]
    [InlineData("local logs")]
    [InlineData("key new")]
    [InlineData("key show")]
    [InlineData("air check")]
    [InlineData("air beautify")]
    [InlineData("avm invoke")]
    [InlineData("avm show")]
    [InlineData("marine info")]
    [InlineData("marine aqua")]
    [InlineData("marine set-it")]
    public async Task Every_command_has_help(string line)
    {
        Outcome outcome = await CommandLine.RunAsync([.. line.Split(' '), "--help"]);
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        Assert.Contains($" {line}", outcome.Output, StringComparison.Ordinal);
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public async Task The_help_of_peer_run_tells_every_setting_and_its_default()
    {
        Outcome outcome = await CommandLine.RunAsync("peer", "run", "--help");
        Assert.Equal(ExitCodes.Success, outcome.ExitCode);
        Assert.All(PeerSettings.All, setting =>
        {
            Assert.Contains($"  {setting.Flag} ", outcome.Output, StringComparison.Ordinal);
            Assert.Contains(setting.Help, outcome.Output, StringComparison.Ordinal);
        });
        Assert.Contains("[default: 7771]", outcome.Output, StringComparison.Ordinal);
    }
}
