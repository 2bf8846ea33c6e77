// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// RandomX as the actor of a Filecoin virtual machine, which contracts reach through the precompile that calls actors by id.
/// The request is the CBOR array [k, h], the answer the CBOR array [result].
contract RandomXProxy {
    address private constant CALL_ACTOR_ID = 0xfe00000000000000000000000000000000000005;
    uint64 private constant ACTOR_ID = 0x70768565;
    uint64 private constant METHOD = 2044353154;
    uint64 private constant CBOR = 0x51;
    uint64 private constant DAG_CBOR = 0x71;

    error ActorNotFound();
    error FailToCallActor();
    error InvalidResponseLength();
    error InvalidCodec(uint64 codec);
    error BytesLengthMismatch(uint256 expected, uint256 actual);
    /// Declared for clients of the original; nothing here is paid.
    error NotEnoughBalance(uint256 balance, uint256 value);
    /// The actor ran and answered with an exit code.
    error ActorFailed(int256 exitCode);

    function run(bytes32 k, bytes32 h) external returns (bytes32) {
        bytes memory request = abi.encodePacked(hex"825820", k, hex"5820", h);
        (bool success, bytes memory answer) =
            CALL_ACTOR_ID.delegatecall(abi.encode(METHOD, uint256(0), uint64(0), CBOR, request, ACTOR_ID));
        if (!success) revert FailToCallActor();
        // A chain without the precompile answers nothing at all.
        if (answer.length == 0) revert ActorNotFound();
        if (answer.length < 128) revert InvalidResponseLength();
        (int256 exitCode, uint64 codec, bytes memory result) = abi.decode(answer, (int256, uint64, bytes));
        if (exitCode != 0) revert ActorFailed(exitCode);
        if (codec != CBOR && codec != DAG_CBOR) revert InvalidCodec(codec);
        return _hash(result);
    }

    /// The one string of 32 bytes in an array of one element, with or without the tag of a big number.
    function _hash(bytes memory cbor) private pure returns (bytes32 hash) {
        bytes memory head = hex"815820";
        bytes memory tagged = hex"81c25820";
        uint256 offset = _startsWith(cbor, tagged) ? tagged.length : head.length;
        if (cbor.length != offset + 32 || (offset == head.length && !_startsWith(cbor, head))) {
            revert BytesLengthMismatch(head.length + 32, cbor.length);
        }
        assembly ("memory-safe") {
            hash := mload(add(add(cbor, 32), offset))
        }
    }

    function _startsWith(bytes memory data, bytes memory prefix) private pure returns (bool) {
        if (data.length < prefix.length) return false;
        for (uint256 i = 0; i < prefix.length; ++i) {
            if (data[i] != prefix[i]) return false;
        }
        return true;
    }
}
