// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// What the other contracts ask of the market.
interface IMarket {
    /// A unit with what Capacity has to know of its peer.
    struct UnitTerms {
        bytes32 peerId;
        address deal;
        address peerOwner;
        bytes32 commitmentId;
        uint256 unitCount;
    }

    function unitTerms(bytes32 unitId) external view returns (UnitTerms memory);
    function peerTerms(bytes32 peerId) external view returns (address provider, address peerOwner, bytes32 commitmentId, uint256 unitCount);
    /// The units of a peer, and how many of them work in a deal.
    function committedUnits(bytes32 peerId) external view returns (bytes32[] memory unitIds, uint256 inDeals);
    function setCommitmentId(bytes32 peerId, bytes32 commitmentId) external;
    function setStartEpoch(bytes32 unitId, uint256 startEpoch) external;
    function returnComputeUnitFromDeal(bytes32 unitId) external;
}
