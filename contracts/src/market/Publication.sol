// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {
    CapacityCommitmentIsNotActive, DealAlreadyPublished, DealNotPublished, EffectorsMissing, NoFreeSlots, NotDealOwner,
    NotProviderOrPeerOwner, PaymentTokenMismatch, PeerAlreadyInDeal, PeerHasNoCommitment, PriceTooLow, ProtocolVersionMismatch,
    ProviderLimitReached, ProviderNotAllowed,
    UnitInDeal, UnknownDeal, ValueTooLarge
} from "../interfaces/Errors.sol";
import {ICapacity} from "../interfaces/ICapacity.sol";
import {ICore} from "../interfaces/ICore.sol";
import {IDeal} from "../interfaces/IDeal.sol";
import {IDealFactory} from "../interfaces/IDealFactory.sol";
import {AccessType, CCStatus} from "../interfaces/Types.sol";
import {Matcher} from "./Matcher.sol";
import {MarketStorage} from "./MarketStorage.sol";

/// Deals that any provider may pick up. The price rises from nothing to the owner's maximum within a window, so the cheapest offer comes
/// first; it is settled, for all workers, when enough units have joined.
abstract contract Publication is Matcher {
    event DealPublished(address indexed deal, uint256 maxPricePerWorkerEpoch, uint64 openedAt, uint64 window);
    event DealUnpublished(address indexed deal);

    /// Opens a deal to all providers, from now on; its price is the maximum.
    function publishDeal(address deal, uint64 window) external {
        if (window > type(uint40).max) revert ValueTooLarge("window", window, type(uint40).max);
        if (!IDealFactory(core.marketTerms().dealFactory).hasDeal(deal)) revert UnknownDeal(deal);
        MarketStorage.DealRecord storage record = _ownDeal(deal);
        if (record.openedAt != 0) revert DealAlreadyPublished(deal);
        record.openedAt = uint40(block.timestamp);
        record.window = uint40(window);
        emit DealPublished(deal, IDeal(deal).pricePerWorkerEpoch(), uint64(block.timestamp), window);
    }

    function unpublishDeal(address deal) external {
        MarketStorage.DealRecord storage record = _ownDeal(deal);
        if (record.openedAt == 0) revert DealNotPublished(deal);
        record.openedAt = 0;
        record.window = 0;
        emit DealUnpublished(deal);
    }

    /// A provider, or the owner of a peer, takes a place in a published deal with one unit.
    function joinDeal(address deal, bytes32 unitId) external {
        MarketStorage.DealRecord storage record = MarketStorage.layout().deals[deal];
        if (record.openedAt == 0) revert DealNotPublished(deal);
        ICore.MarketTerms memory market = core.marketTerms();
        IDeal.MatchTerms memory terms = _matchable(deal, market.dealFactory);
        MarketStorage.UnitRecord storage unit = _unit(unitId);
        bytes32 peerId = unit.peerId;
        MarketStorage.PeerRecord storage peer = MarketStorage.layout().peers[peerId];
        bytes32 offerId = peer.offerId;
        MarketStorage.OfferRecord memory offer = MarketStorage.layout().offers[offerId];
        if (offer.provider != msg.sender && peer.owner != msg.sender) revert NotProviderOrPeerOwner(unitId, msg.sender);
        uint256 price = _price(record, terms.pricePerWorkerEpoch);
        _checkOffer(deal, terms, offerId, offer, price);
        if (unit.deal != address(0)) revert UnitInDeal(unitId, unit.deal);
        if (IDeal(deal).isComputePeerExist(peerId)) revert PeerAlreadyInDeal(deal, peerId);
        bytes32 commitmentId = peer.commitmentId;
        _checkCommitment(peerId, commitmentId, terms.accessType, market.capacity);

        if (!record.settled) {
            if (offer.minPricePerWorkerEpoch > record.floor) record.floor = offer.minPricePerWorkerEpoch;
            if (terms.unitCount + 1 >= terms.minWorkers) {
                record.settled = true;
                IDeal(deal).settlePrice(price);
                emit DealPriceSettled(deal, price);
            }
        }
        _moveToDeal(deal, terms, offer.provider, unitId, peerId, commitmentId, market.capacity);
    }

    function getPublication(address deal) external view returns (uint64 openedAt, uint64 window, bool settled) {
        MarketStorage.DealRecord storage record = MarketStorage.layout().deals[deal];
        return (record.openedAt, record.window, record.settled);
    }

    /// What a unit that joins now gets for an epoch, if its joining settles the price; the settled price afterwards.
    function joinPrice(address deal) external view returns (uint256) {
        MarketStorage.DealRecord storage record = MarketStorage.layout().deals[deal];
        if (!record.settled && record.openedAt == 0) revert DealNotPublished(deal);
        return _price(record, IDeal(deal).pricePerWorkerEpoch());
    }

    function _ownDeal(address deal) private view returns (MarketStorage.DealRecord storage) {
        if (IDeal(deal).owner() != msg.sender) revert NotDealOwner(deal, msg.sender);
        return MarketStorage.layout().deals[deal];
    }

    /// The price never falls below what a unit that joined earlier asks for, even when the deal was published anew in between.
    function _price(MarketStorage.DealRecord storage record, uint256 max) private view returns (uint256) {
        uint256 passed = block.timestamp - record.openedAt;
        uint256 window = record.window;
        if (record.settled || passed >= window) return max;
        uint256 price = max * passed / window;
        uint256 floor = record.floor;
        return price < floor ? floor : price;
    }

    function _checkOffer(
        address deal, IDeal.MatchTerms memory terms, bytes32 offerId, MarketStorage.OfferRecord memory offer, uint256 price)
        private
        view
    {
        if (price < offer.minPricePerWorkerEpoch) revert PriceTooLow(deal, price, offer.minPricePerWorkerEpoch);
        if (terms.paymentToken != offer.paymentToken) revert PaymentTokenMismatch(terms.paymentToken, offer.paymentToken);
        if (terms.protocolVersion < offer.minProtocolVersion || terms.protocolVersion > offer.maxProtocolVersion) {
            revert ProtocolVersionMismatch(terms.protocolVersion, offer.minProtocolVersion, offer.maxProtocolVersion);
        }
        if (!_hasEffectors(offerId, terms.effectors)) revert EffectorsMissing(deal, offerId);
        if (terms.unitCount >= terms.targetWorkers) revert NoFreeSlots(deal, terms.targetWorkers);
        (bool allowed, uint256 ofProvider) = IDeal(deal).providerTerms(offer.provider);
        if (!allowed) revert ProviderNotAllowed(deal, offer.provider);
        if (ofProvider >= terms.maxWorkersPerProvider) revert ProviderLimitReached(deal, offer.provider, terms.maxWorkersPerProvider);
    }

    function _checkCommitment(bytes32 peerId, bytes32 commitmentId, AccessType accessType, address capacity) private view {
        if (commitmentId == 0) {
            if (accessType != AccessType.WHITELIST) revert PeerHasNoCommitment(peerId);
            return;
        }
        CCStatus status = ICapacity(capacity).getStatus(commitmentId);
        if (status != CCStatus.Active) revert CapacityCommitmentIsNotActive(status);
    }
}
