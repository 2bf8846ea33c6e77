// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {
    DealNotMatchable, LengthMismatch, MinWorkersNotMatched, NotDealOwner, TooEarlyToRematch, UnknownDeal
} from "../interfaces/Errors.sol";
import {ICapacity} from "../interfaces/ICapacity.sol";
import {ICore} from "../interfaces/ICore.sol";
import {IDeal} from "../interfaces/IDeal.sol";
import {IDealFactory} from "../interfaces/IDealFactory.sol";
import {AccessType, CCStatus, DealStatus} from "../interfaces/Types.sol";
import {MarketStorage} from "./MarketStorage.sol";
import {UnitMoves} from "./UnitMoves.sol";

/// Matching by the owner of a deal, who has chosen the units off chain.
abstract contract Matcher is UnitMoves {
    /// The price of a deal is fixed: at what the owner offered, or at what the auction had reached.
    event DealPriceSettled(address indexed deal, uint256 pricePerWorkerEpoch);

    /// Moves the given units into the deal. A unit or an offer that does not fit is passed over, so that nobody can make a match fail by
    /// withdrawing one of many; what has to be reached are the deal's `minWorkers`.
    function matchDeal(address deal, bytes32[] calldata offers, bytes32[][] calldata computeUnits) external {
        if (offers.length != computeUnits.length) revert LengthMismatch(offers.length, computeUnits.length);
        ICore.MarketTerms memory market = core.marketTerms();
        IDeal.MatchTerms memory terms = _matchable(deal, market.dealFactory);
        if (terms.owner != msg.sender) revert NotDealOwner(deal, msg.sender);
        MarketStorage.DealRecord storage record = MarketStorage.layout().deals[deal];
        uint256 lastMatched = record.lastMatchedEpoch;
        if (lastMatched != 0 && market.epoch <= lastMatched + market.minDealRematchingEpochs) {
            revert TooEarlyToRematch(deal, market.epoch, lastMatched + market.minDealRematchingEpochs + 1);
        }

        uint256 before = terms.unitCount;
        for (uint256 i = 0; i < offers.length && terms.unitCount < terms.targetWorkers; ++i) {
            _matchOffer(deal, terms, offers[i], computeUnits[i], market.capacity);
        }
        if (terms.unitCount < terms.minWorkers) revert MinWorkersNotMatched(terms.minWorkers);
        if (terms.unitCount == before) return;
        record.lastMatchedEpoch = uint32(market.epoch);
        if (!record.settled) {
            record.settled = true;
            if (record.openedAt != 0) emit DealPriceSettled(deal, terms.pricePerWorkerEpoch);
        }
    }

    /// A deal of this marketplace that takes units, or an error that says why it does not.
    function _matchable(address deal, address dealFactory) internal view returns (IDeal.MatchTerms memory terms) {
        if (!IDealFactory(dealFactory).hasDeal(deal)) revert UnknownDeal(deal);
        terms = IDeal(deal).matchTerms();
        if (terms.status != DealStatus.ACTIVE && terms.status != DealStatus.NOT_ENOUGH_WORKERS) revert DealNotMatchable(deal, terms.status);
    }

    function _matchOffer(address deal, IDeal.MatchTerms memory terms, bytes32 offerId, bytes32[] calldata unitIds, address capacity)
        private
    {
        MarketStorage.OfferRecord memory offer = MarketStorage.layout().offers[offerId];
        if (
            offer.provider == address(0) || terms.pricePerWorkerEpoch < offer.minPricePerWorkerEpoch
                || terms.paymentToken != offer.paymentToken
                || terms.protocolVersion < offer.minProtocolVersion || terms.protocolVersion > offer.maxProtocolVersion
                || !_hasEffectors(offerId, terms.effectors)
        ) return;
        (bool allowed, uint256 ofProvider) = IDeal(deal).providerTerms(offer.provider);
        if (!allowed) return;
        for (uint256 i = 0; i < unitIds.length; ++i) {
            if (terms.unitCount >= terms.targetWorkers || ofProvider >= terms.maxWorkersPerProvider) return;
            if (!_matchUnit(deal, terms, offerId, offer.provider, unitIds[i], capacity)) continue;
            ++terms.unitCount;
            ++ofProvider;
        }
    }

    function _matchUnit(address deal, IDeal.MatchTerms memory terms, bytes32 offerId, address provider, bytes32 unitId, address capacity)
        private
        returns (bool)
    {
        MarketStorage.UnitRecord storage unit = MarketStorage.layout().units[unitId];
        bytes32 peerId = unit.peerId;
        MarketStorage.PeerRecord storage peer = MarketStorage.layout().peers[peerId];
        if (peer.offerId != offerId || unit.deal != address(0)) return false;
        bytes32 commitmentId = peer.commitmentId;
        if (!_mayLeave(commitmentId, terms.accessType, capacity) || IDeal(deal).isComputePeerExist(peerId)) return false;
        _moveToDeal(deal, terms, provider, unitId, peerId, commitmentId, capacity);
        return true;
    }

    /// Units prove their capacity before they may work; a deal that names its providers may also take units without a commitment.
    function _mayLeave(bytes32 commitmentId, AccessType accessType, address capacity) private view returns (bool) {
        if (commitmentId == 0) return accessType == AccessType.WHITELIST;
        return ICapacity(capacity).getStatus(commitmentId) == CCStatus.Active;
    }
}
