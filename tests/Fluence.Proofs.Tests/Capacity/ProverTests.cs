using System.Collections.Immutable;
using Fluence.Ethereum;
using Fluence.Proofs.Capacity;
using Fluence.RandomX;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Proofs.Tests.Capacity;

/// <summary>A prover with a kind of RandomX whose datasets are small.</summary>
public sealed class ProverTests
{
    private static readonly RandomXParameters Small = new() { CacheSize = 1 << 20, CacheAccesses = 2, DatasetBaseSize = 1 << 20 };

    // every fourth hash or so is a proof
    private static readonly CapacityEpoch Easy = new(Number(7), Bytes32.Parse("3f" + new string('f', 62)));

    [Fact]
    public async Task Found_proofs_are_proofs()
    {
        await using CapacityProver prover = await OpenAsync(TestFolder.New());
        await prover.ProveAsync(Easy, Cores((0, 1), (3, 2)), CancellationToken.None);
        ImmutableArray<FoundProof> proofs = await FindAsync(prover, [1, 2], 2);
        using ProofVerifier verifier = new(Small);
        Assert.All(proofs, proof =>
        {
            Assert.Equal(Easy, proof.Epoch);
            Assert.True(verifier.Verify(proof));
            Assert.False(verifier.Verify(proof with { LocalNonce = Number(1) }));
            Assert.False(verifier.Verify(proof with { Unit = Number(3) }));
            Assert.False(verifier.Verify(proof with { Epoch = proof.Epoch with { GlobalNonce = Number(8) } }));
            Assert.False(verifier.Verify(proof with { Epoch = proof.Epoch with { Difficulty = Number(8) } }));
        });
        Assert.Equal(Enumerable.Range(1, proofs.Length).Select(static number => (ulong)number), proofs.Select(static proof => proof.Number));
        Assert.Equal(proofs.Length, proofs.DistinctBy(static proof => proof.LocalNonce).Count());
        Assert.Equal(proofs[1], Assert.Single(prover.ProofsAfter(1, 1)));
        Assert.Equal([0, 3], prover.Status.Keys);
        Assert.All(prover.Status.Values, static core => Assert.True(core is { Prepared: 1, Hashes: > 0, Problem: null }));
    }

    [Fact]
    public async Task Cores_of_one_unit_make_one_dataset()
    {
        await using CapacityProver prover = await OpenAsync(TestFolder.New());
        await prover.ProveAsync(Easy, Cores((0, 1), (1, 1), (2, 1)), CancellationToken.None);
        await Eventually.True(() => prover.Status.Values.All(static core => core.Hashes > 0), "all cores hash");
        using ProofVerifier verifier = new(Small);
        Assert.All(await FindAsync(prover, [1], 5), proof => Assert.True(verifier.Verify(proof)));
    }

    [Fact]
    public async Task A_unit_that_changes_its_core_keeps_what_was_prepared()
    {
        await using CapacityProver prover = await OpenAsync(TestFolder.New());
        await prover.ProveAsync(Easy, Cores((0, 1)), CancellationToken.None);
        await FindAsync(prover, [1], 1);
        await prover.ProveAsync(Easy, Cores((5, 1)), CancellationToken.None);
        Assert.Equal(1, prover.Status[5].Prepared);
        int before = prover.ProofsAfter(0).Length;
        await Eventually.True(() => prover.ProofsAfter(0).Length > before, "the other core finds proofs");
        Assert.Equal([5], prover.Status.Keys);
    }

    [Fact]
    public async Task A_unit_that_is_taken_away_is_proved_no_more_and_the_others_go_on()
    {
        await using CapacityProver prover = await OpenAsync(TestFolder.New());
        await prover.ProveAsync(Easy, Cores((0, 1), (1, 2)), CancellationToken.None);
        await FindAsync(prover, [1, 2], 1);
        await prover.ProveAsync(Easy, Cores((1, 2), (0, 3)), CancellationToken.None);
        ulong last = prover.ProofsAfter(0)[^1].Number;
        await FindAsync(prover, [3], 1);
        Assert.DoesNotContain(prover.ProofsAfter(last), static proof => proof.Unit == Number(1));
        Assert.Equal(1, prover.Status[1].Prepared);
    }

    [Fact]
    public async Task A_new_epoch_begins_without_the_proofs_of_the_last_one()
    {
        string folder = TestFolder.New();
        await using CapacityProver prover = await OpenAsync(folder);
        await prover.ProveAsync(Easy, Cores((0, 1)), CancellationToken.None);
        await FindAsync(prover, [1], 2);
        CapacityEpoch next = Easy with { GlobalNonce = Number(8) };
        await prover.ProveAsync(next, Cores((0, 1)), CancellationToken.None);
        Assert.All(prover.ProofsAfter(0), proof => Assert.Equal(next, proof.Epoch));
        Assert.Equal(1UL, (await FindAsync(prover, [1], 1))[0].Number);
        using ProofVerifier verifier = new(Small);
        Assert.All(prover.ProofsAfter(0), proof => Assert.True(verifier.Verify(proof)));
    }

    [Fact]
    public async Task A_prover_goes_on_where_it_was_ended()
    {
        string folder = TestFolder.New();
        ImmutableArray<FoundProof> found;
        await using (CapacityProver first = await OpenAsync(folder))
        {
            await first.ProveAsync(Easy, Cores((2, 1)), CancellationToken.None);
            await FindAsync(first, [1], 2);
            await first.StopAsync(CancellationToken.None);
            await first.ProveAsync(Easy, Cores((2, 1)), CancellationToken.None);
            found = await FindAsync(first, [1], 3);
        }

        await using CapacityProver second = await OpenAsync(folder);
        Assert.Equal(found, second.ProofsAfter(0).Take(found.Length));
        Assert.Equal(Number(1), second.Status[2].Unit);
        int before = second.ProofsAfter(0).Length;
        await Eventually.True(() => second.ProofsAfter(0).Length > before, "it finds more");
        Assert.Equal(second.ProofsAfter(0).Length, second.ProofsAfter(0).DistinctBy(static proof => proof.LocalNonce).Count());
    }

    [Fact]
    public async Task A_state_that_cannot_be_written_begins_nothing_and_is_tried_again()
    {
        string folder = TestFolder.New(), state = Path.Combine(folder, "state.json");
        await using CapacityProver prover = await OpenAsync(folder);
        await prover.ProveAsync(Easy, Cores((0, 1)), CancellationToken.None);
        await FindAsync(prover, [1], 1);
        File.Delete(state);
        Directory.CreateDirectory(state);
        CapacityEpoch next = Easy with { GlobalNonce = Number(8) };
        Assert.Contains("state.json cannot be written", (await Assert.ThrowsAsync<ProverException>(
            () => prover.ProveAsync(next, Cores((0, 1)), CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Empty(prover.Status);
        Directory.Delete(state);
        await prover.ProveAsync(next, Cores((0, 1)), CancellationToken.None);
        using ProofVerifier verifier = new(Small);
        Assert.All(await FindAsync(prover, [1], 2), proof => Assert.True(proof.Epoch == next && verifier.Verify(proof)));
    }

    [Fact]
    public async Task A_unit_whose_id_is_zero_is_one_like_the_others()
    {
        await using CapacityProver prover = await OpenAsync(TestFolder.New());
        await prover.ProveAsync(Easy, Cores((0, 0), (1, 1)), CancellationToken.None);
        await FindAsync(prover, [0, 1], 1);
        await prover.ProveAsync(Easy, Cores((1, 1)), CancellationToken.None);
        Assert.Equal([1], prover.Status.Keys);
    }

    [Fact]
    public async Task A_prover_that_was_stopped_rests_and_keeps_its_proofs()
    {
        string folder = TestFolder.New();
        ImmutableArray<FoundProof> found;
        await using (CapacityProver first = await OpenAsync(folder))
        {
            await first.ProveAsync(Easy, Cores((0, 1)), CancellationToken.None);
            await FindAsync(first, [1], 1);
            await first.StopAsync(CancellationToken.None);
            Assert.Empty(first.Status);
            found = first.ProofsAfter(0);
            Assert.NotEmpty(found);
        }

        await using CapacityProver second = await OpenAsync(folder);
        Assert.Empty(second.Status);
        Assert.Equal([.. found], (IEnumerable<FoundProof>)second.ProofsAfter(0));
    }

    [Fact]
    public async Task A_unit_rests_when_it_has_as_many_proofs_as_are_kept()
    {
        await using CapacityProver prover = await OpenAsync(TestFolder.New(), new ProverOptions { Parameters = Small, MaxProofsPerUnit = 3 });
        await prover.ProveAsync(Easy, Cores((0, 1), (1, 2)), CancellationToken.None);
        await FindAsync(prover, [1, 2], 3);
        long hashes = prover.Status.Values.Sum(static core => core.Hashes);
        await prover.ProveAsync(Easy, Cores((0, 1), (1, 2)), CancellationToken.None);
        Assert.Equal(6, prover.ProofsAfter(0).Length);
        Assert.Equal(hashes, prover.Status.Values.Sum(static core => core.Hashes));
    }

    [Fact]
    public async Task Each_thread_enters_with_its_core()
    {
        HashSet<int> entered = [];
        ProverOptions options = new()
        {
            Parameters = Small, ThreadsPerCore = 2,
            Enter = core =>
            {
                lock (entered)
                {
                    entered.Add((core * 1000) + Environment.CurrentManagedThreadId);
                }
            },
        };
        await using CapacityProver prover = await OpenAsync(TestFolder.New(), options);
        await prover.ProveAsync(Easy, Cores((4, 1)), CancellationToken.None);
        await FindAsync(prover, [1], 1);
        Assert.Equal(2, entered.Count);
        Assert.All(entered, static each => Assert.Equal(4, each / 1000));
    }

    [Fact]
    public async Task A_core_that_fails_is_told_of_and_begins_again_when_it_is_asked_to()
    {
        bool isBroken = true;
        ProverOptions options = new()
        {
            Parameters = Small,
            Enter = core => _ = core == 1 && isBroken ? throw new InvalidOperationException("no such core") : 0,
        };
        await using CapacityProver prover = await OpenAsync(TestFolder.New(), options);
        await prover.ProveAsync(Easy, Cores((0, 1), (1, 2)), CancellationToken.None);
        await Eventually.True(() => prover.Status[1].Problem is not null, "the core fails");
        Assert.Equal("no such core", prover.Status[1].Problem);
        isBroken = false;
        await prover.ProveAsync(Easy, Cores((0, 1), (1, 2)), CancellationToken.None);
        await FindAsync(prover, [1, 2], 1);
    }

    [Fact]
    public async Task Damaged_and_foreign_files_do_not_keep_a_prover_from_its_work()
    {
        string folder = TestFolder.New(), proofs = Path.Combine(folder, "cc_proofs");
        ImmutableArray<FoundProof> found;
        await using (CapacityProver first = await OpenAsync(folder))
        {
            await first.ProveAsync(Easy, Cores((0, 1)), CancellationToken.None);
            await FindAsync(first, [1], 4);
            await first.StopAsync(CancellationToken.None);
            found = first.ProofsAfter(0);
        }

        File.WriteAllText(Path.Combine(proofs, "2"), "{\"id\":{\"idx\":2}}");
        File.Move(Path.Combine(proofs, "3"), Path.Combine(proofs, "33"));
        File.WriteAllText(Path.Combine(proofs, "notes"), "mine");
        File.WriteAllText(Path.Combine(proofs, "9.tmp"), "[");
        await using (CapacityProver second = await OpenAsync(folder))
        {
            Assert.Equal([.. found.Where(static proof => proof.Number is not (2 or 3))], (IEnumerable<FoundProof>)second.ProofsAfter(0));
            Assert.True(File.Exists(Path.Combine(proofs, "notes")));
            Assert.False(File.Exists(Path.Combine(proofs, "9.tmp")));
        }

        File.WriteAllText(Path.Combine(folder, "state.json"), "{");
        await using CapacityProver third = await OpenAsync(folder);
        Assert.Empty(third.Status);
        Assert.Empty(third.ProofsAfter(0));
        Assert.StartsWith("the proofs in ", (await Assert.ThrowsAsync<ProverException>(
            () => OpenAsync(Path.Combine(proofs, "notes")))).Message, StringComparison.Ordinal);
    }

    private static Task<CapacityProver> OpenAsync(string folder, ProverOptions? options = null) => CapacityProver.OpenAsync(
        folder, options ?? new ProverOptions { Parameters = Small }, NullLogger.Instance, CancellationToken.None);

    private static async Task<ImmutableArray<FoundProof>> FindAsync(CapacityProver prover, int[] units, int each)
    {
        ImmutableArray<FoundProof> found = [];
        await Eventually.True(
            () =>
            {
                found = prover.ProofsAfter(0);
                return units.All(unit => found.Count(proof => proof.Unit == Number(unit)) >= each);
            },
            "there are proofs of all units");
        return found;
    }

    private static Dictionary<int, Bytes32> Cores(params (int Core, int Unit)[] cores) =>
        cores.ToDictionary(static each => each.Core, static each => Number(each.Unit));

    private static Bytes32 Number(int number) => Bytes32.FromNumber(number);
}
