using System.Threading.Channels;
using Fluence.Cli.Aqua;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Cli.Watching;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Aqua;

public sealed class WatchLoopTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Wakes _wakes = new();
    private readonly ManualTimeProvider _time = new();
    private readonly Channel<string?> _runs = Channel.CreateUnbounded<string?>();
    private readonly CancellationTokenSource _stop = new();

    public void Dispose()
    {
        _stop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_change_is_answered_once_after_it_has_come_to_rest()
    {
        string file = _folder.Write("a.aqua", "aqua A\n");
        Task<int> loop = Start(file);
        Assert.Null(await NextAsync());
        _folder.Write("a.aqua", "aqua B\n");
        await WakeAsync();
        _time.Advance(WatchLoop.Quiet / 2);

        // another change begins the wait anew
        await WakeAsync();
        _time.Advance(WatchLoop.Quiet / 2);
        Assert.False(_runs.Reader.TryRead(out _));
        _time.Advance(WatchLoop.Quiet / 2);
        Assert.Equal(file, await NextAsync());
        await StopAsync(loop);
        Assert.False(_runs.Reader.TryRead(out _));
    }

    [Fact]
    public async Task What_leaves_all_as_it_was_is_no_change()
    {
        string file = _folder.Write("a.aqua", "aqua A\n");
        Task<int> loop = Start(file);
        await NextAsync();
        await SettleAsync();
        _folder.Write("a.aqua", "aqua B\n");
        await SettleAsync();
        Assert.Equal(file, await NextAsync());
        await StopAsync(loop);
        Assert.False(_runs.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Imports_count_also_those_that_are_missing_at_first()
    {
        string file = _folder.Write("a.aqua", "aqua A\n\nimport \"b.aqua\"\n");
        Task<int> loop = Start(file);
        await NextAsync();
        string import = _folder.Write("b.aqua", "aqua B\n");
        await SettleAsync();
        Assert.Equal(import, await NextAsync());
        File.Delete(import);
        await SettleAsync();
        Assert.Equal(import, await NextAsync());
        await StopAsync(loop);
    }

    [Fact]
    public async Task Files_come_and_go_in_a_folder()
    {
        _folder.Write("a.aqua", "aqua A\n");
        Task<int> loop = Start(_folder.Path);
        await NextAsync();
        Directory.CreateDirectory(_folder.File("inner"));
        string inner = _folder.Write("inner/b.aqua", "aqua B\n");
        await SettleAsync();
        Assert.Equal(inner, await NextAsync());
        Assert.Contains(_folder.File("inner"), _wakes.Folders);
        File.Move(inner, _folder.File("inner/c.aqua"));
        await SettleAsync();
        Assert.Equal(_folder.File("inner/c.aqua"), await NextAsync());
        Directory.Delete(_folder.File("inner"), recursive: true);
        await SettleAsync();
        Assert.Equal(_folder.File("inner/c.aqua"), await NextAsync());
        File.Delete(_folder.File("a.aqua"));
        await SettleAsync();
        Assert.Equal(_folder.File("a.aqua"), await NextAsync());
        await StopAsync(loop);
    }

    [Fact]
    public async Task A_change_during_the_work_is_not_missed()
    {
        string file = _folder.Write("a.aqua", "aqua A\n");
        bool isFirst = true;
        Task<int> loop = new WatchLoop(_wakes, _time).RunAsync(changed =>
        {
            SourceSnapshot snapshot = new(file);
            snapshot.Files();
            snapshot.Read(file);
            if (isFirst)
            {
                isFirst = false;
                _folder.Write("a.aqua", "aqua B\n");
            }

            _runs.Writer.TryWrite(changed);
            return Task.FromResult<IWatched>(snapshot);
        }, _stop.Token);
        Assert.Null(await NextAsync());
        Task<string?> next = NextAsync();
        await Eventually.True(
            () =>
            {
                _time.Advance(WatchLoop.Quiet);
                return next.IsCompleted;
            },
            "the change is seen");
        Assert.Equal(file, await next);
        await StopAsync(loop);
    }

    private Task<int> Start(string target) => new WatchLoop(_wakes, _time).RunAsync(changed =>
    {
        SourceSnapshot snapshot = new(target);
        try
        {
            foreach (string file in snapshot.Files())
            {
                string text = snapshot.Read(file)!;
                if (text.Contains("import", StringComparison.Ordinal))
                {
                    snapshot.Read(_folder.File("b.aqua"));
                }
            }
        }
        catch (CommandException)
        {
            // nothing is left
        }

        _runs.Writer.TryWrite(changed);
        return Task.FromResult<IWatched>(snapshot);
    }, _stop.Token);

    private Task<string?> NextAsync() => _runs.Reader.ReadAsync().Soon();

    private async Task WakeAsync()
    {
        _wakes.Wake();
        await Eventually.True(() => _wakes.IsEmpty && _time.IsAwaited(WatchLoop.Quiet), "the loop waits for rest");
    }

    private async Task SettleAsync()
    {
        await WakeAsync();
        int waits = _wakes.Waits;
        _time.Advance(WatchLoop.Quiet);
        await Eventually.True(() => _wakes.Waits > waits, "the loop waits for another change");
    }

    private async Task StopAsync(Task<int> loop)
    {
        await _stop.CancelAsync();
        Assert.Equal(ExitCodes.Success, await loop.Soon());
    }

    private sealed class Wakes : IFileChanges
    {
        private readonly Channel<bool> _wakes = Channel.CreateUnbounded<bool>();
        private int _waits;

        public IReadOnlySet<string> Folders { get; private set; } = new HashSet<string>();

        /// <summary>How often something has waited for a change.</summary>
        public int Waits => _waits;

        public bool IsEmpty => _wakes.Reader.Count == 0;

        public void Watch(IReadOnlySet<string> folders) => Folders = folders;

        public async Task NextAsync(CancellationToken cancellation)
        {
            Interlocked.Increment(ref _waits);
            await _wakes.Reader.ReadAsync(cancellation);
        }

        public void Wake() => _wakes.Writer.TryWrite(true);

        public void Dispose()
        {
        }
    }
}
