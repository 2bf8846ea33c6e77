using System.Text.RegularExpressions;

namespace Fluence.Cli.Tests.Market.Faults;

/// <summary>Something that a peer asks for.</summary>
/// <param name="Kind">What it is, and whether it was carried out already.</param>
/// <param name="Occurrence">The how-manieth of its kind it is, from 1 on.</param>
internal sealed record Step(string Kind, int Occurrence);

/// <summary>What a peer asks for, up to the step at which it is killed.</summary>
internal sealed partial class Steps(Step? killAt)
{
    private readonly Lock _lock = new();
    private readonly List<Step> _seen = [];
    private readonly TaskCompletionSource _killed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the peer is killed.</summary>
    public Task Killed => _killed.Task;

    /// <summary>The steps so far.</summary>
    public IReadOnlyList<Step> Seen
    {
        get
        {
            lock (_lock)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Watches a peer, and kills it at its step.</summary>
    public Func<string, bool> For(PeerProcess peer) => what =>
    {
        lock (_lock)
        {
            string kind = KindOf(what);
            Step step = new(kind, _seen.Count(each => each.Kind == kind) + 1);
            _seen.Add(step);
            if (step == killAt && !_killed.Task.IsCompleted)
            {
                peer.Kill();
                _killed.SetResult();
            }

            return !_killed.Task.IsCompleted;
        }
    };

    private static string KindOf(string what)
    {
        string[] methods = [.. Method().Matches(what).Select(static match => match.Groups[1].Value).Distinct()];
        return methods.Length > 0 ? $"{what[..what.IndexOf(' ', StringComparison.Ordinal)]} {string.Join('+', methods)}" : what.TrimEnd();
    }

    [GeneratedRegex("""
        "method":"([^"]*)"
        """)]
    private static partial Regex Method();
}
