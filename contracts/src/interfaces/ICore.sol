// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// What the modules ask of Core. Each of the `…Terms` views answers a module's whole question at once, because a call costs more than what
/// it reads.
interface ICore {
    /// What the market needs to match a deal.
    struct MarketTerms {
        uint256 epoch;
        uint256 minDealRematchingEpochs;
        address capacity;
        address dealFactory;
    }

    /// What Capacity needs to bring a commitment and its units up to date.
    struct CapacityTerms {
        uint256 epoch;
        address market;
        uint256 maxFailedRatio;
        uint256 slashingRate;
        uint256 withdrawEpochsAfterFailed;
        uint256 minProofsPerEpoch;
        uint256 maxProofsPerEpoch;
        uint256 vestingPeriodDuration;
        uint256 vestingPeriodCount;
    }

    function owner() external view returns (address);
    function market() external view returns (address);
    function capacity() external view returns (address);
    function dealImpl() external view returns (address);
    function currentEpoch() external view returns (uint256);
    function minProtocolVersion() external view returns (uint256);
    function maxProtocolVersion() external view returns (uint256);
    function getRewardPool(uint256 epoch) external view returns (uint256);

    function marketTerms() external view returns (MarketTerms memory);
    function capacityTerms() external view returns (CapacityTerms memory);
    /// The epoch and the number of epochs that a deal has to be paid ahead.
    function dealTerms() external view returns (uint256 epoch, uint256 minDepositedEpochs);
    /// What a proof is checked with.
    function proofTerms() external view returns (address randomXProxy, bytes32 difficulty);
    /// Whether the provider may commit capacity, for how long at least, and what collateral in wei a unit needs.
    function commitmentTerms(address provider)
        external
        view
        returns (bool approved, uint256 minDuration, uint256 collateralPerUnit, address market);

    /// Adds to the number of units that prove; Capacity only.
    function addActiveUnits(uint256 count) external;
    /// Takes from the number of units that prove; Capacity only.
    function removeActiveUnits(uint256 count) external;
}
