// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {CallFailed} from "../interfaces/Errors.sol";
import {Multicall} from "../utils/Multicall.sol";
import {Ownable} from "../utils/Ownable.sol";
import {Tokens} from "../utils/Tokens.sol";

/// Hands out test money at the word of its owner.
contract OwnableFaucet is Multicall, Ownable {
    using Tokens for address;

    address public immutable usdToken;
    address private _owner;

    constructor(address usdToken_) {
        usdToken = usdToken_;
        _transferOwnership(msg.sender);
    }

    receive() external payable {}

    function owner() public view override returns (address) {
        return _owner;
    }

    function sendUSD(address addr, uint256 value) external onlyOwner {
        usdToken.send(addr, value);
    }

    function sendFLT(address addr, uint256 value) external onlyOwner {
        (bool success,) = addr.call{value: value}("");
        if (!success) revert CallFailed(addr);
    }

    function _storeOwner(address newOwner) internal override {
        _owner = newOwner;
    }
}
