// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ValueTooLarge} from "../interfaces/Errors.sol";

/// Values of calls made to fit the packed storage; what does not fit is refused with its name.
library Narrow {
    function to32(uint256 value, bytes32 what) internal pure returns (uint32) {
        return uint32(check(value, type(uint32).max, what));
    }

    function to64(uint256 value, bytes32 what) internal pure returns (uint64) {
        return uint64(check(value, type(uint64).max, what));
    }

    function to96(uint256 value, bytes32 what) internal pure returns (uint96) {
        return uint96(check(value, type(uint96).max, what));
    }

    function to128(uint256 value, bytes32 what) internal pure returns (uint128) {
        return uint128(check(value, type(uint128).max, what));
    }

    function check(uint256 value, uint256 max, bytes32 what) internal pure returns (uint256) {
        if (value > max) revert ValueTooLarge(what, value, max);
        return value;
    }
}
