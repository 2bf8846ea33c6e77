// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// Stands in for RandomX on networks without it: the result of every proof is the difficulty.
contract RandomXProxyMock {
    bytes32 public immutable difficulty;

    constructor(bytes32 difficulty_) {
        difficulty = difficulty_;
    }

    function run(bytes32, bytes32) external view returns (bytes32) {
        return difficulty;
    }
}
