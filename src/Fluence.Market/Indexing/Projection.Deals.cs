using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Market.Indexing;

/// <content>Events of DealFactory, of the deals that it made, and of Core.</content>
internal sealed partial class Projection
{
    private static readonly Dictionary<Bytes32, Handler> FactoryHandlers = new()
    {
        [DealFactoryContract.DealCreatedEvent.Topic] = On<DealFactoryContract.DealCreatedEvent>(
            DealFactoryContract.DealCreatedEvent.TryDecode, static (_, context, e) => Create(context, e)),
    };

    private static readonly Dictionary<Bytes32, Handler> DealHandlers = new()
    {
        [DealContract.DepositedEvent.Topic] = On<DealContract.DepositedEvent>(
            DealContract.DepositedEvent.TryDecode, static (_, context, e) => Deal(context).Add("depositedSum", e.Amount)),
        [DealContract.WithdrawnEvent.Topic] = On<DealContract.WithdrawnEvent>(
            DealContract.WithdrawnEvent.TryDecode, static (_, context, e) => Deal(context).Add("withdrawalSum", e.Amount)),
        [DealContract.MaxPaidEpochUpdatedEvent.Topic] = On<DealContract.MaxPaidEpochUpdatedEvent>(
            DealContract.MaxPaidEpochUpdatedEvent.TryDecode, static (_, context, e) => Deal(context).Set("maxPaidEpoch", e.MaxPaidEpoch)),
        [DealContract.AppCIDChangedEvent.Topic] = On<DealContract.AppCIDChangedEvent>(
            DealContract.AppCIDChangedEvent.TryDecode, static (_, context, e) => Deal(context).Set("appCID", Text(e.NewAppCID))),
        [DealContract.DealEndedEvent.Topic] = On<DealContract.DealEndedEvent>(
            DealContract.DealEndedEvent.TryDecode, static (_, context, e) => Deal(context).Set("endedEpoch", e.EndedEpoch)),
        [DealContract.OwnershipTransferredEvent.Topic] = On<DealContract.OwnershipTransferredEvent>(
            DealContract.OwnershipTransferredEvent.TryDecode, static (_, context, e) => Deal(context).Set("owner", Text(e.NewOwner))),
        [DealContract.ProvidersAccessTypeChangedEvent.Topic] = On<DealContract.ProvidersAccessTypeChangedEvent>(
            DealContract.ProvidersAccessTypeChangedEvent.TryDecode,
            static (_, context, e) => Deal(context).Set("providersAccessType", (long)e.NewAccessType)),
        [DealContract.ComputeUnitJoinedEvent.Topic] = On<DealContract.ComputeUnitJoinedEvent>(
            DealContract.ComputeUnitJoinedEvent.TryDecode,
            static (_, context, e) => context.Find(IndexSchema.ComputeUnit, e.UnitId.ToString())?.Set("deal", Text(context.Log.Address))),
        [DealContract.ComputeUnitRemovedEvent.Topic] = On<DealContract.ComputeUnitRemovedEvent>(
            DealContract.ComputeUnitRemovedEvent.TryDecode,
            static (_, context, e) => context.Find(IndexSchema.ComputeUnit, e.UnitId.ToString())?.Set("deal", (string?)null)),
        [DealContract.WorkerIdUpdatedEvent.Topic] = On<DealContract.WorkerIdUpdatedEvent>(
            DealContract.WorkerIdUpdatedEvent.TryDecode, static (_, context, e) => SetWorker(context, e)),
        [DealContract.ProviderAddedToAccessListEvent.Topic] = On<DealContract.ProviderAddedToAccessListEvent>(
            DealContract.ProviderAddedToAccessListEvent.TryDecode, static (_, context, e) =>
                Allow(context, Text(context.Log.Address), e.Provider)),
        [DealContract.ProviderRemovedFromAccessListEvent.Topic] = On<DealContract.ProviderRemovedFromAccessListEvent>(
            DealContract.ProviderRemovedFromAccessListEvent.TryDecode,
            static (_, context, e) => context.Remove(IndexSchema.DealToProvidersAccess, Text(context.Log.Address) + Text(e.Provider))),
    };

    private static readonly Dictionary<Bytes32, Handler> CoreHandlers = new()
    {
        [CoreContract.InitializedEvent.Topic] = static (_, context) => context.Network(),
        [CoreContract.WhitelistAccessGrantedEvent.Topic] = On<CoreContract.WhitelistAccessGrantedEvent>(
            CoreContract.WhitelistAccessGrantedEvent.TryDecode, static (_, context, e) => context.Provider(e.Account)
                .Set("approved", true)),
        [CoreContract.WhitelistAccessRevokedEvent.Topic] = On<CoreContract.WhitelistAccessRevokedEvent>(
            CoreContract.WhitelistAccessRevokedEvent.TryDecode, static (_, context, e) => context.Provider(e.Account)
                .Set("approved", false)),
        [CoreContract.CapacityConstantUpdatedEvent.Topic] = On<CoreContract.CapacityConstantUpdatedEvent>(
            CoreContract.CapacityConstantUpdatedEvent.TryDecode, static (_, context, e) => SetConstant(context, e)),
    };

    private static Entity Deal(Context context) => context.Make(IndexSchema.Deal, Text(context.Log.Address));

    private static void Create(Context context, DealFactoryContract.DealCreatedEvent e)
    {
        string id = Text(e.Deal);
        context.Make(IndexSchema.Deal, id).Set("createdAt", context.Time).Set("owner", Text(e.Owner))
            .Set("paymentToken", context.Token(e.PaymentToken).Id).Set("minWorkers", Entity.ToInt64(e.MinWorkers))
            .Set("targetWorkers", Entity.ToInt64(e.TargetWorkers)).Set("maxWorkersPerProvider", Entity.ToInt64(e.MaxWorkersPerProvider))
            .Set("pricePerWorkerEpoch", e.PricePerWorkerEpoch).Set("appCID", Text(e.AppCID))
                .Set("providersAccessType", (long)e.ProvidersAccessType)
            .Set("protocolVersion", Entity.ToInt64(e.ProtocolVersion)).Set("endedEpoch", (BigInteger?)null)
            .Set("maxPaidEpoch", (BigInteger?)null).Set("publishedAt", (BigInteger?)null).Set("publicationWindow", (BigInteger?)null);
        foreach (Address provider in e.ProvidersAccessList)
        {
            Allow(context, id, provider);
        }

        foreach (CIDV1 effector in e.Effectors)
        {
            context.Make(IndexSchema.DealToEffector, id + Text(effector)).Set("deal", id).Set("effector", context.Effector(effector).Id);
        }

        context.Network().Add("dealsTotal", BigInteger.One);
    }

    private static void Allow(Context context, string deal, Address provider) =>
        context.Make(IndexSchema.DealToProvidersAccess, deal + Text(provider)).Set("deal", deal)
            .Set("provider", context.Provider(provider).Id);

    private static void SetWorker(Context context, DealContract.WorkerIdUpdatedEvent e)
    {
        if (context.Find(IndexSchema.ComputeUnit, e.ComputeUnitId.ToString()) is { } unit)
        {
            bool hadWorker = unit.Text("workerId") is not null;
            bool hasWorker = e.WorkerId != Bytes32.Zero;
            unit.Set("workerId", hasWorker ? e.WorkerId.ToString() : null);
            Deal(context).Add("registeredWorkersCurrentCount", (hasWorker ? 1 : 0) - (hadWorker ? 1 : 0));
        }
    }

    private static void SetConstant(Context context, CoreContract.CapacityConstantUpdatedEvent e)
    {
        // the order of CapacityConstantType in the contracts
        const byte maxFailedRatio = 4;
        const byte minProofsPerEpoch = 8;
        if (e.ConstantType is maxFailedRatio or minProofsPerEpoch)
        {
            context.Network().Set(
                e.ConstantType == maxFailedRatio ? "capacityMaxFailedRatio" : "minRequiredProofsPerEpoch", Entity.ToInt64(e.NewValue));
        }
    }
}
