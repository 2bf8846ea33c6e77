// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ERC1967} from "./ERC1967.sol";

/// A contract whose code is at the address in its implementation slot; the code replaces it (UUPSUpgradeable).
contract ERC1967Proxy is ERC1967 {
    constructor(address implementation, bytes memory data) payable {
        _setImplementation(implementation, data);
    }

    fallback() external payable {
        assembly {
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), sload(IMPLEMENTATION_SLOT), 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(success) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }

    receive() external payable {
        assembly {
            let success := delegatecall(gas(), sload(IMPLEMENTATION_SLOT), 0, 0, 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(success) { revert(0, returndatasize()) }
        }
    }
}
