using System.Collections.Immutable;
using System.CommandLine;
using System.Numerics;
using System.Security.Cryptography;
using Fluence.Cli.Output;
using Fluence.Cli.Provider;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Commitments;
using Fluence.Market.Contracts;

namespace Fluence.Cli.Chain;

/// <summary>
/// <c>fluence chain proof</c>: sends a made-up proof of capacity for each unit of a provider's peers. A chain with mocked checks counts
/// it; any other refuses it.
/// </summary>
internal static class ProofCommand
{
    public static Command Create()
    {
        Option<string?> names = ProviderFilesCommands.NoxNames();
        ChainOptions options = new();
        Command command = new("proof", "Send a made-up proof for each compute unit of provider.yaml, to try a chain with mocked checks.")
        {
            names, Init.NoInput.Option(),
        };
        options.AddTo(command);
        command.SetAction((parsed, cancellation) => ChainSession.UseAsync(
            parsed, options, async (session, _) =>
            {
                int counted = 0;
                foreach (ProviderPeer peer in ProviderContext.Load().Peers(parsed.GetValue(names)))
                {
                    counted += await ProveAsync(session, peer, parsed.Out(), cancellation);
                }

                return counted > 0 ? ExitCodes.Success : throw new CommandException(
                    $"no proof was counted on the network {session.Network}; `fluence provider cc-info` shows the peers' commitments");
            },
            cancellation));
        return command;
    }

    private static async Task<int> ProveAsync(
        ChainSession session, ProviderPeer peer, TextWriter output, CancellationToken cancellation)
    {
        ImmutableArray<ComputeUnitView> units = await session.Client.CallAsync(
            session.Contracts.Market, new MarketContract.GetComputeUnits(peer.Key.PeerId.ToChain()), cancellation: cancellation);
        Bytes32 difficulty = await session.Client.CallAsync(
            session.Contracts.Core, new CoreContract.Difficulty(), cancellation: cancellation);
        await using TransactionSender sender = new(session.Client, peer.Wallet, TimeProvider.System);
        CommitmentClient commitments = new(sender, session.Contracts);
        int counted = 0;
        ContractRevertedException? refused = null;
        foreach (ComputeUnitView unit in units.Where(static unit => unit.Deal == Address.Zero))
        {
            Bytes32 nonce = Bytes32.FromBytes(RandomNumberGenerator.GetBytes(Bytes32.Length));
            try
            {
                await commitments.SubmitProofsAsync([(unit.Id, nonce, difficulty)], cancellation);
                counted++;
            }
            catch (ContractRevertedException refusal)
            {
                refused = refusal;
            }
        }

        BigInteger epoch = await session.Client.CallAsync(
            session.Contracts.Core, new CoreContract.CurrentEpoch(), cancellation: cancellation);
        output.WriteLine($"{peer.Name}: {counted} proofs of {units.Length} compute units are counted in epoch {epoch}"
            + (refused is null ? "" : $"; the others are refused: {refused.Message}"));
        return counted;
    }
}
