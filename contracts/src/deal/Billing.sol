// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Reentered, ValueTooLarge} from "../interfaces/Errors.sol";
import {ICore} from "../interfaces/ICore.sol";
import {DealStatus} from "../interfaces/Types.sol";
import {DealStorage} from "./DealStorage.sol";

/// The money of a deal: each epoch with enough workers moves one price for each worker from the free balance to the locked one, from which
/// providers are paid. Epochs are billed when something changes, not one by one.
library Billing {
    /// The billing of a deal brought up to date in memory.
    struct Ledger {
        uint256 epoch;
        uint256 minDepositedEpochs;
        /// The last epoch that is billed: the one before the current, or the one in which the deal ended.
        uint256 billedEpoch;
        uint256 endedEpoch;
        uint256 gaps;
        uint256 workers;
        uint256 maxPaidEpoch;
        uint256 total;
        uint256 locked;
        uint256 price;
    }

    function load(DealStorage.Layout storage s) internal view returns (Ledger memory ledger) {
        (ledger.epoch, ledger.minDepositedEpochs) = ICore(s.core).dealTerms();
        uint256 last = s.lastCommittedEpoch;
        ledger.endedEpoch = s.endedEpoch;
        ledger.gaps = s.gaps;
        ledger.workers = s.workerCount;
        ledger.maxPaidEpoch = s.maxPaidEpoch;
        ledger.total = s.totalBalance;
        ledger.locked = s.lockedBalance;
        ledger.price = s.pricePerWorkerEpoch;
        unchecked {
            // Epochs begin with 1.
            uint256 billed = ledger.endedEpoch != 0 ? ledger.endedEpoch : ledger.epoch - 1;
            ledger.billedEpoch = billed;
            if (billed <= last) return ledger;
            uint256 paid = ledger.maxPaidEpoch < billed ? ledger.maxPaidEpoch : billed;
            if (paid < last) paid = last;
            ledger.gaps += billed - paid;
            // maxPaidEpoch is chosen so that the balance covers the epochs up to it.
            uint256 amount = (paid - last) * ledger.price * ledger.workers;
            ledger.total -= amount;
            ledger.locked += amount;
        }
    }

    /// For calls that change something: not while a token is being called.
    function open(DealStorage.Layout storage s) internal view returns (Ledger memory) {
        if (s.entered) revert Reentered();
        return load(s);
    }

    /// Keeps the ledger, for as many workers as there are from now on; `maxPaidEpoch` follows from both.
    function save(DealStorage.Layout storage s, Ledger memory ledger, uint256 workers, bool entered)
        internal
        returns (bool maxPaidChanged)
    {
        if (ledger.endedEpoch == 0) {
            uint256 maxPaid = ledger.maxPaidEpoch;
            uint256 min = s.minWorkers;
            if (workers >= min) {
                maxPaid = ledger.billedEpoch + ledger.total / (ledger.price * workers);
                if (maxPaid > type(uint64).max) maxPaid = type(uint64).max;
            } else if (ledger.workers >= min) {
                maxPaid = 0;
            }
            maxPaidChanged = maxPaid != ledger.maxPaidEpoch;
            ledger.maxPaidEpoch = maxPaid;
        }
        ledger.workers = workers;
        s.lastCommittedEpoch = uint32(ledger.billedEpoch);
        s.gaps = uint32(ledger.gaps);
        s.workerCount = uint32(workers);
        s.maxPaidEpoch = uint64(ledger.maxPaidEpoch);
        s.entered = entered;
        if (ledger.total > type(uint128).max) revert ValueTooLarge("balance", ledger.total, type(uint128).max);
        s.totalBalance = uint128(ledger.total);
        s.lockedBalance = uint128(ledger.locked);
    }

    function close(DealStorage.Layout storage s) internal {
        s.entered = false;
    }

    /// How many epochs a worker that was there from the first would have been paid for.
    function paidEpochs(Ledger memory ledger) internal pure returns (uint256) {
        return ledger.billedEpoch - ledger.gaps;
    }

    /// What has to stay in the deal, or be there for it to take workers.
    function minBalance(DealStorage.Layout storage s, Ledger memory ledger) internal view returns (uint256) {
        return ledger.minDepositedEpochs * ledger.price * s.targetWorkers;
    }

    function status(DealStorage.Layout storage s, Ledger memory ledger) internal view returns (DealStatus) {
        if (ledger.endedEpoch != 0) return DealStatus.ENDED;
        if (ledger.maxPaidEpoch != 0 && ledger.epoch > ledger.maxPaidEpoch) return DealStatus.INSUFFICIENT_FUNDS;
        if (ledger.total < minBalance(s, ledger)) return DealStatus.SMALL_BALANCE;
        if (ledger.workers < s.minWorkers) return DealStatus.NOT_ENOUGH_WORKERS;
        return DealStatus.ACTIVE;
    }
}
