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
        if ((await session.Client.GetBalanceAsync(peer.Wallet.Address, cancellation: cancellation)).IsZero)
        {
            throw new CommandException($"{peer.Name} ({peer.Wallet.Address}) has no FLT for its transactions; "
                + $"`fluence provider tokens-distribute --nox-names {peer.Name} --amount 1` gives it some");
        }

        ImmutableArray<ComputeUnitView> units = await session.Client.CallAsync(
            session.Contracts.Market, new MarketContract.GetComputeUnits(peer.Key.PeerId.ToChain()), cancellation: cancellation);
        Bytes32 difficulty = await session.Client.CallAsync(
            session.Contracts.Core, new CoreContract.Difficulty(), cancellation: cancellation);
        await using TransactionSender sender = new(session.Client, peer.Wallet, TimeProvider.System);
        CommitmentClient commitments = new(sender, session.Contracts);
        (Bytes32 Unit, Bytes32 Nonce, Bytes32 Result)[] proofs =
        [
            .. units.Where(static unit => unit.Deal == Address.Zero).Select(unit => (
                unit.Id, Bytes32.FromBytes(RandomNumberGenerator.GetBytes(Bytes32.Length)), difficulty)),
        ];

        // one that is not taken keeps the others from being taken
        ContractRevertedException? refused = null;
        int counted = proofs.Length;
        if (counted > 0 && (refused = await SubmitAsync(commitments, proofs, cancellation)) is not null)
        {
            counted = 0;
            foreach ((Bytes32 Unit, Bytes32 Nonce, Bytes32 Result) proof in proofs)
            {
                counted += await SubmitAsync(commitments, [proof], cancellation) is null ? 1 : 0;
            }
        }

        BigInteger epoch = await session.Client.CallAsync(
            session.Contracts.Core, new CoreContract.CurrentEpoch(), cancellation: cancellation);
        output.WriteLine($"{peer.Name}: {counted} proofs of {units.Length} compute units are counted in epoch {epoch}"
            + (proofs.Length == units.Length ? "" : $"; {units.Length - proofs.Length} are in deals and need none")
            + (refused is null || counted == proofs.Length ? "" : $"; the others are refused: {refused.Message}"));
        return counted;
    }

    /// <summary>Submits proofs; why they were refused, or null.</summary>
    private static async Task<ContractRevertedException?> SubmitAsync(
        CommitmentClient commitments, IReadOnlyList<(Bytes32 Unit, Bytes32 Nonce, Bytes32 Result)> proofs, CancellationToken cancellation)
    {
        try
        {
            await commitments.SubmitProofsAsync(proofs, cancellation);
            return null;
        }
        catch (ContractRevertedException refusal)
        {
            return refusal;
        }
    }
}
