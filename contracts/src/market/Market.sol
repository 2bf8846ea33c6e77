// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {ICore} from "../interfaces/ICore.sol";
import {Module} from "../utils/Module.sol";
import {Multicall} from "../utils/Multicall.sol";
import {Effectors} from "./Effectors.sol";
import {Publication} from "./Publication.sol";

/// Where offers meet deals.
contract Market is Multicall, Effectors, Publication {
    constructor(ICore core_) Module(core_) {}

    function initialize() external initializer {}
}
