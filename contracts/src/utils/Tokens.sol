// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {TokenTransferFailed} from "../interfaces/Errors.sol";

interface IERC20 {
    function transfer(address to, uint256 amount) external returns (bool);
    function transferFrom(address from, address to, uint256 amount) external returns (bool);
}

/// ERC-20 transfers that either happen or revert, also with tokens that answer nothing.
library Tokens {
    function send(address token, address to, uint256 amount) internal {
        _call(token, to, amount, abi.encodeCall(IERC20.transfer, (to, amount)));
    }

    function take(address token, address from, address to, uint256 amount) internal {
        _call(token, to, amount, abi.encodeCall(IERC20.transferFrom, (from, to, amount)));
    }

    /// Like send, but answers false instead of reverting.
    function trySend(address token, address to, uint256 amount) internal returns (bool) {
        (bool success, bytes memory result) = token.call(abi.encodeCall(IERC20.transfer, (to, amount)));
        return success && _agrees(token, result);
    }

    function _call(address token, address to, uint256 amount, bytes memory data) private {
        (bool success, bytes memory result) = token.call(data);
        if (success && _agrees(token, result)) return;
        if (success || result.length == 0) revert TokenTransferFailed(token, to, amount);
        assembly ("memory-safe") {
            revert(add(result, 32), mload(result))
        }
    }

    function _agrees(address token, bytes memory result) private view returns (bool) {
        if (result.length == 0) return token.code.length > 0;
        return result.length >= 32 && abi.decode(result, (uint256)) == 1;
    }
}
