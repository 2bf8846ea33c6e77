// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {CallFailed, NotAContract} from "../interfaces/Errors.sol";

/// Where proxies keep their implementation (ERC-1967), and how it is replaced.
abstract contract ERC1967 {
    /// keccak256("eip1967.proxy.implementation") - 1
    bytes32 internal constant IMPLEMENTATION_SLOT = 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    event Upgraded(address indexed implementation);
    event AdminChanged(address previousAdmin, address newAdmin);
    event BeaconUpgraded(address indexed beacon);

    function _implementation() internal view returns (address implementation) {
        assembly ("memory-safe") {
            implementation := sload(IMPLEMENTATION_SLOT)
        }
    }

    function _setImplementation(address implementation, bytes memory data) internal {
        if (implementation.code.length == 0) revert NotAContract(implementation);
        assembly ("memory-safe") {
            sstore(IMPLEMENTATION_SLOT, implementation)
        }
        emit Upgraded(implementation);
        if (data.length > 0) _delegate(implementation, data);
    }

    /// Runs code in this contract's storage; what it reverts with is passed on.
    function _delegate(address implementation, bytes memory data) internal {
        (bool success, bytes memory result) = implementation.delegatecall(data);
        if (success) return;
        if (result.length == 0) revert CallFailed(implementation);
        assembly ("memory-safe") {
            revert(add(result, 32), mload(result))
        }
    }
}
