// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {Ownable} from "../utils/Ownable.sol";
import {CoreStorage} from "./CoreStorage.sol";

/// Which providers may commit capacity.
abstract contract Whitelist is Ownable {
    event WhitelistAccessGranted(address account);
    event WhitelistAccessRevoked(address account);

    function owner() public view override returns (address) {
        return CoreStorage.layout().owner;
    }

    function isApproved(address account) public view returns (bool) {
        CoreStorage.Layout storage s = CoreStorage.layout();
        return !s.isWhitelistEnabled || s.isWhitelisted[account];
    }

    function grantAccess(address account) external onlyOwner {
        CoreStorage.layout().isWhitelisted[account] = true;
        emit WhitelistAccessGranted(account);
    }

    function revokeAccess(address account) external onlyOwner {
        CoreStorage.layout().isWhitelisted[account] = false;
        emit WhitelistAccessRevoked(account);
    }

    function _storeOwner(address newOwner) internal override {
        CoreStorage.layout().owner = newOwner;
    }
}
