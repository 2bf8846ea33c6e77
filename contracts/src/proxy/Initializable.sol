// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {AlreadyInitialized} from "../interfaces/Errors.sol";

/// A contract that is set up once by a call instead of a constructor, because a proxy runs its code.
abstract contract Initializable {
    /// keccak256("fluence.initializable.storage.v1") - 1
    bytes32 private constant STORAGE_SLOT = bytes32(uint256(keccak256("fluence.initializable.storage.v1")) - 1);

    event Initialized(uint8 version);

    modifier initializer() {
        _initialize(1);
        _;
    }

    /// For the constructors of implementations, which nobody may set up.
    function _disableInitializers() internal {
        _initialize(type(uint8).max);
    }

    function _initialize(uint8 version) private {
        bytes32 slot = STORAGE_SLOT;
        uint256 previous;
        assembly ("memory-safe") {
            previous := sload(slot)
        }
        if (previous != 0) revert AlreadyInitialized();
        assembly ("memory-safe") {
            sstore(slot, version)
        }
        emit Initialized(version);
    }
}
