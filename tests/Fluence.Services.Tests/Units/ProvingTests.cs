using Fluence.Services.Deals;
using Fluence.Services.Tests.Deals;
using Fluence.Services.Units;

namespace Fluence.Services.Tests.Units;

/// <summary>Which units prove their capacity, and what a peer without a prover submits.</summary>
public sealed class ProvingTests
{
    [Fact]
    public void A_unit_in_a_deal_does_not_prove_and_a_returned_one_does_again_with_the_next_epoch()
    {
        ProvingUnits units = ProvingUnits.None.At(10);
        Assert.Equal(["a", "b"], (IEnumerable<string>)units.Divide(Snapshot(10, ("a", null, 1), ("b", null, 1))).Now);
        Assert.Equal(["a"], (IEnumerable<string>)units.Divide(Snapshot(10, ("a", null, 1), ("b", "deal", 1))).Now);
        ProvingGroups returned = units.Divide(Snapshot(10, ("a", null, 1), ("b", null, 11)));
        Assert.Equal(["a"], (IEnumerable<string>)returned.Now);
        Assert.Equal(["b"], (IEnumerable<string>)returned.Pending);
        Assert.Equal(["a", "b"], (IEnumerable<string>)units.At(11).Divide(Snapshot(11, ("a", null, 1), ("b", null, 11))).Now);
    }

    [Fact]
    public void First_all_get_what_they_need_then_what_more_is_taken()
    {
        DealSnapshot snapshot = Snapshot(10, ("a", null, 1), ("b", null, 1));
        ProvingUnits units = ProvingUnits.None.At(10).Add([Proof("a"), Proof("a")]);
        Assert.Equal(["b"], (IEnumerable<string>)units.Divide(snapshot).Now);
        Assert.Equal(["a"], (IEnumerable<string>)units.Divide(snapshot).Further);
        units = units.Add([Proof("b"), Proof("b")]);
        Assert.Equal(["a", "b"], (IEnumerable<string>)units.Divide(snapshot).Now);
        units = units.Add([Proof("a")]).Fill("b", 3);
        Assert.Empty(units.Divide(snapshot).Now);
        Assert.Equal(["a", "b"], (IEnumerable<string>)units.Divide(snapshot).Finished);
        Assert.Equal(["a", "b"], (IEnumerable<string>)units.At(11).Divide(Snapshot(11, ("a", null, 1), ("b", null, 1))).Priority);
    }

    [Theory]
    [InlineData(CommitmentStatus.WaitStart)]
    [InlineData(CommitmentStatus.Failed)]
    [InlineData(CommitmentStatus.Inactive)]
    [InlineData(null)]
    public void Without_an_active_commitment_nothing_proves(CommitmentStatus? status)
    {
        DealSnapshot snapshot = Snapshot(10, ("a", null, 1)) with
        {
            Commitment = status is { } known ? new Commitment("c", known) : null,
        };
        Assert.Empty(ProvingUnits.None.At(10).Divide(snapshot).Now);
    }

    [Fact]
    public async Task Mocked_proofs_are_submitted_for_the_units_that_prove()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain);
        chain.Match(1, 2, "app");
        await peer.StartAsync();
        Assert.Equal([FakeChain.Unit(1), FakeChain.Unit(3)], chain.Proofs[0].Select(proof => proof.Unit));
        Assert.All(chain.Proofs[0], proof => Assert.Equal(FakeChain.Unit(6), proof.Hash));
        await peer.RefreshAsync(5);
        Assert.Single(chain.Proofs);
        for (int minute = 0; minute < 6; minute++)
        {
            await peer.PassAsync(TimeSpan.FromMinutes(1));
            await peer.RefreshAsync();
        }

        // three are taken of each in an epoch
        Assert.Equal(3, chain.Proofs.Count);
        Assert.Equal(6, chain.Proofs.SelectMany(proofs => proofs).Select(proof => proof.LocalNonce).Distinct().Count());
        chain.Epoch++;
        await peer.PassAsync(TimeSpan.FromMinutes(1));
        await peer.RefreshAsync();
        Assert.Equal(4, chain.Proofs.Count);
    }

    [Fact]
    public async Task One_unit_whose_proofs_are_not_taken_does_not_hinder_the_others()
    {
        FakeChain chain = new() { RefusesProofsOf = FakeChain.Unit(2) };
        await using DealHarness peer = await OpenAsync(chain);
        await peer.StartAsync();
        Assert.Equal([FakeChain.Unit(1), FakeChain.Unit(3)], chain.Proofs.SelectMany(proofs => proofs).Select(proof => proof.Unit));
        await peer.PassAsync(TimeSpan.FromMinutes(1));
        await peer.RefreshAsync();
        Assert.Equal(4, chain.Proofs.SelectMany(proofs => proofs).Count());
    }

    private static Task<DealHarness> OpenAsync(FakeChain chain) =>
        DealHarness.OpenAsync(chain, options: new DealOptions { ProofPeriod = TimeSpan.FromMinutes(1) });

    private static CapacityProof Proof(string unit) => new(unit, "", "");

    private static DealSnapshot Snapshot(long epoch, params (string Id, string? Deal, long Start)[] units) => new(
        1, DateTimeOffset.UnixEpoch, new ChainEpoch(epoch, DateTimeOffset.UnixEpoch, TimeSpan.FromDays(1)), [],
        [.. units.Select(unit => new ComputeUnit(unit.Id, unit.Deal, unit.Start))], new Commitment("c", CommitmentStatus.Active),
        new ProofParameters("", "", 2, 3));
}
