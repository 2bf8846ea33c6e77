// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ICore} from "../interfaces/ICore.sol";

/// One deal. Its code is whatever Core names as the implementation of deals, so that one call upgrades all of them.
contract DealProxy {
    ICore private immutable _core;

    constructor(ICore core_, bytes memory data_) {
        _core = core_;
        if (data_.length > 0) {
            (bool success, bytes memory result) = core_.dealImpl().delegatecall(data_);
            assembly {
                if iszero(success) { revert(add(result, 32), mload(result)) }
            }
        }
    }

    fallback() external payable {
        address core_ = address(_core);
        assembly {
            // core.dealImpl()
            mstore(0, 0xd6a5a04b00000000000000000000000000000000000000000000000000000000)
            if iszero(staticcall(gas(), core_, 0, 4, 0, 32)) { revert(0, 0) }
            let implementation := mload(0)
            calldatacopy(0, 0, calldatasize())
            let success := delegatecall(gas(), implementation, 0, calldatasize(), 0, 0)
            returndatacopy(0, 0, returndatasize())
            if iszero(success) { revert(0, returndatasize()) }
            return(0, returndatasize())
        }
    }
}
