// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {CoreStorage} from "./CoreStorage.sol";

/// What all proofs of an epoch earn together. The pool shrinks by a tenth while a unit earns more than the target, and grows by a tenth
/// otherwise.
library RewardPools {
    using CoreStorage for CoreStorage.Layout;

    /// The pool of an epoch: the entry with the greatest epoch that is not after it.
    function at(CoreStorage.Layout storage s, uint256 epoch) internal view returns (uint256) {
        CoreStorage.RewardPool[] storage pools = s.rewardPools;
        uint256 high = pools.length;
        // The epochs that are asked for are nearly always among the last two.
        for (uint256 recent = 0; recent < 2 && high > 0; ++recent) {
            CoreStorage.RewardPool storage last = pools[high - 1];
            if (last.epoch <= epoch) return last.value;
            --high;
        }
        uint256 low = 0;
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (pools[middle].epoch <= epoch) low = middle + 1;
            else high = middle;
        }
        return low == 0 ? 0 : pools[low - 1].value;
    }

    /// Sets the pool of the current epoch from that of the epoch before, whenever the price or the number of units has changed.
    function update(CoreStorage.Layout storage s, uint256 units) internal {
        if (units == 0) return;
        CoreStorage.RewardPool[] storage pools = s.rewardPools;
        uint256 length = pools.length;
        uint256 epoch = s.epoch();
        CoreStorage.RewardPool memory last = pools[length - 1];
        bool replaces = last.epoch == epoch;
        if (replaces && length < 2) return;
        uint192 value = _next(s, replaces ? pools[length - 2].value : last.value, units);
        if (!replaces) pools.push(CoreStorage.RewardPool(uint64(epoch), value));
        else if (last.value != value) pools[length - 1].value = value;
    }

    function _next(CoreStorage.Layout storage s, uint256 previous, uint256 units) private view returns (uint192) {
        // The pool is in wei, the price and the target in 1e-7 USD.
        if (previous * s.fltPrice / 1 ether / units > s.usdTargetRevenuePerEpoch) {
            uint256 shrunk = previous * 9 / 10;
            uint256 min = s.minRewardPerEpoch;
            return uint192(shrunk < min ? min : shrunk);
        }
        uint256 grown = previous * 11 / 10;
        uint256 max = s.maxRewardPerEpoch;
        return uint192(grown > max ? max : grown);
    }
}
