// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ValueTooLarge} from "../interfaces/Errors.sol";
import {CapacityStorage} from "./CapacityStorage.sol";

/// Rewards that unlock in equal parts, one at the beginning of each of the `count` periods after the one in which they were earned.
/// A period lasts `duration` epochs. What begins to unlock in a period is one number, so a reward costs one write however late it is added.
library Vesting {
    function add(CapacityStorage.Commitment storage cc, uint256 reward, uint256 epoch, uint256 duration, uint256 count) internal {
        uint256 part = reward / count;
        uint256 period = epoch / duration + 1;
        cc.rewardPerPeriod[period] += part;
        // A late reward may belong to a period before the ones that were looked at; what was settled of those is not in the mapping any
        // more.
        if (cc.firstPeriod == 0 || period < cc.firstPeriod) cc.firstPeriod = uint32(period);
        if (period > cc.lastPeriod) cc.lastPeriod = uint32(period);
    }

    /// All rewards that are not withdrawn, unlocked or not.
    function total(CapacityStorage.Commitment storage cc, uint256 count) internal view returns (uint256 sum) {
        sum = cc.settledReward;
        uint256 last = cc.lastPeriod;
        for (uint256 period = cc.firstPeriod; period != 0 && period <= last; ++period) {
            sum += cc.rewardPerPeriod[period] * count;
        }
        sum -= cc.withdrawnReward;
    }

    /// What had been unlocked at the given epoch, withdrawn or not.
    function unlocked(CapacityStorage.Commitment storage cc, uint256 epoch, uint256 duration, uint256 count)
        internal
        view
        returns (uint256 sum)
    {
        sum = cc.settledReward;
        uint256 now_ = epoch / duration;
        uint256 last = cc.lastPeriod < now_ ? cc.lastPeriod : now_;
        for (uint256 period = cc.firstPeriod; period != 0 && period <= last; ++period) {
            uint256 parts = now_ - period + 1;
            sum += cc.rewardPerPeriod[period] * (parts < count ? parts : count);
        }
    }

    /// Takes out what is unlocked, and forgets the periods that are unlocked completely.
    function withdraw(CapacityStorage.Commitment storage cc, uint256 epoch, uint256 duration, uint256 count)
        internal
        returns (uint256 ever, uint256 amount)
    {
        uint256 settled = cc.settledReward;
        uint256 first = cc.firstPeriod;
        uint256 now_ = epoch / duration;
        uint256 last = cc.lastPeriod < now_ ? cc.lastPeriod : now_;
        ever = settled;
        for (uint256 period = first; period != 0 && period <= last; ++period) {
            uint256 part = cc.rewardPerPeriod[period];
            uint256 parts = now_ - period + 1;
            if (parts < count) {
                ever += part * parts;
                continue;
            }
            ever += part * count;
            settled += part * count;
            first = period + 1;
            if (part != 0) delete cc.rewardPerPeriod[period];
        }
        amount = ever - cc.withdrawnReward;
        cc.settledReward = _to96(settled);
        cc.firstPeriod = uint32(first);
        cc.withdrawnReward = _to96(ever);
    }

    function _to96(uint256 value) private pure returns (uint96) {
        if (value > type(uint96).max) revert ValueTooLarge("reward", value, type(uint96).max);
        return uint96(value);
    }
}
