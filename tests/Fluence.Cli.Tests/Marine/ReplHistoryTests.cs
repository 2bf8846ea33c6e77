using Fluence.Cli.Marine.Repl;
using Fluence.Cli.Tests.Support;

namespace Fluence.Cli.Tests.Marine;

public sealed class ReplHistoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string FilePath => _folder.File(ReplHistory.FileName);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_are_there_in_the_next_session()
    {
        ReplHistory first = new(FilePath);
        first.Add("one");
        first.Add("two");
        first.Add("two");
        first.Add("  ");
        Assert.Equal(["one", "two"], new ReplHistory(FilePath).Lines);
    }

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        File.WriteAllText(FilePath, "#V2\nold\n");
        new ReplHistory(FilePath).Add("secret");
        Assert.Equal("old\nsecret\n", File.ReadAllText(FilePath));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
    }

    [Fact]
    public void The_oldest_lines_are_forgotten()
    {
        ReplHistory history = new(FilePath);
        foreach (int number in Enumerable.Range(0, ReplHistory.MaxLines + 5))
        {
            history.Add($"{number}");
        }

        history.Add(new string('x', 1 << 20));
        Assert.Equal((ReplHistory.MaxLines, "5"), (history.Lines.Count, history.Lines[0]));
        Assert.Equal(history.Lines, new ReplHistory(FilePath).Lines);
    }

    [Fact]
    public void A_folder_that_cannot_be_written_does_not_matter()
    {
        ReplHistory history = new(Path.Combine(_folder.Path, "absent", "file"));
        history.Add("line");
        Assert.Equal(["line"], history.Lines);
    }
}
