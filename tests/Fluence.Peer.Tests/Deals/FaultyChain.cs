using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Primitives.Content;
using Fluence.Services.Deals;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Deals;

/// <summary>A marketplace and a peer, between which stands an endpoint that fails as a test says.</summary>
internal sealed class FaultyChain : IAsyncDisposable
{
    private volatile Func<string, Fault> _fault = static _ => Fault.None;
    private readonly TaskCompletionSource _delayed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _late = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource _failing = new();
    private long _requests;

    private FaultyChain()
    {
    }

    /// <summary>The peer's clock.</summary>
    public FastTimeProvider Clock { get; } = new();

    public ChainNetwork Network { get; private set; } = null!;

    public FaultyProxy Proxy { get; private set; } = null!;

    public Address Deal { get; private set; }

    /// <summary>How many requests of the peer have come.</summary>
    public long Requests => Interlocked.Read(ref _requests);

    /// <param name="policy">What the peer joins by itself; null for nothing.</param>
    /// <param name="proves">Whether it proves its capacity.</param>
    public static async Task<FaultyChain> StartAsync(ProviderPolicy? policy = null, bool proves = false)
    {
        FaultyChain chain = new();
        chain.Network = await ChainNetwork.StartAsync(policy, anvil => chain.Proxy = new FaultyProxy(anvil.Url, body =>
        {
            Interlocked.Increment(ref chain._requests);
            return chain._fault(body);
        }), proves, chain.Clock);
        await chain.RecoverAsync();
        return chain;
    }

    /// <summary>Makes a deal for an application with the service <c>one</c>.</summary>
    public async Task MakeDealAsync()
    {
        Cid app = await Network.AddAppAsync(("one", "types"));
        Deal = await Network.CreateDealAsync(app);
    }

    public Task MatchAsync() => Network.Deals.MatchAsync(Deal, [(Network.Offer, [Network.Units[0]])]).Soon();

    /// <summary>Has every request fail alike.</summary>
    public void Fail(Fault fault) => _fault = _ => fault;

    /// <summary>Has the first request of a method fail in one way, and all after it be refused.</summary>
    public void FailFrom(string method, Fault first)
    {
        int began = 0;
        _failing = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _fault = body => Volatile.Read(ref began) == 1 ? Fault.Refuse
            : !body.Contains($"\"{method}\"", StringComparison.Ordinal) ? Fault.None
            : Begin() ? first : Fault.Refuse;

        bool Begin()
        {
            _failing.TrySetResult();
            return Interlocked.Exchange(ref began, 1) == 0;
        }
    }

    /// <summary>Has the requests of a method wait until <see cref="Release"/>.</summary>
    public void Delay(string method) => Proxy.Hold = body =>
    {
        if (!body.Contains($"\"{method}\"", StringComparison.Ordinal))
        {
            return Task.CompletedTask;
        }

        _delayed.TrySetResult();
        return _late.Task;
    };

    /// <summary>Waits until a request waits.</summary>
    public Task UntilDelayedAsync() => _delayed.Task.Soon();

    /// <summary>Has nothing wait any more.</summary>
    public void Release() => _late.TrySetResult();

    /// <summary>Waits until the peer knows that the endpoint does not serve it.</summary>
    public Task UntilAwayAsync() => Eventually.TrueAsync(
        () => Task.FromResult(Network.Node.CheckHealth().Checks["chain"] is not null), "the peer sees that the chain is away");

    /// <summary>Has the endpoint serve again, and waits until the peer knows.</summary>
    public async Task RecoverAsync()
    {
        _fault = static _ => Fault.None;
        Proxy.Rewrite = null;
        await Eventually.TrueAsync(
            () => Task.FromResult(Network.Node.CheckHealth().Checks["chain"] is null), "the peer sees that the chain is back");
    }

    /// <summary>
    /// Has more than a minute pass by the peer's clock once <see cref="FailFrom"/> has begun, and something happen to the chain meanwhile;
    /// then the endpoint serves again.
    /// </summary>
    public async Task OutlastAsync(Func<Task>? meanwhile = null)
    {
        await _failing.Task.Soon();
        Clock.Speed = 50;
        await UntilAwayAsync();
        await Clock.PassAsync(TimeSpan.FromSeconds(75));
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        await RecoverAsync();
        Clock.Speed = 1;
    }

    /// <summary>Replaces the chain since a snapshot by a longer one without what happened there, while the endpoint is away.</summary>
    public async Task UndoAsync(string snapshot, Func<Task>? instead = null)
    {
        Fail(Fault.Refuse);
        await UntilAwayAsync();
        await ReplaceAsync(snapshot, instead);
        await RecoverAsync();
    }

    /// <summary>Replaces the chain since a snapshot by a longer one.</summary>
    public async Task ReplaceAsync(string snapshot, Func<Task>? instead = null)
    {
        await Network.Anvil.RevertAsync(snapshot).Soon();
        await (instead?.Invoke() ?? Task.CompletedTask);
        await Network.Anvil.MineAsync(40).Soon();
    }

    /// <summary>Waits until so many requests have come.</summary>
    public Task UntilAskedAsync(int times)
    {
        long end = Requests + times;
        return Eventually.TrueAsync(() => Task.FromResult(Requests >= end), $"the peer asks {times} times");
    }

    /// <summary>Waits until the decider has written something down.</summary>
    public Task UntilLoggedAsync(string text) => Eventually.TrueAsync(
        async () => (await Network.CallAsync(Network.Node.PeerId, "decider.get_logs")).Contains(text, StringComparison.Ordinal),
        $"the decider notes: {text}");

    /// <summary>Waits until the deal is served: the chain names the peer's worker, and it has its service.</summary>
    public async Task<PeerId> UntilServedAsync()
    {
        PeerId? worker = null;
        await Eventually.TrueAsync(
            async () => (worker = await Network.FindWorkerAsync(Deal)) is not null
                && worker.ToString() == await Network.OwnWorkerAsync(Deal),
            "the peer's worker is registered");
        await Eventually.TrueAsync(() => Network.HasServiceAsync(Deal, worker!, "one"), "the service is installed");
        return worker!;
    }

    public async ValueTask DisposeAsync()
    {
        Release();
        await Network.DisposeAsync();
        await Clock.DisposeAsync();
    }
}
