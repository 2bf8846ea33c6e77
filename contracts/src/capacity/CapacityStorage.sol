// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {CommitmentDoesNotExist} from "../interfaces/Errors.sol";
import {CCStatus} from "../interfaces/Types.sol";

/// What Capacity keeps. Fields that change together lie in one slot.
library CapacityStorage {
    struct Commitment {
        bytes32 peerId;
        // What was agreed: two slots.
        address delegator;
        uint32 duration;
        /// The first epoch, 0 before the collateral is deposited.
        uint32 startEpoch;
        uint24 rewardDelegatorRate;
        CCStatus status;
        address provider;
        uint96 collateralPerUnit;
        // How it goes: one slot.
        uint32 snapshotEpoch;
        uint32 failedEpoch;
        uint56 totalFailCount;
        uint32 activeUnitCount;
        /// Units that came back from deals and prove from the next epoch on.
        uint32 nextAdditionalActiveUnitCount;
        /// Units that have proved enough since the snapshot.
        uint32 currentSuccessCount;
        /// How many units the last, incomplete epoch of a failed commitment is charged to; 0 means all.
        uint32 remainingFailedUnits;
        // How it ends: one slot.
        uint128 totalSlashedCollateral;
        uint32 exitedUnitCount;
        uint32 filledRemainingFailedUnits;
        // Rewards: one slot, and one for each period in which rewards began to vest.
        uint96 withdrawnReward;
        uint96 settledReward;
        uint32 firstPeriod;
        uint32 lastPeriod;
        mapping(uint256 period => uint256) rewardPerPeriod;
        mapping(bytes32 unitId => Unit) units;
    }

    /// A unit's progress in one commitment: one slot.
    struct Unit {
        /// The last epoch that is settled; the current one for a unit that has just come back from a deal, which proves from the next.
        uint32 snapshotEpoch;
        uint32 proofEpoch;
        uint32 proofCount;
        bool isExited;
        uint96 slashedCollateral;
    }

    /// What the proofs of an epoch share.
    struct Epoch {
        uint32 minProofs;
        uint64 totalSuccessProofs;
    }

    struct Layout {
        mapping(bytes32 commitmentId => Commitment) commitments;
        mapping(uint256 epoch => Epoch) epochs;
        mapping(bytes32 proof => bool) isProofSubmitted;
        mapping(address account => uint256) owed;
        bytes32 globalNonce;
        bytes32 nonceSeed;
        uint32 nonceEpoch;
        /// Set while somebody is being paid.
        bool entered;
        uint128 rewardBalance;
    }

    bytes32 private constant STORAGE_SLOT = bytes32(uint256(keccak256("fluence.capacity.storage.v1")) - 1);

    function layout() internal pure returns (Layout storage s) {
        bytes32 slot = STORAGE_SLOT;
        assembly ("memory-safe") {
            s.slot := slot
        }
    }

    function commitment(bytes32 commitmentId) internal view returns (Commitment storage cc) {
        cc = layout().commitments[commitmentId];
        if (cc.peerId == 0) revert CommitmentDoesNotExist(commitmentId);
    }
}
