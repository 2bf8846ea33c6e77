using System.Collections.Immutable;
using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Crypto;
using Fluence.Ethereum;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>Who and what the numbers of the model are on a chain.</summary>
internal sealed class Cast
{
    public const int Owner = 0;
    public const int FirstProvider = 1;
    public const int SecondProvider = 2;
    public const int PeerOwner = 3;
    public const int FirstCustomer = 4;
    public const int SecondCustomer = 5;
    public const int Delegator = 6;
    public const int Stranger = 7;
    public const int Actors = 8;
    public const int Deals = 4;

    /// <summary>What every actor has at first.</summary>
    public static readonly BigInteger Tokens = 1_000_000_000;
    public static readonly BigInteger Coins = 100 * Setting.Ether;
    public static readonly BigInteger MinPrice = 1_000_000;

    public static readonly IReadOnlyList<Peer> Peers =
    [
        new(FirstProvider, PeerOwner, [0, 1]), new(FirstProvider, FirstProvider, [2, 3]), new(SecondProvider, PeerOwner, [4, 5]),
        new(SecondProvider, SecondProvider, [6]),
    ];

    public static int Units { get; } = Peers.Sum(static peer => peer.Units.Count);

    public required Marketplace Marketplace { get; init; }

    public required Address Driver { get; init; }

    public required ImmutableArray<Address> ActorAddresses { get; init; }

    public required ImmutableDictionary<int, Bytes32> Offers { get; init; }

    /// <summary>The block in which the cast is complete.</summary>
    public required long BlockNumber { get; init; }

    public required long InitTimestamp { get; init; }

    public required long Now { get; init; }

    public static Bytes32 PeerId(int peer) => Bytes32.FromNumber(0x1000 + peer);

    public static Bytes32 UnitId(int unit) => Bytes32.FromNumber(0x2000 + unit);

    public Address AddressOf(int actor) => actor == World.Nobody ? Address.Zero : ActorAddresses[actor];

    /// <summary>The address of the n-th deal, which follows from the number of contracts that the factory has made before.</summary>
    public Address Deal(int deal) => Address.OfContract(Marketplace.Factory, (ulong)deal + 1);

    /// <summary>The id that a commitment gets in a block.</summary>
    public BigInteger CommitmentId(long block, int peer, int duration, int delegator, BigInteger rate) => new(
        Keccak256.Hash(
        [
            .. Bytes32.FromNumber(block).Span, .. PeerId(peer).Span, .. Bytes32.FromNumber(duration).Span, .. AddressOf(delegator).Span,
            .. Bytes32.FromNumber(rate).Span,
        ]),
        isUnsigned: true, isBigEndian: true);

    /// <summary>The model of the marketplace as it is now.</summary>
    public World NewWorld(Rules rules)
    {
        World world = new(rules, Marketplace.Setting, Peers, Actors) { Now = Now, BlockNumber = BlockNumber };
        Array.Fill(world.Tokens, Tokens);
        Array.Fill(world.Coins, Coins);
        world.MinPrices[FirstProvider] = MinPrice;
        world.MinPrices[SecondProvider] = 2 * MinPrice;
        return world;
    }

    /// <summary>The model's next block.</summary>
    public void Advance(World world, long seconds)
    {
        world.Now += seconds;
        world.BlockNumber++;
        world.Epoch = 1 + (int)((world.Now - InitTimestamp) / Marketplace.Setting.EpochDuration);
    }

    /// <summary>Makes the actors, two offers and the things that the driver looks at.</summary>
    public static async Task<Cast> MakeAsync(Marketplace marketplace)
    {
        TestChain chain = marketplace.Chain;
        Address sender = chain.Accounts[0];
        Address driver = await chain.DeployAsync(Code.Test("Driver"));
        await chain.SendAsync(sender, driver, new DriverContract.MakeActors(Actors, Coins), Coins * Actors);
        ImmutableArray<Address> actors = await chain.CallAsync(driver, new DriverContract.GetActors());
        await chain.SendAsync(sender, marketplace.Core, new CoreContract.TransferOwnership(actors[Owner]));
        Cast cast = new()
        {
            Marketplace = marketplace, Driver = driver, ActorAddresses = actors, Offers = ImmutableDictionary<int, Bytes32>.Empty,
            BlockNumber = 0, InitTimestamp = 0, Now = 0,
        };
        List<DriverCall> calls = [];
        for (int actor = 0; actor < Actors; actor++)
        {
            await chain.SendAsync(sender, marketplace.Token, new TestERC20Contract.Transfer(actors[actor], Tokens));
            IEnumerable<Address> spenders = Enumerable.Range(0, Deals).Select(cast.Deal).Append(marketplace.Factory);
            calls.AddRange(spenders.Select(spender => new DriverCall(
                (byte)actor, marketplace.Token, 0, new TestERC20Contract.Approve(spender, BigInteger.Pow(2, 128)).Encode())));
        }

        foreach (int provider in new[] { FirstProvider, SecondProvider })
        {
            calls.Add(new DriverCall(
                (byte)provider, marketplace.Market, 0, new MarketContract.SetProviderInfo("provider", Marketplace.Cid).Encode()));
            ImmutableArray<RegisterComputePeer> peers =
            [
                .. Peers.Select((peer, index) => (peer, index)).Where(each => each.peer.Provider == provider).Select(each =>
                    new RegisterComputePeer(PeerId(each.index), actors[each.peer.Owner], [.. each.peer.Units.Select(UnitId)])),
            ];
            calls.Add(new DriverCall((byte)provider, marketplace.Market, 0, new MarketContract.RegisterMarketOffer(
                provider * MinPrice, marketplace.Token, [Marketplace.Cid], peers, 1, 1).Encode()));
        }

        Receipt receipt = await chain.SendAsync(sender, driver, new DriverContract.Run([.. calls], false));
        Dictionary<int, Bytes32> offers = [];
        foreach (Log log in receipt.Logs)
        {
            if (MarketContract.MarketOfferRegisteredEvent.TryDecode(log, out MarketContract.MarketOfferRegisteredEvent? registered))
            {
                offers[actors.IndexOf(registered.Provider)] = registered.OfferId;
            }
        }

        Assert.Equal(2, offers.Count);
        await chain.SendAsync(sender, driver, new DriverContract.Watch(new View(
            marketplace.Core, marketplace.Market, marketplace.Capacity, marketplace.Token,
            [.. Enumerable.Range(0, Deals).Select(cast.Deal)],
            [.. Enumerable.Range(0, Peers.Count).Select(PeerId)], [.. Enumerable.Range(0, Units).Select(UnitId)])));
        return new Cast
        {
            Marketplace = marketplace, Driver = driver, ActorAddresses = actors, Offers = offers.ToImmutableDictionary(),
            BlockNumber = (long)await chain.Client.BlockNumberAsync(), Now = chain.Now,
            InitTimestamp = (long)await chain.CallAsync(marketplace.Core, new CoreContract.InitTimestamp()),
        };
    }
}
