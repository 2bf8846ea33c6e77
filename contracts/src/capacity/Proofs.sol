// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {
    CapacityCommitmentIsNotActive, CommitmentNotStarted, LengthMismatch, NotPeerOwner, PeerHasNoCommitment, ProofAboveDifficulty,
    ProofAlreadySubmitted, ProofNotValid, TooManyProofs, UnitInDeal, UnitNotProving
} from "../interfaces/Errors.sol";
import {ICore} from "../interfaces/ICore.sol";
import {IMarket} from "../interfaces/IMarket.sol";
import {IRandomXProxy} from "../interfaces/IRandomXProxy.sol";
import {CCStatus} from "../interfaces/Types.sol";
import {CapacityStorage} from "./CapacityStorage.sol";
import {Commitments} from "./Commitments.sol";
import {Snapshot} from "./Snapshot.sol";

/// Proofs that a unit's core was busy, and the nonce that they are bound to.
abstract contract Proofs is Commitments {
    using Snapshot for CapacityStorage.Commitment;

    event ProofSubmitted(bytes32 indexed commitmentId, bytes32 indexed unitId, bytes32 localUnitNonce);

    /// The nonce of the current epoch. Every epoch has another, whether or not anybody proves.
    function getGlobalNonce() external view returns (bytes32) {
        CapacityStorage.Layout storage s = CapacityStorage.layout();
        uint256 epoch = core.currentEpoch();
        return epoch == s.nonceEpoch ? s.globalNonce : _nonceOf(s.nonceSeed, epoch);
    }

    function submitProof(bytes32 unitId, bytes32 localUnitNonce, bytes32 resultHash) external {
        (address randomX, bytes32 difficulty) = core.proofTerms();
        _submit(core.capacityTerms(), randomX, difficulty, unitId, localUnitNonce, resultHash);
    }

    /// Several proofs at once; all of them are valid or none is taken.
    function submitProofs(bytes32[] memory unitIds, bytes32[] memory localUnitNonces, bytes32[] memory resultHashes) external {
        if (localUnitNonces.length != unitIds.length) revert LengthMismatch(unitIds.length, localUnitNonces.length);
        if (resultHashes.length != unitIds.length) revert LengthMismatch(unitIds.length, resultHashes.length);
        ICore.CapacityTerms memory terms = core.capacityTerms();
        (address randomX, bytes32 difficulty) = core.proofTerms();
        for (uint256 i = 0; i < unitIds.length; ++i) {
            _submit(terms, randomX, difficulty, unitIds[i], localUnitNonces[i], resultHashes[i]);
        }
    }

    function _initializeNonce(bytes32 nonce) internal {
        CapacityStorage.Layout storage s = CapacityStorage.layout();
        s.globalNonce = nonce;
        s.nonceSeed = nonce;
        s.nonceEpoch = uint32(core.currentEpoch());
    }

    function _submit(
        ICore.CapacityTerms memory terms,
        address randomX,
        bytes32 difficulty,
        bytes32 unitId,
        bytes32 localUnitNonce,
        bytes32 resultHash
    ) private {
        IMarket.UnitTerms memory of_ = IMarket(terms.market).unitTerms(unitId);
        if (of_.peerOwner != msg.sender) revert NotPeerOwner(unitId, msg.sender);
        if (of_.commitmentId == 0) revert PeerHasNoCommitment(of_.peerId);
        CapacityStorage.Commitment storage cc = CapacityStorage.commitment(of_.commitmentId);
        Snapshot.State memory state = cc.take(terms, of_.unitCount);
        if (state.status == CCStatus.WaitDelegation || state.status == CCStatus.WaitStart) {
            revert CommitmentNotStarted(of_.commitmentId, state.startEpoch);
        }
        if (state.status != CCStatus.Active) revert CapacityCommitmentIsNotActive(state.status);
        if (of_.deal != address(0)) revert UnitInDeal(unitId, of_.deal);
        CapacityStorage.Unit memory unit = cc.units[unitId];
        if (unit.snapshotEpoch == terms.epoch) revert UnitNotProving(unitId, terms.epoch + 1);

        cc.settleUnit(unit, state, core, terms);
        if (_count(unit, terms)) ++state.successCount;
        cc.units[unitId] = unit;
        _save(of_.commitmentId, cc, state);
        _check(randomX, difficulty, _globalNonce(terms.epoch), unitId, localUnitNonce, resultHash);
        _emitStats(of_.commitmentId, state, 0, terms.epoch);
        emit ProofSubmitted(of_.commitmentId, unitId, localUnitNonce);
    }

    /// Counts a proof for its unit and for its epoch. Proofs are rewarded once there are enough of a unit; the one that makes them enough
    /// answers true.
    function _count(CapacityStorage.Unit memory unit, ICore.CapacityTerms memory terms) private returns (bool enough) {
        uint256 count = (unit.proofEpoch == terms.epoch ? unit.proofCount : 0) + 1;
        if (count > terms.maxProofsPerEpoch) revert TooManyProofs();
        unit.proofEpoch = uint32(terms.epoch);
        unit.proofCount = uint32(count);
        CapacityStorage.Epoch storage stored = CapacityStorage.layout().epochs[terms.epoch];
        CapacityStorage.Epoch memory epoch = stored;
        // The number that is needed stays the same for the whole epoch.
        uint256 min = epoch.minProofs;
        if (min == 0) {
            min = terms.minProofsPerEpoch;
            epoch.minProofs = uint32(min);
        }
        enough = count == min;
        if (enough) epoch.totalSuccessProofs += uint64(count);
        else if (count > min) epoch.totalSuccessProofs += 1;
        stored.minProofs = epoch.minProofs;
        stored.totalSuccessProofs = epoch.totalSuccessProofs;
    }

    function _check(address randomX, bytes32 difficulty, bytes32 nonce, bytes32 unitId, bytes32 localUnitNonce, bytes32 resultHash)
        private
    {
        bytes32 key = keccak256(abi.encodePacked(nonce, unitId));
        bytes32 proof = keccak256(abi.encodePacked(key, localUnitNonce));
        CapacityStorage.Layout storage s = CapacityStorage.layout();
        if (s.isProofSubmitted[proof]) revert ProofAlreadySubmitted(unitId, localUnitNonce);
        s.isProofSubmitted[proof] = true;
        if (resultHash > difficulty) revert ProofAboveDifficulty(unitId, resultHash, difficulty);
        bytes32 result = IRandomXProxy(randomX).run(key, localUnitNonce);
        if (result != resultHash) revert ProofNotValid(unitId, result, resultHash);
    }

    /// The nonce of the epoch; its first proof also draws the seed of the epochs after it, from a block that nobody has chosen.
    function _globalNonce(uint256 epoch) private returns (bytes32 nonce) {
        CapacityStorage.Layout storage s = CapacityStorage.layout();
        if (s.nonceEpoch == epoch) return s.globalNonce;
        nonce = _nonceOf(s.nonceSeed, epoch);
        s.nonceEpoch = uint32(epoch);
        s.globalNonce = nonce;
        s.nonceSeed = keccak256(abi.encodePacked(nonce, blockhash(block.number - 1)));
    }

    function _nonceOf(bytes32 seed, uint256 epoch) private pure returns (bytes32) {
        return keccak256(abi.encodePacked(seed, epoch));
    }
}
