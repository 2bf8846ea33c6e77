// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {OnlyCapacity, OnlyCoreOwner, OnlyMarket} from "../interfaces/Errors.sol";
import {ICore} from "../interfaces/ICore.sol";
import {Initializable} from "../proxy/Initializable.sol";
import {UUPSUpgradeable} from "../proxy/UUPSUpgradeable.sol";

/// A part of the marketplace: it belongs to one Core, and Core's owner owns it.
abstract contract Module is Initializable, UUPSUpgradeable {
    ICore public immutable core;

    modifier onlyCoreOwner() {
        _checkCoreOwner();
        _;
    }

    modifier onlyMarket() {
        if (msg.sender != core.market()) revert OnlyMarket(msg.sender);
        _;
    }

    modifier onlyCapacity() {
        if (msg.sender != core.capacity()) revert OnlyCapacity(msg.sender);
        _;
    }

    constructor(ICore core_) {
        core = core_;
        _disableInitializers();
    }

    function owner() public view returns (address) {
        return core.owner();
    }

    function _authorizeUpgrade() internal view override {
        _checkCoreOwner();
    }

    function _checkCoreOwner() private view {
        if (msg.sender != core.owner()) revert OnlyCoreOwner(msg.sender);
    }
}
