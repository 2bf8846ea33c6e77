// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {AccessType, CIDV1} from "../interfaces/Types.sol";

/// What a deal keeps. Fields that change together lie in one slot.
library DealStorage {
    /// A unit in the deal: one slot, and one for its worker.
    struct Unit {
        address provider;
        uint32 joinedEpoch;
        /// Where its peer is in `peers`.
        uint32 position;
        /// One more than the number of paid epochs when it was last paid; 0 while it has no worker.
        uint32 paidMark;
    }

    struct Layout {
        // Billing: one slot, and one for the money.
        uint32 lastCommittedEpoch;
        uint32 endedEpoch;
        /// Epochs since the deal began in which nobody was paid.
        uint32 gaps;
        uint32 workerCount;
        uint32 unitCount;
        /// The last epoch that the balance pays for, 0 while there are too few workers.
        uint64 maxPaidEpoch;
        /// Set while a token is being called.
        bool entered;
        uint128 totalBalance;
        uint128 lockedBalance;
        // Terms.
        address paymentToken;
        uint32 minWorkers;
        uint32 targetWorkers;
        uint32 maxWorkersPerProvider;
        uint128 pricePerWorkerEpoch;
        uint40 creationBlock;
        uint32 protocolVersion;
        AccessType accessType;
        bytes4 appPrefixes;
        uint16 effectorCount;
        bytes32 appHash;
        address owner;
        address core;
        mapping(uint256 index => CIDV1) effectors;
        mapping(address provider => bool) isListed;
        // Units. A peer has at most one in a deal.
        mapping(uint256 position => bytes32 peerId) peers;
        mapping(bytes32 peerId => bytes32 unitId) unitOfPeer;
        mapping(bytes32 unitId => Unit) units;
        mapping(bytes32 unitId => bytes32 workerId) workers;
        mapping(address provider => uint256) unitsOfProvider;
        /// Rewards that a token refused to transfer when their unit left.
        mapping(address provider => uint256) owed;
    }

    bytes32 private constant STORAGE_SLOT = bytes32(uint256(keccak256("fluence.deal.storage.v1")) - 1);

    function layout() internal pure returns (Layout storage s) {
        bytes32 slot = STORAGE_SLOT;
        assembly ("memory-safe") {
            s.slot := slot
        }
    }
}
