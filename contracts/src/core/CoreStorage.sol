// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// What Core keeps. Fields that are read together lie in one slot.
library CoreStorage {
    struct Layout {
        // Time and deals: one slot.
        uint64 initTimestamp;
        uint32 epochDuration;
        uint32 minDealDepositedEpochs;
        uint32 minDealRematchingEpochs;
        uint32 minProtocolVersion;
        uint32 maxProtocolVersion;
        // Capacity commitments: one slot.
        uint32 minDuration;
        uint32 slashingRate;
        uint32 withdrawEpochsAfterFailed;
        uint32 maxFailedRatio;
        uint32 minProofsPerEpoch;
        uint32 maxProofsPerEpoch;
        uint32 vestingPeriodDuration;
        uint32 vestingPeriodCount;
        // Rewards: one slot, and one for its bounds.
        uint64 fltPrice;
        uint64 usdCollateralPerUnit;
        uint64 usdTargetRevenuePerEpoch;
        uint64 activeUnitCount;
        uint128 minRewardPerEpoch;
        uint128 maxRewardPerEpoch;
        // Proofs.
        bytes32 difficulty;
        bytes32 nextDifficulty;
        address randomXProxy;
        uint32 difficultyChangeEpoch;
        // The other contracts.
        address market;
        address capacity;
        address dealFactory;
        address dealImpl;
        address owner;
        bool isWhitelistEnabled;
        mapping(address provider => bool) isWhitelisted;
        RewardPool[] rewardPools;
    }

    /// The reward of an epoch and of those after it, up to the next entry.
    struct RewardPool {
        uint64 epoch;
        uint192 value;
    }

    bytes32 private constant STORAGE_SLOT = bytes32(uint256(keccak256("fluence.core.storage.v1")) - 1);

    function layout() internal pure returns (Layout storage s) {
        bytes32 slot = STORAGE_SLOT;
        assembly ("memory-safe") {
            s.slot := slot
        }
    }

    /// Epochs are counted from 1, the one in which Core was set up.
    function epoch(Layout storage s) internal view returns (uint256) {
        return 1 + (block.timestamp - s.initTimestamp) / s.epochDuration;
    }
}
