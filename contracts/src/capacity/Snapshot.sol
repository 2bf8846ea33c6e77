// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ICore} from "../interfaces/ICore.sol";
import {CCStatus, PRECISION} from "../interfaces/Types.sol";
import {CapacityStorage} from "./CapacityStorage.sol";
import {Vesting} from "./Vesting.sol";

/// Bringing a commitment and its units up to the epoch before the current one.
library Snapshot {
    using Vesting for CapacityStorage.Commitment;

    /// A commitment as it is after the epoch before the current.
    struct State {
        CCStatus storedStatus;
        CCStatus status;
        uint256 startEpoch;
        /// The first epoch after the last working one.
        uint256 endEpoch;
        uint256 snapshotEpoch;
        uint256 failedEpoch;
        uint256 totalFailCount;
        uint256 activeUnitCount;
        uint256 nextAdditional;
        uint256 successCount;
        uint256 remainingFailedUnits;
        /// Units that do not prove any more, because the commitment has failed or is over.
        uint256 released;
    }

    function take(CapacityStorage.Commitment storage cc, ICore.CapacityTerms memory terms, uint256 unitCount)
        internal
        view
        returns (State memory state)
    {
        state.storedStatus = cc.status;
        state.status = state.storedStatus;
        state.startEpoch = cc.startEpoch;
        state.endEpoch = state.startEpoch + cc.duration;
        state.snapshotEpoch = cc.snapshotEpoch;
        state.failedEpoch = cc.failedEpoch;
        state.totalFailCount = cc.totalFailCount;
        state.activeUnitCount = cc.activeUnitCount;
        state.nextAdditional = cc.nextAdditionalActiveUnitCount;
        state.successCount = cc.currentSuccessCount;
        state.remainingFailedUnits = cc.remainingFailedUnits;
        if (state.startEpoch == 0) state.status = CCStatus.WaitDelegation;
        else if (state.startEpoch > terms.epoch) state.status = CCStatus.WaitStart;
        else if (state.storedStatus == CCStatus.Active && terms.epoch - 1 > state.snapshotEpoch) _advance(state, terms, unitCount);
    }

    function save(CapacityStorage.Commitment storage cc, State memory state) internal {
        cc.snapshotEpoch = uint32(state.snapshotEpoch);
        cc.failedEpoch = uint32(state.failedEpoch);
        cc.totalFailCount = uint56(state.totalFailCount);
        cc.activeUnitCount = uint32(state.activeUnitCount);
        cc.nextAdditionalActiveUnitCount = uint32(state.nextAdditional);
        cc.currentSuccessCount = uint32(state.successCount);
        cc.remainingFailedUnits = uint32(state.remainingFailedUnits);
        if (hasEnded(state)) cc.status = state.status;
    }

    /// Whether the commitment is found to have failed, or to be over, only now.
    function hasEnded(State memory state) internal pure returns (bool) {
        return state.storedStatus == CCStatus.Active && (state.status == CCStatus.Failed || state.status == CCStatus.Inactive);
    }

    /// Charges a unit for the epochs without enough proofs, and adds the reward of the one in which it proved.
    function settleUnit(
        CapacityStorage.Commitment storage cc,
        CapacityStorage.Unit memory unit,
        State memory state,
        ICore core,
        ICore.CapacityTerms memory terms
    ) internal returns (bool changed) {
        uint256 until = terms.epoch - 1;
        if (until >= state.endEpoch) until = state.endEpoch - 1;
        if (state.failedEpoch != 0 && until > state.failedEpoch) until = state.failedEpoch;
        uint256 last = unit.snapshotEpoch == 0 ? state.startEpoch - 1 : unit.snapshotEpoch;
        if (until <= last) return false;
        unit.snapshotEpoch = uint32(until);

        // Proofs settle the epochs before them, so the only epoch since the last settlement that can hold any is the first.
        uint256 proofs = unit.proofEpoch == last + 1 ? unit.proofCount : 0;
        CapacityStorage.Epoch memory epoch;
        if (proofs != 0) epoch = CapacityStorage.layout().epochs[last + 1];
        bool proved = proofs != 0 && proofs >= epoch.minProofs;
        uint256 gaps = until - last - (proved ? 1 : 0);
        if (gaps != 0) _slash(cc, unit, state, gaps, until == state.failedEpoch, terms.slashingRate);
        if (proved && epoch.totalSuccessProofs != 0) {
            uint256 reward = core.getRewardPool(last + 1) * proofs / epoch.totalSuccessProofs;
            if (reward != 0) cc.add(reward, last + 1, terms.vestingPeriodDuration, terms.vestingPeriodCount);
        }
        return true;
    }

    function _slash(
        CapacityStorage.Commitment storage cc,
        CapacityStorage.Unit memory unit,
        State memory state,
        uint256 gaps,
        bool untilFailure,
        uint256 slashingRate
    ) private {
        uint256 collateral = cc.collateralPerUnit;
        if (unit.slashedCollateral >= collateral) return;
        if (untilFailure && state.remainingFailedUnits != 0) {
            uint256 filled = cc.filledRemainingFailedUnits;
            if (filled >= state.remainingFailedUnits) --gaps;
            else cc.filledRemainingFailedUnits = uint32(filled + 1);
        }
        uint256 slashed = unit.slashedCollateral + gaps * collateral * slashingRate / PRECISION;
        unit.slashedCollateral = uint96(slashed > collateral ? collateral : slashed);
    }

    function _advance(State memory state, ICore.CapacityTerms memory terms, uint256 unitCount) private pure {
        uint256 until = terms.epoch - 1;
        CCStatus status = CCStatus.Active;
        if (until >= state.endEpoch - 1) {
            until = state.endEpoch - 1;
            status = CCStatus.Inactive;
        }
        uint256 active = state.activeUnitCount;
        uint256 required = active * (until - state.snapshotEpoch);
        uint256 fails = required > state.successCount ? required - state.successCount : 0;
        uint256 maxFails = terms.maxFailedRatio * unitCount;
        if (state.totalFailCount + fails >= maxFails) {
            status = CCStatus.Failed;
            _fail(state, maxFails);
        } else {
            state.totalFailCount += fails;
        }
        if (status == CCStatus.Active) {
            state.activeUnitCount = active + state.nextAdditional;
        } else {
            state.released = active + state.nextAdditional;
            state.activeUnitCount = 0;
        }
        state.nextAdditional = 0;
        state.status = status;
        state.snapshotEpoch = until;
        state.successCount = 0;
    }

    /// Finds the epoch in which the failures reached the limit, as if no unit had proved since the snapshot.
    function _fail(State memory state, uint256 maxFails) private pure {
        uint256 rest = maxFails > state.totalFailCount ? maxFails - state.totalFailCount : 0;
        state.totalFailCount = maxFails;
        uint256 active = state.activeUnitCount;
        if (active >= rest) {
            state.failedEpoch = state.snapshotEpoch + 1;
            state.remainingFailedUnits = active == 0 ? 0 : rest % active;
            return;
        }
        uint256 later = active + state.nextAdditional;
        rest -= active;
        state.failedEpoch = state.snapshotEpoch + 1 + (rest + later - 1) / later;
        state.remainingFailedUnits = rest % later;
    }
}
