using Fluence.Cli.Output;
using Fluence.Ethereum;

namespace Fluence.Cli.Chain;

/// <summary>Turns what goes wrong with a chain into one line.</summary>
internal static class ChainErrors
{
    public static async Task<T> ExplainingAsync<T>(Uri url, Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (RpcUnavailableException unreachable)
        {
            throw new CommandException(
                $"the chain at {url} cannot be reached: {unreachable.Message}. `fluence local up` starts a local one, --rpc names another");
        }
        catch (EthereumException refused)
        {
            throw new CommandException(refused.Message);
        }
    }
}
