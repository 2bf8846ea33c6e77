using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Market.Indexing;

/// <summary>What the events of the marketplace make of the index: one block, or several, in one transaction.</summary>
/// <param name="deployment">The contracts whose events count, besides the deals that they make.</param>
/// <param name="facts">Constants of the core.</param>
/// <param name="tokens">The tokens that occur.</param>
/// <param name="senders">Who sent the transactions that paid collateral, which no event tells.</param>
internal sealed partial class Projection(
    Deployment deployment, NetworkFacts facts, IReadOnlyDictionary<Address, TokenFacts> tokens,
    IReadOnlyDictionary<Bytes32, Address>? senders = null)
{
    private const string NetworkId = "1";

    private readonly EntityStore _store = new();

    /// <summary>The events that count.</summary>
    public static IEnumerable<Bytes32> Topics =>
        new[] { MarketHandlers, CapacityHandlers, FactoryHandlers, DealHandlers, CoreHandlers }.SelectMany(static each =>
            each.Keys).Distinct();

    private delegate void Handler(Projection projection, Context context);

    /// <summary>Makes of an event what it means; those of other contracts mean nothing.</summary>
    public void Apply(IndexDatabase.Session session, Log log, Block block, ulong? undoBlock)
    {
        Context context = new(this, session, log, block, undoBlock);
        Handler? handler =
            log.Topics.IsEmpty ? null
            : log.Address == deployment.Market ? MarketHandlers.GetValueOrDefault(log.Topics[0])
            : log.Address == deployment.Capacity ? CapacityHandlers.GetValueOrDefault(log.Topics[0])
            : log.Address == deployment.Core ? CoreHandlers.GetValueOrDefault(log.Topics[0])
            : log.Address == deployment.DealFactory ? FactoryHandlers.GetValueOrDefault(log.Topics[0])
            : DealHandlers.TryGetValue(log.Topics[0], out Handler? ofDeal)
                && context.Find(IndexSchema.Deal, Text(log.Address)) is not null ? ofDeal
            : null;
        handler?.Invoke(this, context);
    }

    /// <summary>Whether an event is one of the factory, which tells of new deals.</summary>
    public bool IsOfFactory(Log log) => log.Address == deployment.DealFactory;

    /// <summary>Writes what has changed; after a block that may leave the chain with what was before.</summary>
    public void Flush(IndexDatabase.Session session, ulong? undoBlock) => _store.Flush(session, undoBlock);

    /// <summary>Forgets what is loaded, so that memory does not grow with the chain.</summary>
    public void Clear() => _store.Clear();

    /// <summary>Undoes what the blocks after this one have changed.</summary>
    public void Rollback(IndexDatabase.Session session, long block) => _store.Rollback(session, block);

    private static string Text(Address address) => address.ToLowerString();

    private static string Text(CIDV1 cid) => (cid.Prefixes + cid.Hash.ToString()[2..])[2..];

    private BigInteger EpochOf(ulong timestamp) => facts.EpochDuration.IsZero ? 0 : 1
        + ((timestamp - facts.InitTimestamp) / facts.EpochDuration);

    /// <summary>An event, and the index to change.</summary>
    private readonly ref struct Context(Projection projection, IndexDatabase.Session session, Log log, Block block, ulong? undoBlock)
    {
        private readonly IndexDatabase.Session _session = session;

        public Log Log => log;

        public Block Block => block;

        public BigInteger Time => block.Timestamp;

        public Entity? Find(EntityType type, string id) => projection._store.Find(_session, type, id);

        public Entity Make(EntityType type, string id) => projection._store.FindOrMake(_session, type, id, out _);

        public Entity Make(EntityType type, string id, out bool made) => projection._store.FindOrMake(_session, type, id, out made);

        public void Remove(EntityType type, string id) => projection._store.Remove(_session, type, id, undoBlock);

        /// <summary>The ids of the rows that refer to an entity, with all changes so far.</summary>
        public List<string> IdsOf(EntityType type, string field, string id)
        {
            projection._store.Flush(_session, undoBlock);
            return _session.Query($"SELECT id FROM \"{type.Name}\" WHERE \"{field}\" = @0", static row => row.GetString(0), id);
        }

        public Entity Network()
        {
            Entity network = Make(IndexSchema.Network, NetworkId, out bool made);
            return made ? projection.SetUp(network) : network;
        }

        public Entity Provider(Address account)
        {
            Entity provider = Make(IndexSchema.Provider, Text(account), out bool made);
            if (made)
            {
                provider.Set("name", "Unregistered").Set("createdAt", Time);
                Network().Add("providersTotal", BigInteger.One);
            }

            return provider;
        }

        public Entity Token(Address address)
        {
            Entity token = Make(IndexSchema.Token, Text(address), out bool made);
            if (made)
            {
                TokenFacts known = projection.TokenOf(address);
                token.Set("symbol", known.Symbol).Set("decimals", known.Decimals);
                Network().Add("tokensTotal", BigInteger.One);
            }

            return token;
        }

        public Entity Effector(CIDV1 cid)
        {
            Entity effector = Make(IndexSchema.Effector, Text(cid), out bool made);
            if (made)
            {
                effector.Set("description", "Unknown");
                Network().Add("effectorsTotal", BigInteger.One);
            }

            return effector;
        }

        public Entity Epoch()
        {
            Entity epoch = Make(IndexSchema.Epoch, projection.EpochOf(Block.Timestamp).ToString(), out bool made);
            if (made)
            {
                epoch.Set("startBlock", (BigInteger)Block.Number).Set("startTimestamp", Time);
            }

            return epoch.Set("endBlock", (BigInteger)Block.Number).Set("endTimestamp", Time);
        }
    }

    private Address? SenderOf(Log log) => senders is not null && senders.TryGetValue(log.TransactionHash, out Address sender) ? sender
        : null;

    private TokenFacts TokenOf(Address token) => tokens.GetValueOrDefault(token) ?? new TokenFacts("Unknown", 18);

    private Entity SetUp(Entity network) => network
        .Set("coreContractAddress", Text(deployment.Core)).Set("capacityContractAddress", Text(deployment.Capacity))
        .Set("marketContractAddress", Text(deployment.Market))
        .Set("coreEpochDuration", Entity.ToInt64(facts.EpochDuration)).Set("initTimestamp", Entity.ToInt64(facts.InitTimestamp))
        .Set("corePrecision", Entity.ToInt64(facts.Precision)).Set("capacityMaxFailedRatio", Entity.ToInt64(facts.MaxFailedRatio))
        .Set("minRequiredProofsPerEpoch", Entity.ToInt64(facts.MinProofsPerEpoch));

    private delegate void Handle<T>(Projection projection, Context context, T happened);

    private delegate bool TryDecode<T>(Log log, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out T? happened);

    /// <summary>What is not encoded as the event is, is passed over.</summary>
    private static Handler On<T>(TryDecode<T> decode, Handle<T> handle) => (projection, context) =>
    {
        if (decode(context.Log, out T? happened))
        {
            handle(projection, context, happened);
        }
    };
}
