// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {CapacityStorage} from "../src/capacity/CapacityStorage.sol";
import {Vesting} from "../src/capacity/Vesting.sol";

/// The rewards of one commitment, without the commitment.
contract VestingHarness {
    using Vesting for CapacityStorage.Commitment;

    CapacityStorage.Commitment private _commitment;

    function add(uint256 reward, uint256 epoch, uint256 duration, uint256 count) external {
        _commitment.add(reward, epoch, duration, count);
    }

    function total(uint256 count) external view returns (uint256) {
        return _commitment.total(count);
    }

    function unlocked(uint256 epoch, uint256 duration, uint256 count) external view returns (uint256) {
        return _commitment.unlocked(epoch, duration, count) - _commitment.withdrawnReward;
    }

    function withdraw(uint256 epoch, uint256 duration, uint256 count) external {
        _commitment.withdraw(epoch, duration, count);
    }
}
