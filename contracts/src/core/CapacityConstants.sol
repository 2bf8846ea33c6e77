// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ValueIsZero} from "../interfaces/Errors.sol";
import {CapacityConstantType, PRECISION} from "../interfaces/Types.sol";
import {Narrow} from "../utils/Narrow.sol";
import {Constants} from "./Constants.sol";
import {CoreStorage} from "./CoreStorage.sol";
import {RewardPools} from "./RewardPools.sol";

/// The constants of capacity commitments, of proofs and of rewards.
abstract contract CapacityConstants is Constants {
    using CoreStorage for CoreStorage.Layout;
    using RewardPools for CoreStorage.Layout;

    event CapacityConstantUpdated(CapacityConstantType constantType, uint256 newValue);
    event FLTPriceUpdated(uint256 newValue);
    event DifficultyUpdated(bytes32 difficulty);

    function fltPrice() external view returns (uint256) {
        return CoreStorage.layout().fltPrice;
    }

    function usdCollateralPerUnit() external view returns (uint256) {
        return CoreStorage.layout().usdCollateralPerUnit;
    }

    function usdTargetRevenuePerEpoch() external view returns (uint256) {
        return CoreStorage.layout().usdTargetRevenuePerEpoch;
    }

    function minDuration() external view returns (uint256) {
        return CoreStorage.layout().minDuration;
    }

    function minRewardPerEpoch() external view returns (uint256) {
        return CoreStorage.layout().minRewardPerEpoch;
    }

    function maxRewardPerEpoch() external view returns (uint256) {
        return CoreStorage.layout().maxRewardPerEpoch;
    }

    function vestingPeriodDuration() external view returns (uint256) {
        return CoreStorage.layout().vestingPeriodDuration;
    }

    function vestingPeriodCount() external view returns (uint256) {
        return CoreStorage.layout().vestingPeriodCount;
    }

    function slashingRate() external view returns (uint256) {
        return CoreStorage.layout().slashingRate;
    }

    function minProofsPerEpoch() external view returns (uint256) {
        return CoreStorage.layout().minProofsPerEpoch;
    }

    function maxProofsPerEpoch() external view returns (uint256) {
        return CoreStorage.layout().maxProofsPerEpoch;
    }

    function withdrawEpochsAfterFailed() external view returns (uint256) {
        return CoreStorage.layout().withdrawEpochsAfterFailed;
    }

    function maxFailedRatio() external view returns (uint256) {
        return CoreStorage.layout().maxFailedRatio;
    }

    function activeUnitCount() external view returns (uint256) {
        return CoreStorage.layout().activeUnitCount;
    }

    function randomXProxy() external view returns (address) {
        return CoreStorage.layout().randomXProxy;
    }

    /// The collateral of a unit in wei, at the current price.
    function fltCollateralPerUnit() public view returns (uint256) {
        CoreStorage.Layout storage s = CoreStorage.layout();
        return uint256(s.usdCollateralPerUnit) * PRECISION / s.fltPrice * 1 ether / PRECISION;
    }

    function difficulty() public view returns (bytes32) {
        CoreStorage.Layout storage s = CoreStorage.layout();
        return s.epoch() >= s.difficultyChangeEpoch ? s.nextDifficulty : s.difficulty;
    }

    function getRewardPool(uint256 epoch) external view returns (uint256) {
        return CoreStorage.layout().at(epoch);
    }

    /// Brings the reward pool of the current epoch up to date; it depends on the epoch before, so calling it twice changes nothing.
    function calculateRewardPool() external {
        CoreStorage.Layout storage s = CoreStorage.layout();
        s.update(s.activeUnitCount);
    }

    function setFLTPrice(uint256 fltPrice_) external onlyOwner {
        CoreStorage.Layout storage s = CoreStorage.layout();
        s.fltPrice = _price(fltPrice_);
        s.update(s.activeUnitCount);
        emit FLTPriceUpdated(fltPrice_);
    }

    /// Takes effect in the next epoch, so that nobody's proofs of this one are lost.
    function setDifficulty(bytes32 difficulty_) external onlyOwner {
        CoreStorage.Layout storage s = CoreStorage.layout();
        s.difficulty = difficulty();
        s.nextDifficulty = difficulty_;
        s.difficultyChangeEpoch = uint32(s.epoch() + 1);
        emit DifficultyUpdated(difficulty_);
    }

    function setCapacityConstant(CapacityConstantType constantType, uint256 v) external onlyOwner {
        CoreStorage.Layout storage s = CoreStorage.layout();
        if (constantType == CapacityConstantType.MinDuration) {
            s.minDuration = Narrow.to32(v, "minDuration");
        } else if (constantType == CapacityConstantType.USDCollateralPerUnit) {
            s.usdCollateralPerUnit = Narrow.to64(v, "usdCollateralPerUnit");
        } else if (constantType == CapacityConstantType.SlashingRate) {
            s.slashingRate = Narrow.to32(v, "slashingRate");
        } else if (constantType == CapacityConstantType.WithdrawEpochsAfterFailed) {
            s.withdrawEpochsAfterFailed = Narrow.to32(v, "withdrawEpochsAfterFailed");
        } else if (constantType == CapacityConstantType.MaxFailedRatio) {
            s.maxFailedRatio = Narrow.to32(v, "maxFailedRatio");
        } else if (constantType == CapacityConstantType.USDTargetRevenuePerEpoch) {
            s.usdTargetRevenuePerEpoch = Narrow.to64(v, "usdTargetRevenuePerEpoch");
            s.update(s.activeUnitCount);
        } else if (constantType == CapacityConstantType.MinRewardPerEpoch) {
            s.minRewardPerEpoch = Narrow.to128(v, "minRewardPerEpoch");
        } else if (constantType == CapacityConstantType.MaxRewardPerEpoch) {
            s.maxRewardPerEpoch = Narrow.to128(v, "maxRewardPerEpoch");
        } else if (constantType == CapacityConstantType.MinProofsPerEpoch) {
            s.minProofsPerEpoch = Narrow.to32(v, "minProofsPerEpoch");
        } else {
            s.maxProofsPerEpoch = Narrow.to32(v, "maxProofsPerEpoch");
        }
        emit CapacityConstantUpdated(constantType, v);
    }

    function _price(uint256 value) internal pure returns (uint64) {
        if (value == 0) revert ValueIsZero("fltPrice");
        return Narrow.to64(value, "fltPrice");
    }
}
