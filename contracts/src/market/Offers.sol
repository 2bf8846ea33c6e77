// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {
    EffectorAlreadyExists, EffectorDoesNotExist, EmptyProviderName, IdIsZero, MinPriceIsZero, NotOfferOwner, NoPeersGiven, NoUnitsGiven,
    OfferAlreadyExists, OfferHasPeers, PeerAlreadyExists, PeerHasCommitment, PeerHasUnits, ProtocolVersionsOutOfRange, ProviderDoesNotExist,
    UnitAlreadyExists, UnitInDeal, ZeroAddress
} from "../interfaces/Errors.sol";
import {CIDV1} from "../interfaces/Types.sol";
import {Narrow} from "../utils/Narrow.sol";
import {MarketStorage} from "./MarketStorage.sol";
import {OfferViews} from "./OfferViews.sol";

/// Providers, their offers, and the peers and units in them.
abstract contract Offers is OfferViews {
    struct RegisterComputePeer {
        bytes32 peerId;
        address owner;
        bytes32[] unitIds;
    }

    bytes32 private constant OFFER_ID_PREFIX = bytes32(uint256(keccak256("fluence.market.offer")) - 1);

    event ProviderInfoUpdated(address indexed provider, string name, CIDV1 metadata);
    event MarketOfferRegistered(
        address indexed provider,
        bytes32 offerId,
        uint256 minPricePerWorkerEpoch,
        address paymentToken,
        CIDV1[] effectors,
        uint256 minProtocolVersion,
        uint256 maxProtocolVersion
    );
    event PeerCreated(bytes32 indexed offerId, bytes32 peerId, address owner);
    event PeerRemoved(bytes32 indexed offerId, bytes32 indexed peerId);
    event ComputeUnitCreated(bytes32 indexed peerId, bytes32 unitId);
    event ComputeUnitRemoved(bytes32 indexed peerId, bytes32 indexed unitId);
    event MinPricePerEpochUpdated(bytes32 indexed offerId, uint256 minPricePerWorkerEpoch);
    event PaymentTokenUpdated(bytes32 indexed offerId, address paymentToken);
    event EffectorAdded(bytes32 indexed offerId, CIDV1 effector);
    event EffectorRemoved(bytes32 indexed offerId, CIDV1 effector);

    function setProviderInfo(string calldata name, CIDV1 calldata metadata) external {
        if (bytes(name).length == 0) revert EmptyProviderName();
        MarketStorage.ProviderInfo storage info = MarketStorage.layout().providers[msg.sender];
        info.name = name;
        info.metadata = metadata;
        emit ProviderInfoUpdated(msg.sender, name, metadata);
    }

    function registerMarketOffer(
        uint256 minPricePerWorkerEpoch,
        address paymentToken,
        CIDV1[] calldata effectors,
        RegisterComputePeer[] calldata peers,
        uint256 minProtocolVersion,
        uint256 maxProtocolVersion
    ) external returns (bytes32 offerId) {
        MarketStorage.Layout storage s = MarketStorage.layout();
        offerId = keccak256(abi.encodePacked(OFFER_ID_PREFIX, msg.sender, block.number, msg.data));
        if (bytes(s.providers[msg.sender].name).length == 0) revert ProviderDoesNotExist(msg.sender);
        MarketStorage.OfferRecord storage offer = s.offers[offerId];
        if (offer.provider != address(0)) revert OfferAlreadyExists(offerId);
        if (paymentToken == address(0)) revert ZeroAddress("paymentToken");
        _checkVersions(minProtocolVersion, maxProtocolVersion);

        offer.provider = msg.sender;
        offer.peerCount = uint32(peers.length);
        offer.minProtocolVersion = uint32(minProtocolVersion);
        offer.maxProtocolVersion = uint32(maxProtocolVersion);
        offer.paymentToken = paymentToken;
        offer.minPricePerWorkerEpoch = _minPrice(minPricePerWorkerEpoch);
        for (uint256 i = 0; i < effectors.length; ++i) {
            s.offerEffectors[offerId][MarketStorage.effectorKey(effectors[i])] = true;
        }
        emit MarketOfferRegistered(
            msg.sender, offerId, minPricePerWorkerEpoch, paymentToken, effectors, minProtocolVersion, maxProtocolVersion
        );
        for (uint256 i = 0; i < peers.length; ++i) {
            _createPeer(offerId, peers[i]);
        }
    }

    function removeOffer(bytes32 offerId) external {
        MarketStorage.OfferRecord storage offer = _ownOffer(offerId);
        if (offer.peerCount != 0) revert OfferHasPeers(offerId, offer.peerCount);
        delete MarketStorage.layout().offers[offerId];
    }

    function addComputePeers(bytes32 offerId, RegisterComputePeer[] calldata peers) external {
        _offer(offerId);
        MarketStorage.OfferRecord storage offer = _ownOffer(offerId);
        if (peers.length == 0) revert NoPeersGiven(offerId);
        offer.peerCount += uint32(peers.length);
        for (uint256 i = 0; i < peers.length; ++i) {
            _createPeer(offerId, peers[i]);
        }
    }

    function removeComputePeer(bytes32 peerId) external {
        MarketStorage.PeerRecord storage peer = _peer(peerId);
        bytes32 offerId = peer.offerId;
        MarketStorage.OfferRecord storage offer = _ownOffer(offerId);
        if (peer.unitCount != 0) revert PeerHasUnits(peerId, peer.unitCount);
        offer.peerCount -= 1;
        delete MarketStorage.layout().peers[peerId];
        emit PeerRemoved(offerId, peerId);
    }

    function addComputeUnits(bytes32 peerId, bytes32[] calldata unitIds) external {
        MarketStorage.PeerRecord storage peer = _peer(peerId);
        _ownOffer(peer.offerId);
        if (peer.commitmentId != 0) revert PeerHasCommitment(peerId, peer.commitmentId);
        _createUnits(peerId, peer, unitIds);
    }

    function removeComputeUnit(bytes32 unitId) external {
        MarketStorage.UnitRecord storage unit = _unit(unitId);
        bytes32 peerId = unit.peerId;
        MarketStorage.PeerRecord storage peer = MarketStorage.layout().peers[peerId];
        _ownOffer(peer.offerId);
        if (peer.commitmentId != 0) revert PeerHasCommitment(peerId, peer.commitmentId);
        if (unit.deal != address(0)) revert UnitInDeal(unitId, unit.deal);
        uint32 last = peer.unitCount - 1;
        uint256 index = 0;
        while (peer.units[index] != unitId) ++index;
        peer.units[index] = peer.units[last];
        delete peer.units[last];
        peer.unitCount = last;
        delete MarketStorage.layout().units[unitId];
        emit ComputeUnitRemoved(peerId, unitId);
    }

    /// Deals that are already matched keep their price.
    function changeMinPricePerWorkerEpoch(bytes32 offerId, uint256 newMinPricePerWorkerEpoch) external {
        _ownOffer(offerId).minPricePerWorkerEpoch = _minPrice(newMinPricePerWorkerEpoch);
        emit MinPricePerEpochUpdated(offerId, newMinPricePerWorkerEpoch);
    }

    function changePaymentToken(bytes32 offerId, address newPaymentToken) external {
        MarketStorage.OfferRecord storage offer = _ownOffer(offerId);
        if (newPaymentToken == address(0)) revert ZeroAddress("paymentToken");
        offer.paymentToken = newPaymentToken;
        emit PaymentTokenUpdated(offerId, newPaymentToken);
    }

    function addEffector(bytes32 offerId, CIDV1[] calldata newEffectors) external {
        _ownOffer(offerId);
        mapping(bytes32 => bool) storage has = MarketStorage.layout().offerEffectors[offerId];
        for (uint256 i = 0; i < newEffectors.length; ++i) {
            bytes32 key = MarketStorage.effectorKey(newEffectors[i]);
            if (has[key]) revert EffectorAlreadyExists(offerId, newEffectors[i].hash);
            has[key] = true;
            emit EffectorAdded(offerId, newEffectors[i]);
        }
    }

    function removeEffector(bytes32 offerId, CIDV1[] calldata effectors) external {
        _ownOffer(offerId);
        mapping(bytes32 => bool) storage has = MarketStorage.layout().offerEffectors[offerId];
        for (uint256 i = 0; i < effectors.length; ++i) {
            bytes32 key = MarketStorage.effectorKey(effectors[i]);
            if (!has[key]) revert EffectorDoesNotExist(offerId, effectors[i].hash);
            has[key] = false;
            emit EffectorRemoved(offerId, effectors[i]);
        }
    }

    /// Capacity only.
    function setCommitmentId(bytes32 peerId, bytes32 commitmentId) external onlyCapacity {
        MarketStorage.layout().peers[peerId].commitmentId = commitmentId;
    }

    /// Capacity only.
    function setStartEpoch(bytes32 unitId, uint256 startEpoch) external onlyCapacity {
        MarketStorage.layout().units[unitId].startEpoch = uint32(startEpoch);
    }

    function _ownOffer(bytes32 offerId) private view returns (MarketStorage.OfferRecord storage offer) {
        offer = MarketStorage.layout().offers[offerId];
        if (offer.provider != msg.sender) revert NotOfferOwner(offerId, msg.sender);
    }

    function _createPeer(bytes32 offerId, RegisterComputePeer calldata given) private {
        bytes32 peerId = given.peerId;
        if (peerId == 0) revert IdIsZero("peerId");
        MarketStorage.PeerRecord storage peer = MarketStorage.layout().peers[peerId];
        if (peer.offerId != 0) revert PeerAlreadyExists(peerId);
        peer.offerId = offerId;
        peer.owner = given.owner;
        emit PeerCreated(offerId, peerId, given.owner);
        _createUnits(peerId, peer, given.unitIds);
    }

    function _createUnits(bytes32 peerId, MarketStorage.PeerRecord storage peer, bytes32[] calldata unitIds) private {
        if (unitIds.length == 0) revert NoUnitsGiven(peerId);
        MarketStorage.Layout storage s = MarketStorage.layout();
        uint256 count = peer.unitCount;
        peer.unitCount = uint32(count + unitIds.length);
        for (uint256 i = 0; i < unitIds.length; ++i) {
            bytes32 unitId = unitIds[i];
            if (unitId == 0) revert IdIsZero("unitId");
            MarketStorage.UnitRecord storage unit = s.units[unitId];
            if (unit.peerId != 0) revert UnitAlreadyExists(unitId);
            unit.peerId = peerId;
            peer.units[count + i] = unitId;
            emit ComputeUnitCreated(peerId, unitId);
        }
    }

    function _checkVersions(uint256 min, uint256 max) private view {
        uint256 allowedMin = core.minProtocolVersion();
        uint256 allowedMax = core.maxProtocolVersion();
        if (min < allowedMin || max > allowedMax || min > max) revert ProtocolVersionsOutOfRange(min, max, allowedMin, allowedMax);
    }

    function _minPrice(uint256 price) private pure returns (uint96) {
        if (price == 0) revert MinPriceIsZero();
        return Narrow.to96(price, "minPricePerWorkerEpoch");
    }
}
