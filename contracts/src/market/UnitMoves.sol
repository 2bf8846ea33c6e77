// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {CannotReturnUnit, UnitNotInDeal} from "../interfaces/Errors.sol";
import {ICapacity} from "../interfaces/ICapacity.sol";
import {IDeal} from "../interfaces/IDeal.sol";
import {CIDV1} from "../interfaces/Types.sol";
import {MarketStorage} from "./MarketStorage.sol";
import {Offers} from "./Offers.sol";

/// Units going into deals and coming back.
abstract contract UnitMoves is Offers {
    event ComputeUnitMatched(bytes32 indexed peerId, address deal, bytes32 unitId, uint256 dealCreationBlock, CIDV1 appCID);
    event ComputeUnitAddedToDeal(bytes32 indexed unitId, address deal, bytes32 peerId);
    event ComputeUnitRemovedFromDeal(bytes32 indexed unitId, address deal, bytes32 peerId);

    /// Ends the work of a unit in a deal: by its provider, its peer's owner, the deal's owner, or Capacity when the unit leaves its
    /// commitment.
    function returnComputeUnitFromDeal(bytes32 unitId) external {
        MarketStorage.UnitRecord storage unit = _unit(unitId);
        address deal = unit.deal;
        if (deal == address(0)) revert UnitNotInDeal(unitId);
        bytes32 peerId = unit.peerId;
        MarketStorage.Layout storage s = MarketStorage.layout();
        MarketStorage.PeerRecord storage peer = s.peers[peerId];
        address capacity = core.capacity();
        if (
            s.offers[peer.offerId].provider != msg.sender && peer.owner != msg.sender && capacity != msg.sender
                && IDeal(deal).owner() != msg.sender
        ) revert CannotReturnUnit(unitId, msg.sender);

        unit.deal = address(0);
        bytes32 commitmentId = peer.commitmentId;
        if (commitmentId != 0) ICapacity(capacity).onUnitReturnedFromDeal(commitmentId, unitId);
        emit ComputeUnitRemovedFromDeal(unitId, deal, peerId);
        // Last, because it pays the provider with a token that may call back.
        IDeal(deal).removeComputeUnit(unitId);
    }

    function _moveToDeal(
        address deal,
        IDeal.MatchTerms memory terms,
        address provider,
        bytes32 unitId,
        bytes32 peerId,
        bytes32 commitmentId,
        address capacity
    ) internal {
        MarketStorage.layout().units[unitId].deal = deal;
        IDeal(deal).addComputeUnit(provider, unitId, peerId);
        // A unit without a commitment can only get here through the deal's list of allowed providers.
        if (commitmentId != 0) ICapacity(capacity).onUnitMovedToDeal(commitmentId, unitId);
        emit ComputeUnitAddedToDeal(unitId, deal, peerId);
        emit ComputeUnitMatched(peerId, deal, unitId, terms.creationBlock, terms.appCID);
    }

    function _hasEffectors(bytes32 offerId, CIDV1[] memory effectors) internal view returns (bool) {
        mapping(bytes32 => bool) storage has = MarketStorage.layout().offerEffectors[offerId];
        for (uint256 i = 0; i < effectors.length; ++i) {
            if (!has[MarketStorage.effectorKey(effectors[i])]) return false;
        }
        return true;
    }
}
