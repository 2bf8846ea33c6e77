using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Market.Indexing;

/// <summary>What the index takes from the core contract, which does not tell it by events.</summary>
/// <param name="EpochDuration">The length of an epoch, in seconds.</param>
/// <param name="InitTimestamp">When the first epoch began, in seconds of Unix time.</param>
/// <param name="Precision">What stands for 1 in rates.</param>
/// <param name="MaxFailedRatio">How many epochs without proofs, per unit, make a commitment fail.</param>
/// <param name="MinProofsPerEpoch">How many proofs a unit has to give in an epoch.</param>
internal sealed record NetworkFacts(
    BigInteger EpochDuration, BigInteger InitTimestamp, BigInteger Precision, BigInteger MaxFailedRatio, BigInteger MinProofsPerEpoch)
{
    public static async Task<NetworkFacts> AskAsync(EthereumClient client, Address core, CancellationToken cancellation)
    {
        var answers = await client.CallManyAsync<BigInteger>(
            [
                new(core, new CoreContract.EpochDuration()), new(core, new CoreContract.InitTimestamp()),
                    new(core, new CoreContract.Precision()),
                new(core, new CoreContract.MaxFailedRatio()), new(core, new CoreContract.MinProofsPerEpoch()),
            ], cancellation: cancellation);
        return new NetworkFacts(answers[0], answers[1], answers[2], answers[3], answers[4]);
    }
}

/// <summary>What the index takes from a token.</summary>
/// <param name="Symbol">Its symbol.</param>
/// <param name="Decimals">How many digits of an amount are behind the point.</param>
internal sealed record TokenFacts(string Symbol, int Decimals)
{
    private const int MaxSymbol = 64;

    /// <summary>Asks a contract that need not be a token: what it does not answer stays unknown.</summary>
    public static async Task<TokenFacts> AskAsync(EthereumClient client, Address token, CancellationToken cancellation)
    {
        string symbol = await TryAskAsync(client, token, new TestERC20Contract.Symbol(), "Unknown", cancellation);
        byte decimals = await TryAskAsync(client, token, new TestERC20Contract.Decimals(), (byte)18, cancellation);
        return new TokenFacts(symbol.Length > MaxSymbol ? symbol[..MaxSymbol] : symbol, decimals);
    }

    private static async Task<T> TryAskAsync<T>(
        EthereumClient client, Address token, IContractCall<T> call, T otherwise, CancellationToken cancellation)
    {
        try
        {
            return await client.CallAsync(token, call, cancellation: cancellation);
        }
        catch (ContractRevertedException)
        {
            return otherwise;
        }
        catch (RpcUnavailableException wrong) when (wrong.InnerException is FormatException)
        {
            return otherwise;
        }
    }
}
