using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.RandomX;

/// <summary>
/// The real proxy of RandomX, with the code of an actor where a Filecoin virtual machine has the precompile that calls actors.
/// </summary>
public sealed class RandomXProxyTests : IAsyncLifetime
{
    private static readonly Address Precompile = Address.Parse("0xfe00000000000000000000000000000000000005");

    private readonly Bytes32 _h = Bytes32.FromNumber(77);
    private TestChain? _chain;

    private TestChain Chain => _chain!;

    async Task IAsyncLifetime.InitializeAsync()
    {
        if (Anvil.Missing is null)
        {
            _chain = await TestChain.StartAsync();
        }
    }

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (_chain is not null)
        {
            await _chain.DisposeAsync();
        }
    }

    [AnvilFact]
    public async Task The_actor_gets_both_nonces_and_its_hash_comes_back_as_through_the_originals_proxy()
    {
        await PutActorAsync();
        foreach (Code code in (Code[])[Code.Ours, Code.Original])
        {
            Address proxy = await Chain.DeployAsync(code.Of("RandomXProxy"));
            Assert.Equal(HashOf(Kind(0)), await AskAsync(proxy, Kind(0)));

            // DAG-CBOR is as good as CBOR
            Assert.Equal(HashOf(Kind(0xa1)), await AskAsync(proxy, Kind(0xa1)));
        }
    }

    [AnvilFact]
    public async Task A_hash_that_is_tagged_as_a_big_number_is_read_too()
    {
        await PutActorAsync();
        Assert.Equal(HashOf(Kind(0xa2)), await AskAsync(await Chain.DeployAsync(Code.Ours.Of("RandomXProxy")), Kind(0xa2)));
    }

    [AnvilTheory]
    [InlineData(0xe1, "ActorFailed")]
    [InlineData(0xe2, "InvalidCodec")]
    [InlineData(0xe3, "InvalidResponseLength")]
    [InlineData(0xe4, "BytesLengthMismatch")]
    [InlineData(0xe5, "FailToCallActor")]
    [InlineData(0xe6, "BytesLengthMismatch")]
    [InlineData(0xe7, "ActorNotFound")]
    [InlineData(0xe8, "BytesLengthMismatch")]
    public async Task Other_answers_are_refused_with_what_is_wrong(byte kind, string error)
    {
        await PutActorAsync();
        Address proxy = await Chain.DeployAsync(Code.Ours.Of("RandomXProxy"));
        ContractRevertedException refused = await Assert.ThrowsAsync<ContractRevertedException>(() => AskAsync(proxy, Kind(kind)));
        Assert.Equal(error, refused.Error?.Name);
    }

    [AnvilFact]
    public async Task A_chain_without_the_actor_is_told_apart_from_one_whose_actor_fails()
    {
        Address proxy = await Chain.DeployAsync(Code.Ours.Of("RandomXProxy"));
        ContractRevertedException refused = await Assert.ThrowsAsync<ContractRevertedException>(() => AskAsync(proxy, Kind(0)));
        Assert.Equal("ActorNotFound", refused.Error?.Name);
    }

    [AnvilFact]
    public async Task Proofs_are_checked_by_the_actor_through_the_proxy()
    {
        await PutActorAsync();
        Scene scene = await Scene.OfAsync(Chain, Code.Ours, randomX: Code.Ours.Of("RandomXProxy"));
        Address capacity = scene.Marketplace.Capacity;
        Bytes32 any = Bytes32.FromBytes([.. Enumerable.Repeat((byte)0xff, Bytes32.Length)]);
        await scene.SendAsync(scene.Owner, scene.Marketplace.Core, new CoreContract.SetDifficulty(any));
        await scene.OfferAsync(peers: [1]);
        Bytes32 commitment = (await scene.CommitAsync(peers: [1]))[0];

        Bytes32 unit = Scene.Unit(1);
        Bytes32 nonce = await scene.AskAsync(capacity, new CapacityContract.GetGlobalNonce());
        Bytes32 key = Bytes32.FromBytes(Keccak256.Hash([.. nonce.Span, .. unit.Span]));
        CapacityContract.SubmitProof proof = new(unit, _h, HashOf(key));
        Assert.Equal("ProofNotValid", await scene.RefusalAsync(scene.PeerOwner, capacity, proof with { ResultHash = HashOf(_h) }));
        Receipt receipt = await scene.SendAsync(scene.PeerOwner, capacity, proof);
        Assert.Equal(
            new CapacityContract.ProofSubmittedEvent(commitment, unit, _h),
            Scene.Decoded<CapacityContract.ProofSubmittedEvent>(receipt, CapacityContract.ProofSubmittedEvent.TryDecode));

        // and nothing is taken while the actor is gone
        await PutAsync([]);
        Assert.Equal("ActorNotFound", await scene.RefusalAsync(scene.PeerOwner, capacity, proof with { LocalUnitNonce = Scene.Id(5) }));
    }

    /// <summary>A nonce of units by which the actor chooses its answer.</summary>
    private static Bytes32 Kind(byte kind) =>
        Bytes32.FromBytes([0x0b, 0xad, 0x0b, 0xad, kind, .. Enumerable.Range(5, Bytes32.Length - 5).Select(static i => (byte)i)]);

    private Bytes32 HashOf(Bytes32 k) => Bytes32.FromBytes(Keccak256.Hash([.. k.Span, .. _h.Span]));

    private Task<Bytes32> AskAsync(Address proxy, Bytes32 k) => Chain.CallAsync(proxy, new RandomXProxyContract.Run(k, _h));

    private Task PutActorAsync() =>
        PutAsync(Hex.Parse(Code.Artifact("test/artifacts", "RandomXActor").GetProperty("deployedBytecode").GetString()!));

    private async Task PutAsync(byte[] code) =>
        await Chain.Client.RequestAsync("anvil_setCode", [Precompile.ToString(), Hex.Of(code)]);
}
