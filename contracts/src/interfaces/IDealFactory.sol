// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

interface IDealFactory {
    function hasDeal(address deal) external view returns (bool);
}
