using Fluence.Cli.Output;
using Fluence.Ethereum;

namespace Fluence.Cli.Chain;

/// <summary>Turns what goes wrong with a chain into one line: what, where, and what to do.</summary>
internal static class ChainErrors
{
    private const string NoFunds = "insufficient funds";

    /// <summary>Does something with a chain.</summary>
    /// <param name="url">The chain.</param>
    /// <param name="work">What is done.</param>
    /// <param name="describePayer">Says who pays for transactions, and what that account has; null where nothing is paid.</param>
    /// <exception cref="CommandException">It went wrong.</exception>
    public static async Task<T> ExplainingAsync<T>(Uri url, Func<Task<T>> work, Func<Task<string>>? describePayer = null)
    {
        try
        {
            return await work();
        }
        catch (RpcUnavailableException unreachable)
        {
            throw new CommandException(
                $"the chain at {url} is not to be had: {unreachable.Message}; `fluence local up` starts a local one, --rpc names another");
        }
        catch (ContractRevertedException refused)
        {
            throw new CommandException(
                refused.Error is { } error && ChainAdvice.For(error.Name) is { } advice ? $"{refused.Message}; {advice}" : refused.Message);
        }
        catch (EthereumException poor) when (poor.Message.Contains(NoFunds, StringComparison.OrdinalIgnoreCase))
        {
            string payer = describePayer is null ? "the account" : await describePayer();
            throw new CommandException(
                $"{payer}, which is too little for this transaction ({poor.Message}); send FLT to it, or give the key of another account "
                + $"with --wallet FILE or in {ChainOptions.KeyVariable}");
        }
        catch (EthereumException refused)
        {
            throw new CommandException(refused.Message);
        }
    }
}
