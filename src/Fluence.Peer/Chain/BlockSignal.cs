using Fluence.Ethereum;

namespace Fluence.Peer.Chain;

/// <summary>Tells of new blocks; without an endpoint that does so it never tells of any.</summary>
internal sealed class BlockSignal : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _blocks = new(0, 1);
    private readonly EthereumClient? _client;
    private readonly Task _loop;

    public BlockSignal(EthereumClient? client)
    {
        _client = client;
        _loop = client is null ? Task.CompletedTask : RunAsync(client, _stopping.Token);
    }

    /// <summary>Completes when there was a block since it completed last.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _blocks.WaitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        _blocks.Dispose();
        if (_client is not null)
        {
            await _client.DisposeAsync();
        }
    }

    private async Task RunAsync(EthereumClient client, CancellationToken stopping)
    {
        // it connects again by itself whenever the connection is lost
        await foreach (Block _ in client.SubscribeBlocksAsync(stopping))
        {
            if (_blocks.CurrentCount == 0)
            {
                _blocks.Release();
            }
        }
    }
}
