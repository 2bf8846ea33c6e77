// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {NoFreeSlots, PeerAlreadyInDeal, ProviderLimitReached, UnitDoesNotExist} from "../interfaces/Errors.sol";
import {DealConfig} from "./DealConfig.sol";
import {DealStorage} from "./DealStorage.sol";

/// The units in a deal. A unit whose worker is known is a worker.
abstract contract Workers is DealConfig {
    struct ComputeUnit {
        bytes32 id;
        bytes32 workerId;
        bytes32 peerId;
        address provider;
        uint256 joinedEpoch;
    }

    event ComputeUnitJoined(bytes32 indexed peerId, bytes32 unitId);
    event ComputeUnitRemoved(bytes32 indexed peerId, bytes32 unitId);
    event WorkerIdUpdated(bytes32 computeUnitId, bytes32 workerId);

    function getComputeUnit(bytes32 id) external view returns (ComputeUnit memory) {
        return _view(id, _unitOf(id));
    }

    function getComputeUnits() external view returns (ComputeUnit[] memory list) {
        DealStorage.Layout storage s = DealStorage.layout();
        list = new ComputeUnit[](s.unitCount);
        for (uint256 i = 0; i < list.length; ++i) {
            bytes32 id = s.unitOfPeer[s.peers[i]];
            list[i] = _view(id, s.units[id]);
        }
    }

    function getComputeUnitCount() external view returns (uint256) {
        return DealStorage.layout().unitCount;
    }

    function getComputeUnitCount(address provider) external view returns (uint256) {
        return DealStorage.layout().unitsOfProvider[provider];
    }

    function getWorkerCount() external view returns (uint256) {
        return DealStorage.layout().workerCount;
    }

    function isComputePeerExist(bytes32 peerId) external view returns (bool) {
        return DealStorage.layout().unitOfPeer[peerId] != 0;
    }

    function providerTerms(address provider) external view returns (bool allowed, uint256 unitCount) {
        return (isProviderAllowed(provider), DealStorage.layout().unitsOfProvider[provider]);
    }

    function _join(address provider, bytes32 unitId, bytes32 peerId, uint256 epoch) internal {
        DealStorage.Layout storage s = DealStorage.layout();
        uint256 count = s.unitCount;
        if (count >= s.targetWorkers) revert NoFreeSlots(address(this), s.targetWorkers);
        if (s.unitOfPeer[peerId] != 0) revert PeerAlreadyInDeal(address(this), peerId);
        uint256 ofProvider = s.unitsOfProvider[provider];
        if (ofProvider >= s.maxWorkersPerProvider) revert ProviderLimitReached(address(this), provider, s.maxWorkersPerProvider);
        unchecked {
            s.unitsOfProvider[provider] = ofProvider + 1;
            s.unitCount = uint32(count + 1);
        }
        s.peers[count] = peerId;
        s.unitOfPeer[peerId] = unitId;
        s.units[unitId] = DealStorage.Unit(provider, uint32(epoch), uint32(count), 0);
        emit ComputeUnitJoined(peerId, unitId);
    }

    /// Takes the unit out; the last one of the list takes its place there.
    function _leave(bytes32 unitId, address provider, uint256 position) internal {
        DealStorage.Layout storage s = DealStorage.layout();
        bytes32 peerId = s.peers[position];
        uint256 last = s.unitCount - 1;
        s.unitCount = uint32(last);
        s.unitsOfProvider[provider] -= 1;
        if (position != last) {
            bytes32 moved = s.peers[last];
            s.peers[position] = moved;
            s.units[s.unitOfPeer[moved]].position = uint32(position);
        }
        delete s.peers[last];
        delete s.unitOfPeer[peerId];
        delete s.units[unitId];
        delete s.workers[unitId];
        emit ComputeUnitRemoved(peerId, unitId);
    }

    function _unitOf(bytes32 id) internal view returns (DealStorage.Unit storage unit) {
        unit = DealStorage.layout().units[id];
        if (unit.provider == address(0)) revert UnitDoesNotExist(id);
    }

    function _view(bytes32 id, DealStorage.Unit storage unit) private view returns (ComputeUnit memory) {
        DealStorage.Layout storage s = DealStorage.layout();
        return ComputeUnit(id, s.workers[id], s.peers[unit.position], unit.provider, unit.joinedEpoch);
    }
}
