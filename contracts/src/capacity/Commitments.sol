// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ICore} from "../interfaces/ICore.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {CCStatus} from "../interfaces/Types.sol";
import {Module} from "../utils/Module.sol";
import {CapacityStorage} from "./CapacityStorage.sol";
import {Snapshot} from "./Snapshot.sol";
import {Vesting} from "./Vesting.sol";

/// What can be asked of commitments, and what all calls that change them share.
abstract contract Commitments is Module {
    using Snapshot for CapacityStorage.Commitment;
    using Snapshot for Snapshot.State;
    using Vesting for CapacityStorage.Commitment;

    struct CommitmentView {
        CCStatus status;
        bytes32 peerId;
        uint256 collateralPerUnit;
        uint256 unitCount;
        uint256 startEpoch;
        uint256 endEpoch;
        uint256 rewardDelegatorRate;
        address delegator;
        uint256 totalFailCount;
        uint256 failedEpoch;
        uint256 exitedUnitCount;
    }

    event CommitmentFailed(bytes32 indexed commitmentId, uint256 failedEpoch);
    event CommitmentStatsUpdated(
        bytes32 commitmentId,
        uint256 totalFailCount,
        uint256 exitedUnitCount,
        uint256 activeUnitCount,
        uint256 nextAdditionalActiveUnitCount,
        uint256 changedEpoch
    );

    function getStatus(bytes32 commitmentId) public view returns (CCStatus) {
        CapacityStorage.Commitment storage cc = CapacityStorage.commitment(commitmentId);
        ICore.CapacityTerms memory terms = core.capacityTerms();
        return cc.take(terms, _unitCount(cc, terms)).status;
    }

    function getCommitment(bytes32 commitmentId) external view returns (CommitmentView memory) {
        CapacityStorage.Commitment storage cc = CapacityStorage.commitment(commitmentId);
        ICore.CapacityTerms memory terms = core.capacityTerms();
        uint256 unitCount = _unitCount(cc, terms);
        Snapshot.State memory state = cc.take(terms, unitCount);
        return CommitmentView({
            status: state.status,
            peerId: cc.peerId,
            collateralPerUnit: cc.collateralPerUnit,
            unitCount: unitCount,
            startEpoch: state.startEpoch,
            endEpoch: state.endEpoch,
            rewardDelegatorRate: cc.rewardDelegatorRate,
            delegator: cc.delegator,
            totalFailCount: state.totalFailCount,
            failedEpoch: state.failedEpoch,
            exitedUnitCount: cc.exitedUnitCount
        });
    }

    function startEpochOf(bytes32 commitmentId) external view returns (uint256) {
        return CapacityStorage.commitment(commitmentId).startEpoch;
    }

    /// The rewards that are not withdrawn, unlocked or not.
    function totalRewards(bytes32 commitmentId) external view returns (uint256) {
        return CapacityStorage.layout().commitments[commitmentId].total(core.capacityTerms().vestingPeriodCount);
    }

    /// The rewards that can be withdrawn now.
    function unlockedRewards(bytes32 commitmentId) external view returns (uint256) {
        CapacityStorage.Commitment storage cc = CapacityStorage.commitment(commitmentId);
        ICore.CapacityTerms memory terms = core.capacityTerms();
        Snapshot.State memory state = cc.take(terms, _unitCount(cc, terms));
        uint256 until = state.failedEpoch != 0 ? state.failedEpoch : terms.epoch;
        return cc.unlocked(until, terms.vestingPeriodDuration, terms.vestingPeriodCount) - cc.withdrawnReward;
    }

    /// Brings a commitment up to date and keeps it; units that stop proving with it are taken from Core's count.
    function _update(bytes32 commitmentId, CapacityStorage.Commitment storage cc, ICore.CapacityTerms memory terms, uint256 unitCount)
        internal
        returns (Snapshot.State memory state)
    {
        state = cc.take(terms, unitCount);
        _save(commitmentId, cc, state);
    }

    function _save(bytes32 commitmentId, CapacityStorage.Commitment storage cc, Snapshot.State memory state) internal {
        cc.save(state);
        if (!state.hasEnded()) return;
        if (state.status == CCStatus.Failed) emit CommitmentFailed(commitmentId, state.failedEpoch);
        core.removeActiveUnits(state.released);
    }

    function _emitStats(bytes32 commitmentId, Snapshot.State memory state, uint256 exited, uint256 epoch) internal {
        emit CommitmentStatsUpdated(commitmentId, state.totalFailCount, exited, state.activeUnitCount, state.nextAdditional, epoch - 1);
    }

    function _unitCount(CapacityStorage.Commitment storage cc, ICore.CapacityTerms memory terms) internal view returns (uint256 unitCount) {
        bytes32 peerId = cc.peerId;
        if (cc.status == CCStatus.Removed) return 0;
        (,,, unitCount) = IMarket(terms.market).peerTerms(peerId);
    }
}
