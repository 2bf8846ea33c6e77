// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {NothingOwed, Reentered} from "../interfaces/Errors.sol";
import {CapacityStorage} from "./CapacityStorage.sol";

/// Paying out. An account that refuses a payment cannot keep others from theirs: it is owed the amount, and claims it later.
abstract contract Payments {
    event PaymentOwed(address indexed account, uint256 amount);
    event OwedClaimed(address indexed account, address indexed to, uint256 amount);

    /// For everything that pays: no second payment begins while one is under way.
    modifier paying() {
        CapacityStorage.Layout storage s = CapacityStorage.layout();
        if (s.entered) revert Reentered();
        s.entered = true;
        _;
        s.entered = false;
    }

    /// What claimOwed would pay the account.
    function owedTo(address account) external view returns (uint256) {
        return CapacityStorage.layout().owed[account];
    }

    /// Pays what the caller could not take before, to an address of its choice.
    function claimOwed(address to) external paying {
        CapacityStorage.Layout storage s = CapacityStorage.layout();
        uint256 amount = s.owed[msg.sender];
        if (amount == 0) revert NothingOwed(msg.sender);
        s.owed[msg.sender] = 0;
        emit OwedClaimed(msg.sender, to, amount);
        _pay(to, amount);
    }

    function _pay(address to, uint256 amount) internal {
        if (amount == 0) return;
        bool success;
        assembly ("memory-safe") {
            // What the account answers is not copied, so it cannot make the payment expensive.
            success := call(gas(), to, amount, 0, 0, 0, 0)
        }
        if (success) return;
        CapacityStorage.layout().owed[to] += amount;
        emit PaymentOwed(to, amount);
    }
}
