using Fluence.Cli.Output;

namespace Fluence.Cli.Watching;

/// <summary>Does something with sources, and again whenever they have changed.</summary>
/// <param name="changes">Wakes the loop up.</param>
/// <param name="time">The clock.</param>
internal sealed class WatchLoop(IFileChanges changes, TimeProvider time)
{
    /// <summary>How long nothing has to change before the sources are looked at: editors write a file in several steps.</summary>
    internal static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs until it is cancelled.</summary>
    /// <param name="run">Does the work; is told which file has changed, and nothing the first time; gives what it read.</param>
    /// <param name="cancellation">Ends the loop.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(Func<string?, Task<IWatched>> run, CancellationToken cancellation)
    {
        try
        {
            for (string? changed = null; ;)
            {
                IWatched snapshot = await run(changed);

                changes.Watch(snapshot.Folders());
                do
                {
                    // what changed while folders were not watched yet is seen by looking, and may still be being written
                    if (snapshot.FindChange() is null)
                    {
                        await changes.NextAsync(cancellation);
                    }

                    await SettleAsync(cancellation);
                    changes.Watch(snapshot.Folders());
                }
                while ((changed = snapshot.FindChange()) is null);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
    }

    private async Task SettleAsync(CancellationToken cancellation)
    {
        using CancellationTokenSource ended = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        for (bool isQuiet = false; !isQuiet;)
        {
            Task quiet = Task.Delay(Quiet, time, ended.Token);
            using CancellationTokenSource waiting = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
            Task next = changes.NextAsync(waiting.Token);
            isQuiet = await Task.WhenAny(quiet, next) == quiet;
            await waiting.CancelAsync();
            await next.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellation.ThrowIfCancellationRequested();
        }

        await ended.CancelAsync();
    }
}
