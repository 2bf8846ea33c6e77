// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {AccessType, CIDV1, DealStatus} from "./Types.sol";

/// What the market and the factory ask of a deal.
interface IDeal {
    /// A deal as its creator asks for it.
    struct Parameters {
        address core;
        address owner;
        address paymentToken;
        uint256 deposit;
        uint256 minWorkers;
        uint256 targetWorkers;
        uint256 maxWorkersPerProvider;
        uint256 pricePerWorkerEpoch;
        uint256 protocolVersion;
        AccessType accessType;
        CIDV1 appCID;
        CIDV1[] effectors;
        address[] accessList;
    }

    /// All that matching compares with offers.
    struct MatchTerms {
        address owner;
        DealStatus status;
        address paymentToken;
        uint256 pricePerWorkerEpoch;
        uint256 protocolVersion;
        uint256 unitCount;
        uint256 minWorkers;
        uint256 targetWorkers;
        uint256 maxWorkersPerProvider;
        uint256 creationBlock;
        AccessType accessType;
        CIDV1 appCID;
        CIDV1[] effectors;
    }

    function owner() external view returns (address);
    function pricePerWorkerEpoch() external view returns (uint256);
    function matchTerms() external view returns (MatchTerms memory);
    /// Whether the provider may serve this deal, and how many units it has in it.
    function providerTerms(address provider) external view returns (bool allowed, uint256 unitCount);
    function isComputePeerExist(bytes32 peerId) external view returns (bool);
    /// Sets up a deal whose deposit the caller transfers in the same transaction.
    function initializeFunded(Parameters calldata parameters) external;
    function addComputeUnit(address computeProvider, bytes32 unitId, bytes32 peerId) external;
    function removeComputeUnit(bytes32 unitId) external;
    /// Fixes the price before billing begins; market only.
    function settlePrice(uint256 pricePerWorkerEpoch) external;
}
