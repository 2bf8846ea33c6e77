// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC1967} from "./ERC1967.sol";
import {NotAContract} from "../interfaces/Errors.sol";

/// Code behind an ERC1967Proxy that can replace itself (ERC-1822).
abstract contract UUPSUpgradeable is ERC1967 {
    address private immutable _self = address(this);

    /// A call that is meant for a proxy went to the implementation, or the other way round.
    error WrongContext(address context);
    /// The new implementation is not one that a proxy can be upgraded from again.
    error NotUpgradeable(address implementation);

    modifier onlyProxy() {
        if (address(this) == _self || _implementation() != _self) revert WrongContext(address(this));
        _;
    }

    function proxiableUUID() external view returns (bytes32) {
        if (address(this) != _self) revert WrongContext(address(this));
        return IMPLEMENTATION_SLOT;
    }

    function upgradeTo(address newImplementation) external onlyProxy {
        _upgrade(newImplementation, "");
    }

    function upgradeToAndCall(address newImplementation, bytes memory data) external payable onlyProxy {
        _upgrade(newImplementation, data);
    }

    /// Reverts unless the caller may upgrade.
    function _authorizeUpgrade() internal view virtual;

    function _upgrade(address newImplementation, bytes memory data) private {
        _authorizeUpgrade();
        if (newImplementation.code.length == 0) revert NotAContract(newImplementation);
        try UUPSUpgradeable(newImplementation).proxiableUUID() returns (bytes32 slot) {
            if (slot != IMPLEMENTATION_SLOT) revert NotUpgradeable(newImplementation);
        } catch {
            revert NotUpgradeable(newImplementation);
        }
        _setImplementation(newImplementation, data);
    }
}
