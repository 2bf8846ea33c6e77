using System.Collections.Immutable;
using Fluence.Services.Scopes;
using Fluence.Services.Units;

namespace Fluence.Services.Hosting;

/// <summary>
/// The threads on which services run, apart from those of particles: at most so many at once, and at most so many of one scope, so that
/// endless loops of one worker's services leave threads to the others. Scopes take turns. Threads are made as they are needed and end when
/// they are idle.
/// </summary>
/// <param name="options">How many threads.</param>
/// <param name="cores">The cores on which the work of a scope runs; none for any.</param>
internal sealed class ServicePool(HostingOptions options, Func<PeerScope, ImmutableArray<CpuCore>> cores) : IDisposable
{
    private static readonly TimeSpan _idleTime = TimeSpan.FromSeconds(20);

    private readonly object _signal = new();
    private readonly Dictionary<PeerScope, ScopeQueue> _queues = [];
    private readonly Queue<ScopeQueue> _turns = new();
    private int _waiting;
    private int _threads;
    private int _idle;
    private bool _isStopping;

    /// <summary>How many threads there are.</summary>
    public int Threads => Volatile.Read(ref _threads);

    /// <summary>How much work waits for a thread.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Runs work on a thread of the pool. Work that has not begun when it is cancelled does not begin.</summary>
    /// <param name="scope">Whose work it is.</param>
    /// <param name="work">The work. What it throws is thrown here.</param>
    /// <param name="cancellation">Ends waiting for a thread, not the work itself.</param>
    public async Task<T> RunAsync<T>(PeerScope scope, Func<T> work, CancellationToken cancellation)
    {
        TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Add(scope, new Work(() => Complete(done, work, cancellation), () => done.TrySetCanceled(CancellationToken.None)));
        await using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
            static state => ((Action)state!)(), () => done.TrySetCanceled(cancellation));
        return await done.Task;
    }

    /// <summary>Ends the threads once their work is done; work that waits is cancelled.</summary>
    public void Dispose()
    {
        Work[] dropped;
        lock (_signal)
        {
            _isStopping = true;
            dropped = [.. _queues.Values.SelectMany(queue => queue.Waiting)];
            _queues.Clear();
            _turns.Clear();
            _waiting = 0;
            Monitor.PulseAll(_signal);
        }

        foreach (Work work in dropped)
        {
            work.Drop();
        }
    }

    private static void Complete<T>(TaskCompletionSource<T> done, Func<T> work, CancellationToken cancellation)
    {
        if (done.Task.IsCompleted)
        {
            return;
        }

        try
        {
            done.TrySetResult(work());
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            done.TrySetCanceled(cancellation);
        }
#pragma warning disable CA1031 // it is thrown to who awaits the work
        catch (Exception failure)
#pragma warning restore CA1031
        {
            done.TrySetException(failure);
        }
    }

    private void Add(PeerScope scope, Work work)
    {
        lock (_signal)
        {
            ObjectDisposedException.ThrowIf(_isStopping, this);
            if (!_queues.TryGetValue(scope, out ScopeQueue? queue))
            {
                queue = new ScopeQueue(scope);
                _queues.Add(scope, queue);
                _turns.Enqueue(queue);
            }

            queue.Waiting.Enqueue(work);
            _waiting++;
            if (_waiting > _idle && _threads < options.PoolSize)
            {
                _threads++;
                new Thread(Serve) { IsBackground = true, Name = "service" }.Start();
            }
            else
            {
                Monitor.Pulse(_signal);
            }
        }
    }

    private void Serve()
    {
        ImmutableArray<CpuCore> pinned = [];
        while (Next() is var (queue, work))
        {
            pinned = Pin(pinned, cores(queue.Scope));
            work.Run();
            lock (_signal)
            {
                queue.Running--;
                RemoveIfEmpty(queue);
            }
        }
    }

    private static ImmutableArray<CpuCore> Pin(ImmutableArray<CpuCore> present, ImmutableArray<CpuCore> wanted)
    {
        if (!present.SequenceEqual(wanted))
        {
            ThreadAffinity.Set(wanted);
        }

        return wanted;
    }

    private (ScopeQueue Queue, Work Work)? Next()
    {
        lock (_signal)
        {
            while (true)
            {
                if (_isStopping)
                {
                    return End();
                }

                if (TryTake(out ScopeQueue? queue, out Work? work))
                {
                    return (queue, work);
                }

                _idle++;
                bool isWoken = Monitor.Wait(_signal, _idleTime);
                _idle--;
                if (!isWoken && !TryTake(out queue, out work))
                {
                    return End();
                }

                if (!isWoken)
                {
                    return (queue!, work!);
                }
            }
        }
    }

    private (ScopeQueue, Work)? End()
    {
        _threads--;
        return null;
    }

    /// <summary>The next work of the next scope that has some and may run more.</summary>
    private bool TryTake(
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out ScopeQueue? taken,
        [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Work? work)
    {
        for (int turn = _turns.Count; turn > 0; turn--)
        {
            taken = _turns.Dequeue();
            _turns.Enqueue(taken);
            if (taken.Running < options.PoolShare && taken.Waiting.TryDequeue(out work))
            {
                taken.Running++;
                _waiting--;
                return true;
            }
        }

        taken = null;
        work = null;
        return false;
    }

    private void RemoveIfEmpty(ScopeQueue queue)
    {
        if (queue.Running > 0 || queue.Waiting.Count > 0 || !_queues.Remove(queue.Scope))
        {
            return;
        }

        for (int turn = _turns.Count; turn > 0; turn--)
        {
            ScopeQueue other = _turns.Dequeue();
            if (!ReferenceEquals(other, queue))
            {
                _turns.Enqueue(other);
            }
        }
    }

    private sealed class ScopeQueue(PeerScope scope)
    {
        public PeerScope Scope { get; } = scope;

        public Queue<Work> Waiting { get; } = new();

        public int Running { get; set; }
    }

    private sealed record Work(Action Run, Action Drop);
}
