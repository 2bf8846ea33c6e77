// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {UnitDoesNotExist} from "../interfaces/Errors.sol";
import {ICapacity} from "../interfaces/ICapacity.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {CIDV1} from "../interfaces/Types.sol";
import {Module} from "../utils/Module.sol";
import {MarketStorage} from "./MarketStorage.sol";

/// What can be asked of offers, peers and units.
abstract contract OfferViews is Module {
    struct Offer {
        address provider;
        uint256 minPricePerWorkerEpoch;
        address paymentToken;
        uint256 peerCount;
        uint256 minProtocolVersion;
        uint256 maxProtocolVersion;
    }

    struct ComputePeer {
        bytes32 offerId;
        bytes32 commitmentId;
        uint256 unitCount;
        address owner;
    }

    struct ComputeUnit {
        address deal;
        bytes32 peerId;
        uint256 startEpoch;
    }

    struct ComputeUnitView {
        bytes32 id;
        address deal;
        uint256 startEpoch;
    }

    function getProviderInfo(address provider) external view returns (MarketStorage.ProviderInfo memory) {
        return MarketStorage.layout().providers[provider];
    }

    function getEffectorInfo(CIDV1 calldata id) external view returns (MarketStorage.EffectorInfo memory) {
        return MarketStorage.layout().effectorInfos[MarketStorage.effectorKey(id)];
    }

    function getOffer(bytes32 offerId) external view returns (Offer memory) {
        MarketStorage.OfferRecord storage offer = _offer(offerId);
        return Offer({
            provider: offer.provider,
            minPricePerWorkerEpoch: offer.minPricePerWorkerEpoch,
            paymentToken: offer.paymentToken,
            peerCount: offer.peerCount,
            minProtocolVersion: offer.minProtocolVersion,
            maxProtocolVersion: offer.maxProtocolVersion
        });
    }

    function getComputePeer(bytes32 peerId) external view returns (ComputePeer memory) {
        MarketStorage.PeerRecord storage peer = _peer(peerId);
        return ComputePeer(peer.offerId, peer.commitmentId, peer.unitCount, peer.owner);
    }

    function getComputeUnit(bytes32 unitId) external view returns (ComputeUnit memory) {
        MarketStorage.UnitRecord storage unit = _unit(unitId);
        return ComputeUnit(unit.deal, unit.peerId, unit.startEpoch);
    }

    function getComputeUnitIds(bytes32 peerId) external view returns (bytes32[] memory) {
        return _unitIds(MarketStorage.layout().peers[peerId]);
    }

    /// The units of a peer; a unit that was never in a deal starts proving with its commitment.
    function getComputeUnits(bytes32 peerId) external view returns (ComputeUnitView[] memory views) {
        MarketStorage.Layout storage s = MarketStorage.layout();
        bytes32[] memory ids = _unitIds(s.peers[peerId]);
        bytes32 commitmentId = s.peers[peerId].commitmentId;
        uint256 start = commitmentId == 0 ? 0 : ICapacity(core.capacity()).startEpochOf(commitmentId);
        views = new ComputeUnitView[](ids.length);
        for (uint256 i = 0; i < ids.length; ++i) {
            MarketStorage.UnitRecord storage unit = s.units[ids[i]];
            uint256 unitStart = unit.startEpoch;
            views[i] = ComputeUnitView(ids[i], unit.deal, unitStart == 0 ? start : unitStart);
        }
    }

    function unitTerms(bytes32 unitId) external view returns (IMarket.UnitTerms memory) {
        MarketStorage.UnitRecord storage unit = _unit(unitId);
        bytes32 peerId = unit.peerId;
        MarketStorage.PeerRecord storage peer = MarketStorage.layout().peers[peerId];
        return IMarket.UnitTerms(peerId, unit.deal, peer.owner, peer.commitmentId, peer.unitCount);
    }

    function peerTerms(bytes32 peerId)
        external
        view
        returns (address provider, address peerOwner, bytes32 commitmentId, uint256 unitCount)
    {
        MarketStorage.PeerRecord storage peer = _peer(peerId);
        return (MarketStorage.layout().offers[peer.offerId].provider, peer.owner, peer.commitmentId, peer.unitCount);
    }

    function committedUnits(bytes32 peerId) external view returns (bytes32[] memory unitIds, uint256 inDeals) {
        MarketStorage.Layout storage s = MarketStorage.layout();
        unitIds = _unitIds(s.peers[peerId]);
        for (uint256 i = 0; i < unitIds.length; ++i) {
            if (s.units[unitIds[i]].deal != address(0)) ++inDeals;
        }
    }

    function _unitIds(MarketStorage.PeerRecord storage peer) private view returns (bytes32[] memory ids) {
        ids = new bytes32[](peer.unitCount);
        for (uint256 i = 0; i < ids.length; ++i) {
            ids[i] = peer.units[i];
        }
    }

    function _offer(bytes32 offerId) internal view returns (MarketStorage.OfferRecord storage offer) {
        offer = MarketStorage.layout().offers[offerId];
        // The original's command line looks for this text.
        require(offer.provider != address(0), "Offer doesn't exist");
    }

    function _peer(bytes32 peerId) internal view returns (MarketStorage.PeerRecord storage peer) {
        peer = MarketStorage.layout().peers[peerId];
        // The original's command line and peers look for this text.
        require(peer.offerId != 0, "Peer doesn't exist");
    }

    function _unit(bytes32 unitId) internal view returns (MarketStorage.UnitRecord storage unit) {
        unit = MarketStorage.layout().units[unitId];
        if (unit.peerId == 0) revert UnitDoesNotExist(unitId);
    }
}
