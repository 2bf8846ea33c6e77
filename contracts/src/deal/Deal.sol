// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {
    BalanceTooSmall, BillingHasBegun, DealIsEnded, NothingOwed, NotProviderOrPeerOwner, TooEarlyToWithdraw, WorkerIdIsZero
} from "../interfaces/Errors.sol";
import {IDeal} from "../interfaces/IDeal.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {AccessType, CIDV1, DealStatus} from "../interfaces/Types.sol";
import {Multicall} from "../utils/Multicall.sol";
import {Narrow} from "../utils/Narrow.sol";
import {Tokens} from "../utils/Tokens.sol";
import {Billing} from "./Billing.sol";
import {DealStorage} from "./DealStorage.sol";
import {Workers} from "./Workers.sol";

/// An agreement between its owner, who pays ahead, and the providers whose units serve the application.
contract Deal is Multicall, Workers {
    using Billing for DealStorage.Layout;
    using Billing for Billing.Ledger;
    using Tokens for address;

    event Deposited(uint256 amount);
    event Withdrawn(uint256 amount);
    event RewardWithdrawn(bytes32 computeUnitId, uint256 reward);
    /// A token refused the reward of a unit that left; it stays here for its provider (claimOwed).
    event RewardOwed(bytes32 computeUnitId, address provider, uint256 reward);
    event MaxPaidEpochUpdated(uint256 maxPaidEpoch);
    event DealEnded(uint256 endedEpoch);

    constructor() {
        // Nobody may set up the implementation.
        DealStorage.layout().core = address(this);
        emit Initialized(type(uint8).max);
    }

    function initialize(
        address core_,
        CIDV1 calldata appCID_,
        address paymentToken_,
        uint256 minWorkers_,
        uint256 targetWorkers_,
        uint256 maxWorkersPerProvider_,
        uint256 pricePerWorkerEpoch_,
        CIDV1[] calldata effectors_,
        AccessType providersAccessType_,
        address[] calldata providersAccessList_,
        uint256 protocolVersion_
    ) external {
        _setUp(
            IDeal.Parameters({
                core: core_,
                owner: msg.sender,
                paymentToken: paymentToken_,
                deposit: 0,
                minWorkers: minWorkers_,
                targetWorkers: targetWorkers_,
                maxWorkersPerProvider: maxWorkersPerProvider_,
                pricePerWorkerEpoch: pricePerWorkerEpoch_,
                protocolVersion: protocolVersion_,
                accessType: providersAccessType_,
                appCID: appCID_,
                effectors: effectors_,
                accessList: providersAccessList_
            })
        );
    }

    /// Like initialize, by the factory, which transfers the deposit in the same transaction.
    function initializeFunded(IDeal.Parameters calldata parameters) external {
        _setUp(parameters);
        DealStorage.layout().totalBalance = Narrow.to128(parameters.deposit, "deposit");
        emit Deposited(parameters.deposit);
    }

    function getStatus() external view returns (DealStatus) {
        DealStorage.Layout storage s = DealStorage.layout();
        return s.status(s.load());
    }

    /// What is not yet owed to workers.
    function getFreeBalance() external view returns (uint256) {
        return DealStorage.layout().load().total;
    }

    function getRewardAmount(bytes32 computeUnitId) external view returns (uint256) {
        return _reward(_unitOf(computeUnitId), DealStorage.layout().load());
    }

    function getMaxPaidEpoch() external view returns (uint256) {
        return DealStorage.layout().maxPaidEpoch;
    }

    /// What claimOwed would pay.
    function owedTo(address provider) external view returns (uint256) {
        return DealStorage.layout().owed[provider];
    }

    function matchTerms() external view returns (IDeal.MatchTerms memory) {
        DealStorage.Layout storage s = DealStorage.layout();
        return IDeal.MatchTerms({
            owner: s.owner,
            status: s.status(s.load()),
            paymentToken: s.paymentToken,
            pricePerWorkerEpoch: s.pricePerWorkerEpoch,
            protocolVersion: s.protocolVersion,
            unitCount: s.unitCount,
            minWorkers: s.minWorkers,
            targetWorkers: s.targetWorkers,
            maxWorkersPerProvider: s.maxWorkersPerProvider,
            creationBlock: s.creationBlock,
            accessType: s.accessType,
            appCID: appCID(),
            effectors: effectors()
        });
    }

    function deposit(uint256 amount) external onlyOwner {
        DealStorage.Layout storage s = DealStorage.layout();
        Billing.Ledger memory ledger = _running(s);
        ledger.total += amount;
        _save(s, ledger, ledger.workers, true);
        emit Deposited(amount);
        s.paymentToken.take(msg.sender, address(this), amount);
        s.close();
    }

    /// Takes out what is not needed for the coming epochs; after the deal ended and some epochs have passed, everything that is left.
    function withdraw(uint256 amount) external onlyOwner {
        DealStorage.Layout storage s = DealStorage.layout();
        Billing.Ledger memory ledger = s.open();
        if (amount > ledger.total) revert BalanceTooSmall(ledger.total, amount);
        ledger.total -= amount;
        uint256 needed = s.minBalance(ledger);
        if (ledger.total < needed) {
            if (ledger.endedEpoch == 0) revert BalanceTooSmall(ledger.total, needed);
            uint256 first = ledger.endedEpoch + ledger.minDepositedEpochs + 1;
            if (ledger.epoch < first) revert TooEarlyToWithdraw(ledger.epoch, first);
        }
        _save(s, ledger, ledger.workers, true);
        emit Withdrawn(amount);
        s.paymentToken.send(msg.sender, amount);
        s.close();
    }

    /// Ends the deal; the current epoch is still paid.
    function stop() external onlyOwner {
        DealStorage.Layout storage s = DealStorage.layout();
        Billing.Ledger memory ledger = _running(s);
        uint256 epoch = ledger.epoch;
        s.save(ledger, ledger.workers, false);
        if (ledger.maxPaidEpoch > epoch) {
            s.maxPaidEpoch = uint64(epoch);
            emit MaxPaidEpochUpdated(epoch);
        }
        s.endedEpoch = uint32(epoch);
        emit DealEnded(epoch);
    }

    /// Names the worker that runs the application on a unit; from its first one on the unit is paid.
    function setWorker(bytes32 computeUnitId, bytes32 workerId) external {
        DealStorage.Layout storage s = DealStorage.layout();
        Billing.Ledger memory ledger = _running(s);
        if (workerId == 0) revert WorkerIdIsZero();
        DealStorage.Unit storage unit = _unitOf(computeUnitId);
        _checkProviderOrPeerOwner(computeUnitId, unit);
        s.workers[computeUnitId] = workerId;
        emit WorkerIdUpdated(computeUnitId, workerId);
        if (unit.paidMark != 0) return;
        unit.paidMark = uint32(ledger.paidEpochs() + 1);
        _save(s, ledger, ledger.workers + 1, false);
    }

    /// Pays a unit's provider for the epochs since it was last paid.
    function withdrawRewards(bytes32 computeUnitId) external {
        DealStorage.Layout storage s = DealStorage.layout();
        Billing.Ledger memory ledger = s.open();
        DealStorage.Unit storage unit = _unitOf(computeUnitId);
        _checkProviderOrPeerOwner(computeUnitId, unit);
        uint256 reward = _reward(unit, ledger);
        _save(s, ledger, ledger.workers, reward != 0, reward);
        if (reward == 0) return;
        unit.paidMark = uint32(ledger.paidEpochs() + 1);
        emit RewardWithdrawn(computeUnitId, reward);
        s.paymentToken.send(unit.provider, reward);
        s.close();
    }

    /// Pays what a token refused when a unit left.
    function claimOwed(address provider) external {
        DealStorage.Layout storage s = DealStorage.layout();
        Billing.Ledger memory ledger = s.open();
        uint256 amount = s.owed[provider];
        if (amount == 0) revert NothingOwed(provider);
        s.owed[provider] = 0;
        _save(s, ledger, ledger.workers, true, amount);
        s.paymentToken.send(provider, amount);
        s.close();
    }

    function addComputeUnit(address computeProvider, bytes32 computeUnitId, bytes32 peerId) external onlyMarket {
        DealStorage.Layout storage s = DealStorage.layout();
        Billing.Ledger memory ledger = _running(s);
        _join(computeProvider, computeUnitId, peerId, ledger.epoch);
    }

    /// Takes a unit out and pays its provider. It always can leave: what the token does not transfer is kept for the provider.
    function removeComputeUnit(bytes32 computeUnitId) external onlyMarket {
        DealStorage.Layout storage s = DealStorage.layout();
        Billing.Ledger memory ledger = s.open();
        DealStorage.Unit memory unit = _unitOf(computeUnitId);
        uint256 reward = _reward(unit, ledger);
        _leave(computeUnitId, unit.provider, unit.position);
        _save(s, ledger, unit.paidMark == 0 ? ledger.workers : ledger.workers - 1, reward != 0, reward);
        if (reward == 0) return;
        if (s.paymentToken.trySend(unit.provider, reward)) {
            emit RewardWithdrawn(computeUnitId, reward);
        } else {
            s.owed[unit.provider] += reward;
            s.lockedBalance += uint128(reward);
            emit RewardOwed(computeUnitId, unit.provider, reward);
        }
        s.close();
    }

    /// Fixes the price at which the deal was picked up, which is not above the one it was made with.
    function settlePrice(uint256 pricePerWorkerEpoch_) external onlyMarket {
        DealStorage.Layout storage s = DealStorage.layout();
        if (pricePerWorkerEpoch_ > s.pricePerWorkerEpoch || s.maxPaidEpoch != 0) revert BillingHasBegun();
        s.pricePerWorkerEpoch = uint128(pricePerWorkerEpoch_);
    }

    function _setUp(IDeal.Parameters memory parameters) private {
        _initializeConfig(parameters);
        DealStorage.layout().lastCommittedEpoch = uint32(_core().currentEpoch() - 1);
    }

    function _running(DealStorage.Layout storage s) private view returns (Billing.Ledger memory ledger) {
        ledger = s.open();
        if (ledger.endedEpoch != 0) revert DealIsEnded(ledger.endedEpoch);
    }

    function _save(DealStorage.Layout storage s, Billing.Ledger memory ledger, uint256 workers, bool entered, uint256 paidOut) private {
        ledger.locked -= paidOut;
        _save(s, ledger, workers, entered);
    }

    function _save(DealStorage.Layout storage s, Billing.Ledger memory ledger, uint256 workers, bool entered) private {
        if (s.save(ledger, workers, entered)) emit MaxPaidEpochUpdated(ledger.maxPaidEpoch);
    }

    function _reward(DealStorage.Unit memory unit, Billing.Ledger memory ledger) private pure returns (uint256) {
        if (unit.paidMark == 0) return 0;
        return (ledger.paidEpochs() + 1 - unit.paidMark) * ledger.price;
    }

    function _checkProviderOrPeerOwner(bytes32 unitId, DealStorage.Unit storage unit) private view {
        if (msg.sender == unit.provider) return;
        (, address peerOwner,,) = IMarket(_core().market()).peerTerms(DealStorage.layout().peers[unit.position]);
        if (msg.sender != peerOwner) revert NotProviderOrPeerOwner(unitId, msg.sender);
    }
}
