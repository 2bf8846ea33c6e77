// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ModulesAlreadyInitialized, NotAContract, OnlyCapacity, ValueIsZero, ZeroAddress} from "../interfaces/Errors.sol";
import {ICore} from "../interfaces/ICore.sol";
import {Initializable} from "../proxy/Initializable.sol";
import {UUPSUpgradeable} from "../proxy/UUPSUpgradeable.sol";
import {Narrow} from "../utils/Narrow.sol";
import {CapacityConstants} from "./CapacityConstants.sol";
import {CoreStorage} from "./CoreStorage.sol";
import {RewardPools} from "./RewardPools.sol";

/// The centre of the marketplace: time, constants, and where the other contracts are.
contract Core is Initializable, UUPSUpgradeable, CapacityConstants {
    using CoreStorage for CoreStorage.Layout;
    using RewardPools for CoreStorage.Layout;

    event DealImplSet(address dealImpl);

    constructor() {
        _disableInitializers();
    }

    function initialize(
        uint256 epochDuration_,
        uint256 minDepositedEpochs_,
        uint256 minRematchingEpochs_,
        uint256 minProtocolVersion_,
        uint256 maxProtocolVersion_,
        address dealImpl_,
        bool isWhitelistEnabled_,
        uint256 fltPrice_,
        uint256 usdCollateralPerUnit_,
        uint256 usdTargetRevenuePerEpoch_,
        uint256 minDuration_,
        uint256 minRewardPerEpoch_,
        uint256 maxRewardPerEpoch_,
        uint256 vestingPeriodDuration_,
        uint256 vestingPeriodCount_,
        uint256 slashingRate_,
        uint256 minProofsPerEpoch_,
        uint256 maxProofsPerEpoch_,
        uint256 withdrawEpochsAfterFailed_,
        uint256 maxFailedRatio_,
        bytes32 difficulty_,
        uint256 initRewardPool_,
        address randomXProxy_
    ) external initializer {
        CoreStorage.Layout storage s = CoreStorage.layout();
        _transferOwnership(msg.sender);
        s.initTimestamp = uint64(block.timestamp);
        s.epochDuration = Narrow.to32(_positive(epochDuration_, "epochDuration"), "epochDuration");
        s.minDealDepositedEpochs = Narrow.to32(minDepositedEpochs_, "minDealDepositedEpochs");
        s.minDealRematchingEpochs = Narrow.to32(minRematchingEpochs_, "minDealRematchingEpochs");
        s.minProtocolVersion = Narrow.to32(minProtocolVersion_, "minProtocolVersion");
        s.maxProtocolVersion = Narrow.to32(maxProtocolVersion_, "maxProtocolVersion");
        s.isWhitelistEnabled = isWhitelistEnabled_;
        s.fltPrice = _price(fltPrice_);
        s.usdCollateralPerUnit = Narrow.to64(usdCollateralPerUnit_, "usdCollateralPerUnit");
        s.usdTargetRevenuePerEpoch = Narrow.to64(usdTargetRevenuePerEpoch_, "usdTargetRevenuePerEpoch");
        s.minDuration = Narrow.to32(minDuration_, "minDuration");
        s.minRewardPerEpoch = Narrow.to128(minRewardPerEpoch_, "minRewardPerEpoch");
        s.maxRewardPerEpoch = Narrow.to128(maxRewardPerEpoch_, "maxRewardPerEpoch");
        s.vestingPeriodDuration = Narrow.to32(_positive(vestingPeriodDuration_, "vestingPeriodDuration"), "vestingPeriodDuration");
        s.vestingPeriodCount = Narrow.to32(_positive(vestingPeriodCount_, "vestingPeriodCount"), "vestingPeriodCount");
        s.slashingRate = Narrow.to32(slashingRate_, "slashingRate");
        s.minProofsPerEpoch = Narrow.to32(minProofsPerEpoch_, "minProofsPerEpoch");
        s.maxProofsPerEpoch = Narrow.to32(maxProofsPerEpoch_, "maxProofsPerEpoch");
        s.withdrawEpochsAfterFailed = Narrow.to32(withdrawEpochsAfterFailed_, "withdrawEpochsAfterFailed");
        s.maxFailedRatio = Narrow.to32(maxFailedRatio_, "maxFailedRatio");
        s.difficulty = difficulty_;
        s.nextDifficulty = difficulty_;
        s.randomXProxy = randomXProxy_;
        s.rewardPools.push(CoreStorage.RewardPool(1, Narrow.to128(initRewardPool_, "initRewardPool")));
        s.dealImpl = dealImpl_;
        emit DealImplSet(dealImpl_);
    }

    /// Names the other contracts, once.
    function initializeModules(address capacity_, address market_, address dealFactory_) external onlyOwner {
        CoreStorage.Layout storage s = CoreStorage.layout();
        if (s.capacity != address(0)) revert ModulesAlreadyInitialized();
        if (capacity_ == address(0)) revert ZeroAddress("capacity");
        if (market_ == address(0)) revert ZeroAddress("market");
        if (dealFactory_ == address(0)) revert ZeroAddress("dealFactory");
        s.capacity = capacity_;
        s.market = market_;
        s.dealFactory = dealFactory_;
    }

    function capacity() external view returns (address) {
        return CoreStorage.layout().capacity;
    }

    function market() external view returns (address) {
        return CoreStorage.layout().market;
    }

    function dealFactory() external view returns (address) {
        return CoreStorage.layout().dealFactory;
    }

    function dealImpl() external view returns (address) {
        return CoreStorage.layout().dealImpl;
    }

    /// Upgrades all deals.
    function setDealImpl(address dealImpl_) external onlyOwner {
        if (dealImpl_.code.length == 0) revert NotAContract(dealImpl_);
        CoreStorage.layout().dealImpl = dealImpl_;
        emit DealImplSet(dealImpl_);
    }

    function marketTerms() external view returns (ICore.MarketTerms memory) {
        CoreStorage.Layout storage s = CoreStorage.layout();
        return ICore.MarketTerms(s.epoch(), s.minDealRematchingEpochs, s.capacity, s.dealFactory);
    }

    function dealTerms() external view returns (uint256 epoch, uint256 minDepositedEpochs) {
        CoreStorage.Layout storage s = CoreStorage.layout();
        return (s.epoch(), s.minDealDepositedEpochs);
    }

    function capacityTerms() external view returns (ICore.CapacityTerms memory) {
        CoreStorage.Layout storage s = CoreStorage.layout();
        return ICore.CapacityTerms({
            epoch: s.epoch(),
            market: s.market,
            maxFailedRatio: s.maxFailedRatio,
            slashingRate: s.slashingRate,
            withdrawEpochsAfterFailed: s.withdrawEpochsAfterFailed,
            minProofsPerEpoch: s.minProofsPerEpoch,
            maxProofsPerEpoch: s.maxProofsPerEpoch,
            vestingPeriodDuration: s.vestingPeriodDuration,
            vestingPeriodCount: s.vestingPeriodCount
        });
    }

    function proofTerms() external view returns (address randomX, bytes32 difficulty_) {
        return (CoreStorage.layout().randomXProxy, difficulty());
    }

    function commitmentTerms(address provider)
        external
        view
        returns (bool approved, uint256 minDuration_, uint256 collateralPerUnit, address market_)
    {
        CoreStorage.Layout storage s = CoreStorage.layout();
        return (isApproved(provider), s.minDuration, fltCollateralPerUnit(), s.market);
    }

    function setActiveUnitCount(uint256 activeUnitCount_) external {
        _setActiveUnitCount(activeUnitCount_);
    }

    function addActiveUnits(uint256 count) external {
        _setActiveUnitCount(CoreStorage.layout().activeUnitCount + count);
    }

    function removeActiveUnits(uint256 count) external {
        _setActiveUnitCount(CoreStorage.layout().activeUnitCount - count);
    }

    function _setActiveUnitCount(uint256 count) private {
        CoreStorage.Layout storage s = CoreStorage.layout();
        if (msg.sender != s.capacity) revert OnlyCapacity(msg.sender);
        s.activeUnitCount = Narrow.to64(count, "activeUnitCount");
        s.update(count);
    }

    function _authorizeUpgrade() internal view override onlyOwner {}

    function _positive(uint256 value, bytes32 what) private pure returns (uint256) {
        if (value == 0) revert ValueIsZero(what);
        return value;
    }
}
