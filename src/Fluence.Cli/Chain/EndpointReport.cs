using Fluence.Ethereum;
using Fluence.Market.Indexing;

namespace Fluence.Cli.Chain;

/// <summary>Says that an endpoint keeps an index waiting, once for each reason, and when it goes on.</summary>
/// <param name="say">Says a line.</param>
internal sealed class EndpointReport(Action<string> say)
{
    private string? _said;

    /// <summary>Reports on an index.</summary>
    public void Watch(Indexer indexer)
    {
        indexer.Retries.Failed += (failure, _) => Fail(failure, indexer.State);
        indexer.Advanced += Advance;
    }

    private void Fail(EthereumException failure, IndexState? state)
    {
        if (failure.Message == _said)
        {
            return;
        }

        _said = failure.Message;
        string where = state is null ? "is still empty" : $"stays at block {state.Block}";
        string advice = failure switch
        {
            RpcErrorException =>
                "; an endpoint that keeps no old blocks, or refuses to list events, cannot be indexed: --rpc names another",
            RpcAnswerTooLargeException => "; one block has more events than that, and the index cannot pass it",
            _ => "",
        };
        say($"the index {where}: {failure.Message}; the endpoint is asked again{advice}");
    }

    private void Advance(IndexState state)
    {
        if (_said is not null)
        {
            _said = null;
            say($"the endpoint answers again; the index is at block {state.Block}");
        }
    }
}
