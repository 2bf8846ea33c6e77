// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// The one place where proofs of capacity are checked.
interface IRandomXProxy {
    /// RandomX of the input `h` under the key `k`.
    function run(bytes32 k, bytes32 h) external returns (bytes32);
}
