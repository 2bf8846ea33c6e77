// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {CCStatus} from "./Types.sol";

/// What the market asks of Capacity.
interface ICapacity {
    function getStatus(bytes32 commitmentId) external view returns (CCStatus);
    /// The first epoch of a commitment, 0 before its collateral is deposited.
    function startEpochOf(bytes32 commitmentId) external view returns (uint256);
    function onUnitMovedToDeal(bytes32 commitmentId, bytes32 unitId) external;
    function onUnitReturnedFromDeal(bytes32 commitmentId, bytes32 unitId) external;
}
