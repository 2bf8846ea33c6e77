// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {
    CapacityCommitmentIsActive, CapacityCommitmentIsNotActive, CommitmentNotWaitingForDelegation, DurationTooShort, NotApproved,
    NotCommitmentProvider, NotDelegator, NothingToWithdraw, NotPeerProvider, NotProviderOrDelegator, OnlyMarket, PeerHasCommitment,
    RewardBalanceTooSmall, RewardRateOutOfRange, TooEarlyToFinish, UnitAlreadyExited, UnitNotInCommitment, UnitsNotExited, WrongCollateral
} from "../interfaces/Errors.sol";
import {ICore} from "../interfaces/ICore.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {CCStatus, PRECISION} from "../interfaces/Types.sol";
import {Module} from "../utils/Module.sol";
import {Multicall} from "../utils/Multicall.sol";
import {Narrow} from "../utils/Narrow.sol";
import {CapacityStorage} from "./CapacityStorage.sol";
import {Payments} from "./Payments.sol";
import {Proofs} from "./Proofs.sol";
import {Snapshot} from "./Snapshot.sol";
import {Vesting} from "./Vesting.sol";

/// Capacity commitments: a provider promises that a peer's units prove their capacity in every epoch, and a delegator answers for it with collateral.
contract Capacity is Multicall, Payments, Proofs {
    using Snapshot for CapacityStorage.Commitment;
    using Vesting for CapacityStorage.Commitment;

    event CommitmentCreated(
        bytes32 indexed peerId,
        bytes32 commitmentId,
        uint256 duration,
        address delegator,
        uint256 rewardDelegationRate,
        uint256 fltCollateralPerUnit
    );
    event CommitmentRemoved(bytes32 indexed commitmentId);
    event CommitmentFinished(bytes32 indexed commitmentId);
    event CommitmentActivated(
        bytes32 indexed peerId, bytes32 indexed commitmentId, uint256 startEpoch, uint256 endEpoch, bytes32[] unitIds
    );
    event CollateralDeposited(bytes32 indexed commitmentId, uint256 totalCollateral);
    event RewardWithdrawn(bytes32 indexed commitmentId, uint256 amount);
    event UnitActivated(bytes32 indexed commitmentId, bytes32 indexed unitId, uint256 startEpoch);
    event UnitDeactivated(bytes32 indexed commitmentId, bytes32 indexed unitId);

    /// Declared for clients of the original, whose conversions reverted with it; nothing here does.
    error BytesLengthMismatch(uint256 expected, uint256 actual);

    constructor(ICore core_) Module(core_) {}

    /// Fills the balance from which rewards are paid.
    receive() external payable {
        CapacityStorage.Layout storage s = CapacityStorage.layout();
        s.rewardBalance = Narrow.to128(s.rewardBalance + msg.value, "rewardBalance");
    }

    function initialize(bytes32 initGlobalNonce_) external initializer {
        _initializeNonce(initGlobalNonce_);
    }

    function createCommitment(bytes32 peerId, uint256 duration, address delegator, uint256 rewardDelegationRate)
        external
        returns (bytes32 commitmentId)
    {
        (bool approved, uint256 minDuration, uint256 collateralPerUnit, address market) = core.commitmentTerms(msg.sender);
        if (!approved) revert NotApproved(msg.sender);
        (address provider,, bytes32 previous,) = IMarket(market).peerTerms(peerId);
        if (previous != 0) revert PeerHasCommitment(peerId, previous);
        if (provider != msg.sender) revert NotPeerProvider(peerId, msg.sender);
        if (duration < minDuration) revert DurationTooShort(duration, minDuration);
        if (rewardDelegationRate == 0 || rewardDelegationRate > PRECISION) revert RewardRateOutOfRange(rewardDelegationRate, PRECISION);

        commitmentId = keccak256(abi.encodePacked(block.number, peerId, duration, delegator, rewardDelegationRate));
        CapacityStorage.Commitment storage cc = CapacityStorage.layout().commitments[commitmentId];
        cc.peerId = peerId;
        cc.delegator = delegator;
        cc.duration = Narrow.to32(duration, "duration");
        cc.rewardDelegatorRate = uint24(rewardDelegationRate);
        cc.status = CCStatus.WaitDelegation;
        cc.provider = provider;
        cc.collateralPerUnit = Narrow.to96(collateralPerUnit, "collateralPerUnit");
        IMarket(market).setCommitmentId(peerId, commitmentId);
        emit CommitmentCreated(peerId, commitmentId, duration, delegator, rewardDelegationRate, collateralPerUnit);
    }

    /// Takes back a commitment whose collateral nobody has deposited.
    function removeCommitment(bytes32 commitmentId) external {
        CapacityStorage.Commitment storage cc = CapacityStorage.commitment(commitmentId);
        if (cc.provider != msg.sender) revert NotCommitmentProvider(commitmentId, msg.sender);
        if (cc.status != CCStatus.WaitDelegation) revert CommitmentNotWaitingForDelegation(commitmentId, getStatus(commitmentId));
        IMarket(core.market()).setCommitmentId(cc.peerId, 0);
        delete CapacityStorage.layout().commitments[commitmentId];
        emit CommitmentRemoved(commitmentId);
    }

    /// Deposits exactly the collateral of the given commitments; they start with the next epoch.
    function depositCollateral(bytes32[] calldata commitmentIds) external payable {
        ICore.CapacityTerms memory terms = core.capacityTerms();
        uint256 needed;
        uint256 proving;
        for (uint256 i = 0; i < commitmentIds.length; ++i) {
            (uint256 collateral, uint256 units) = _activate(commitmentIds[i], terms);
            needed += collateral;
            proving += units;
        }
        if (needed != msg.value) revert WrongCollateral(msg.value, needed);
        if (proving != 0) core.addActiveUnits(proving);
    }

    /// Settles units of a commitment that is over or has failed; those that work in a deal leave it.
    function removeCUFromCC(bytes32 commitmentId, bytes32[] calldata unitIds) external {
        CapacityStorage.Commitment storage cc = CapacityStorage.commitment(commitmentId);
        if (cc.provider != msg.sender) revert NotCommitmentProvider(commitmentId, msg.sender);
        ICore.CapacityTerms memory terms = core.capacityTerms();
        Snapshot.State memory state = _update(commitmentId, cc, terms, _unitCount(cc, terms));
        if (state.status != CCStatus.Inactive && state.status != CCStatus.Failed) revert CapacityCommitmentIsActive(state.status);
        for (uint256 i = 0; i < unitIds.length; ++i) {
            _exit(commitmentId, cc, unitIds[i], state, terms);
        }
        _emitStats(commitmentId, state, cc.exitedUnitCount, terms.epoch);
    }

    /// Gives back the collateral that is left, when all units are settled.
    function finishCommitment(bytes32 commitmentId) external paying {
        CapacityStorage.Commitment storage cc = CapacityStorage.commitment(commitmentId);
        CCStatus status = cc.status;
        if (status != CCStatus.Inactive && status != CCStatus.Failed) revert CapacityCommitmentIsActive(status);
        ICore.CapacityTerms memory terms = core.capacityTerms();
        if (status == CCStatus.Failed) {
            uint256 first = cc.failedEpoch + terms.withdrawEpochsAfterFailed;
            if (terms.epoch < first) revert TooEarlyToFinish(commitmentId, terms.epoch, first);
        }
        uint256 unitCount = _unitCount(cc, terms);
        if (cc.exitedUnitCount != unitCount) revert UnitsNotExited(commitmentId, cc.exitedUnitCount, unitCount);
        cc.status = CCStatus.Removed;
        IMarket(terms.market).setCommitmentId(cc.peerId, 0);
        emit CommitmentFinished(commitmentId);
        uint256 slashed = cc.totalSlashedCollateral;
        _pay(cc.delegator, cc.collateralPerUnit * unitCount - slashed);
        if (slashed != 0) _pay(core.owner(), slashed);
    }

    /// Pays the unlocked rewards to the provider and the delegator, at the call of either.
    function withdrawReward(bytes32 commitmentId) external paying {
        CapacityStorage.Commitment storage cc = CapacityStorage.commitment(commitmentId);
        address provider = cc.provider;
        address delegator = cc.delegator;
        if (provider != msg.sender && delegator != msg.sender) revert NotProviderOrDelegator(commitmentId, msg.sender);
        ICore.CapacityTerms memory terms = core.capacityTerms();
        Snapshot.State memory state = _update(commitmentId, cc, terms, _unitCount(cc, terms));
        uint256 until = state.failedEpoch != 0 ? state.failedEpoch : terms.epoch;
        (uint256 ever, uint256 amount) = cc.withdraw(until, terms.vestingPeriodDuration, terms.vestingPeriodCount);
        if (ever == 0) revert NothingToWithdraw(commitmentId);
        _emitStats(commitmentId, state, cc.exitedUnitCount, until);
        emit RewardWithdrawn(commitmentId, amount);

        CapacityStorage.Layout storage s = CapacityStorage.layout();
        if (amount > s.rewardBalance) revert RewardBalanceTooSmall(s.rewardBalance, amount);
        s.rewardBalance -= uint128(amount);
        uint256 delegated = amount * cc.rewardDelegatorRate / PRECISION;
        _pay(delegator, delegated);
        _pay(provider, amount - delegated);
    }

    /// The market's word that a unit begins to work in a deal.
    function onUnitMovedToDeal(bytes32 commitmentId, bytes32 unitId) external {
        (CapacityStorage.Commitment storage cc, ICore.CapacityTerms memory terms, Snapshot.State memory state) = _byMarket(commitmentId);
        if (state.status != CCStatus.Active) revert CapacityCommitmentIsNotActive(state.status);
        CapacityStorage.Unit memory unit = cc.units[unitId];
        if (cc.settleUnit(unit, state, core, terms)) cc.units[unitId] = unit;
        // A unit that came back in this epoch is not counted among those that prove yet.
        if (unit.snapshotEpoch == terms.epoch) --state.nextAdditional;
        else --state.activeUnitCount;
        _save(commitmentId, cc, state);
        core.removeActiveUnits(1);
        _emitStats(commitmentId, state, 0, terms.epoch);
        emit UnitDeactivated(commitmentId, unitId);
    }

    /// The market's word that a unit has left a deal; it proves from the next epoch on.
    function onUnitReturnedFromDeal(bytes32 commitmentId, bytes32 unitId) external {
        (CapacityStorage.Commitment storage cc, ICore.CapacityTerms memory terms, Snapshot.State memory state) = _byMarket(commitmentId);
        bool proves = state.status == CCStatus.Active || state.status == CCStatus.WaitStart;
        if (proves) ++state.nextAdditional;
        _save(commitmentId, cc, state);
        if (state.status == CCStatus.WaitDelegation) return;
        cc.units[unitId].snapshotEpoch = uint32(terms.epoch);
        emit UnitActivated(commitmentId, unitId, terms.epoch + 1);
        if (!proves) return;
        core.addActiveUnits(1);
        IMarket(terms.market).setStartEpoch(unitId, terms.epoch + 1);
        _emitStats(commitmentId, state, 0, terms.epoch);
    }

    function _byMarket(bytes32 commitmentId)
        private
        view
        returns (CapacityStorage.Commitment storage cc, ICore.CapacityTerms memory terms, Snapshot.State memory state)
    {
        terms = core.capacityTerms();
        if (msg.sender != terms.market) revert OnlyMarket(msg.sender);
        cc = CapacityStorage.commitment(commitmentId);
        state = cc.take(terms, _unitCount(cc, terms));
    }

    function _activate(bytes32 commitmentId, ICore.CapacityTerms memory terms) private returns (uint256 collateral, uint256 proving) {
        CapacityStorage.Commitment storage cc = CapacityStorage.commitment(commitmentId);
        if (cc.status != CCStatus.WaitDelegation) revert CommitmentNotWaitingForDelegation(commitmentId, getStatus(commitmentId));
        address delegator = cc.delegator;
        if (delegator == address(0)) cc.delegator = msg.sender;
        else if (delegator != msg.sender) revert NotDelegator(commitmentId, msg.sender);
        bytes32 peerId = cc.peerId;
        (bytes32[] memory unitIds, uint256 inDeals) = IMarket(terms.market).committedUnits(peerId);
        // A unit that already works in a deal, which named its provider, proves when it comes back.
        proving = unitIds.length - inDeals;
        collateral = unitIds.length * cc.collateralPerUnit;
        uint256 start = terms.epoch + 1;
        cc.startEpoch = uint32(start);
        cc.status = CCStatus.Active;
        cc.snapshotEpoch = uint32(terms.epoch);
        cc.activeUnitCount = uint32(proving);
        emit CollateralDeposited(commitmentId, collateral);
        emit CommitmentActivated(peerId, commitmentId, start, start + cc.duration, unitIds);
    }

    function _exit(
        bytes32 commitmentId,
        CapacityStorage.Commitment storage cc,
        bytes32 unitId,
        Snapshot.State memory state,
        ICore.CapacityTerms memory terms
    ) private {
        IMarket.UnitTerms memory of_ = IMarket(terms.market).unitTerms(unitId);
        if (of_.commitmentId != commitmentId) revert UnitNotInCommitment(unitId, commitmentId);
        if (of_.deal != address(0)) IMarket(terms.market).returnComputeUnitFromDeal(unitId);
        CapacityStorage.Unit memory unit = cc.units[unitId];
        if (unit.isExited) revert UnitAlreadyExited(unitId);
        cc.settleUnit(unit, state, core, terms);
        unit.isExited = true;
        cc.units[unitId] = unit;
        cc.exitedUnitCount += 1;
        cc.totalSlashedCollateral += unit.slashedCollateral;
    }
}
