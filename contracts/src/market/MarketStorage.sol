// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {CIDV1} from "../interfaces/Types.sol";

/// What the market keeps.
library MarketStorage {
    struct ProviderInfo {
        string name;
        CIDV1 metadata;
    }

    struct EffectorInfo {
        string description;
        CIDV1 metadata;
    }

    /// Two slots.
    struct OfferRecord {
        address provider;
        uint32 peerCount;
        uint32 minProtocolVersion;
        uint32 maxProtocolVersion;
        address paymentToken;
        uint96 minPricePerWorkerEpoch;
    }

    struct PeerRecord {
        bytes32 offerId;
        bytes32 commitmentId;
        address owner;
        uint32 unitCount;
        mapping(uint256 index => bytes32 unitId) units;
    }

    /// The second slot stays empty until the unit is first matched.
    struct UnitRecord {
        bytes32 peerId;
        address deal;
        uint32 startEpoch;
    }

    /// What the market knows of a deal, in one slot.
    struct DealRecord {
        uint32 lastMatchedEpoch;
        /// When it was published, 0 while it is not.
        uint40 openedAt;
        uint40 window;
        bool settled;
        /// The highest minimum price of the units that joined while the price was open.
        uint96 floor;
    }

    struct Layout {
        mapping(address provider => ProviderInfo) providers;
        mapping(bytes32 offerId => OfferRecord) offers;
        mapping(bytes32 peerId => PeerRecord) peers;
        mapping(bytes32 unitId => UnitRecord) units;
        mapping(bytes32 offerId => mapping(bytes32 effector => bool)) offerEffectors;
        mapping(bytes32 effector => EffectorInfo) effectorInfos;
        mapping(address deal => DealRecord) deals;
    }

    bytes32 private constant STORAGE_SLOT = bytes32(uint256(keccak256("fluence.market.storage.v1")) - 1);

    function layout() internal pure returns (Layout storage s) {
        bytes32 slot = STORAGE_SLOT;
        assembly ("memory-safe") {
            s.slot := slot
        }
    }

    function effectorKey(CIDV1 memory effector) internal pure returns (bytes32) {
        return keccak256(abi.encodePacked(effector.prefixes, effector.hash));
    }
}
