// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {UnknownConstant} from "../interfaces/Errors.sol";
import {ConstantType, PRECISION} from "../interfaces/Types.sol";
import {Narrow} from "../utils/Narrow.sol";
import {CoreStorage} from "./CoreStorage.sol";
import {Whitelist} from "./Whitelist.sol";

/// Time, and the constants of deals.
abstract contract Constants is Whitelist {
    using CoreStorage for CoreStorage.Layout;

    event ConstantUpdated(ConstantType constantType, uint256 newValue);

    function currentEpoch() public view returns (uint256) {
        return CoreStorage.layout().epoch();
    }

    function epochDuration() external view returns (uint256) {
        return CoreStorage.layout().epochDuration;
    }

    function initTimestamp() external view returns (uint256) {
        return CoreStorage.layout().initTimestamp;
    }

    function precision() external pure returns (uint256) {
        return PRECISION;
    }

    function minDealDepositedEpochs() external view returns (uint256) {
        return CoreStorage.layout().minDealDepositedEpochs;
    }

    function minDealRematchingEpochs() external view returns (uint256) {
        return CoreStorage.layout().minDealRematchingEpochs;
    }

    function minProtocolVersion() external view returns (uint256) {
        return CoreStorage.layout().minProtocolVersion;
    }

    function maxProtocolVersion() external view returns (uint256) {
        return CoreStorage.layout().maxProtocolVersion;
    }

    /// Changes one of the first two constants; protocol versions only change with an upgrade.
    function setConstant(ConstantType constantType, uint256 v) external onlyOwner {
        CoreStorage.Layout storage s = CoreStorage.layout();
        if (constantType == ConstantType.MinDealDepositedEpochs) {
            s.minDealDepositedEpochs = Narrow.to32(v, "minDealDepositedEpochs");
        } else if (constantType == ConstantType.MinDealRematchingEpochs) {
            s.minDealRematchingEpochs = Narrow.to32(v, "minDealRematchingEpochs");
        } else {
            revert UnknownConstant(uint8(constantType));
        }
        emit ConstantUpdated(constantType, v);
    }
}
