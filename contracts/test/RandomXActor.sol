// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// Stands at the address of the precompile that calls actors of a Filecoin virtual machine, and is the RandomX actor behind it. It answers
/// with the hash of what it was asked, and with answers that are wrong where k begins with 0x0bad0bad.
contract RandomXActor {
    error WrongCall(uint64 method, uint256 value, uint64 flags, uint64 codec, uint64 actor);
    error WrongRequest(bytes request);

    fallback(bytes calldata call) external returns (bytes memory) {
        (uint64 method, uint256 value, uint64 flags, uint64 codec, bytes memory request, uint64 actor) =
            abi.decode(call, (uint64, uint256, uint64, uint64, bytes, uint64));
        if (method != 2044353154 || value != 0 || flags != 0 || codec != 0x51 || actor != 0x70768565) {
            revert WrongCall(method, value, flags, codec, actor);
        }
        (bytes32 k, bytes32 h) = _parameters(request);
        bytes32 hash = keccak256(abi.encode(k, h));
        uint8 kind = bytes4(k) == 0x0bad0bad ? uint8(k[4]) : 0;
        if (kind == 0xe1) return abi.encode(int256(16), uint64(0x51), bytes(""));
        if (kind == 0xe2) return abi.encode(int256(0), uint64(0x55), abi.encodePacked(hex"815820", hash));
        if (kind == 0xe3) return abi.encode(int256(0), uint64(0x51));
        if (kind == 0xe4) return abi.encode(int256(0), uint64(0x51), abi.encodePacked(hex"81581f", bytes31(hash)));
        if (kind == 0xe5) revert("out of gas there");
        if (kind == 0xe6) return abi.encode(int256(0), uint64(0x51), abi.encodePacked(hex"825820", hash, hash));
        if (kind == 0xe7) return "";
        if (kind == 0xe8) return abi.encode(int256(0), uint64(0x51), abi.encodePacked(hex"815820", hash, hex"00"));
        if (kind == 0xa1) return abi.encode(int256(0), uint64(0x71), abi.encodePacked(hex"815820", hash));
        if (kind == 0xa2) return abi.encode(int256(0), uint64(0x51), abi.encodePacked(hex"81c25820", hash));
        return abi.encode(int256(0), uint64(0x51), abi.encodePacked(hex"815820", hash));
    }

    /// The CBOR array of two strings of 32 bytes, byte for byte.
    function _parameters(bytes memory request) private pure returns (bytes32 k, bytes32 h) {
        assembly ("memory-safe") {
            k := mload(add(request, 35))
            h := mload(add(request, 69))
        }
        if (keccak256(request) != keccak256(abi.encodePacked(hex"825820", k, hex"5820", h))) revert WrongRequest(request);
    }
}
