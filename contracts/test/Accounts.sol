// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// An account that refuses payments while it is told to, and can call back when it is paid.
contract StubbornAccount {
    bool public refuses = true;
    address private _target;
    bytes private _data;
    uint256 public calls;
    bool public succeeded;

    receive() external payable {
        require(!refuses, "no, thank you");
        if (_target == address(0)) return;
        address target = _target;
        _target = address(0);
        calls += 1;
        (succeeded,) = target.call(_data);
    }

    function accept() external {
        refuses = false;
    }

    function callBack(address target, bytes calldata data) external {
        refuses = false;
        _target = target;
        _data = data;
    }

    function execute(address to, bytes calldata data) external payable returns (bytes memory result) {
        bool success;
        (success, result) = to.call{value: msg.value}(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }
    }
}

/// Says of itself all that the original's market asks of a deal, and is none.
contract FakeDeal {
    struct CID {
        bytes4 prefixes;
        bytes32 hash;
    }

    address public immutable owner = msg.sender;
    address public immutable paymentToken;
    uint256 public constant pricePerWorkerEpoch = 1e12;
    uint256 public constant getStatus = 1;
    uint256 public constant getComputeUnitCount = 0;
    uint256 public constant targetWorkers = 10;
    uint256 public constant minWorkers = 1;
    uint256 public constant maxWorkersPerProvider = 10;
    uint256 public constant getProtocolVersion = 1;
    uint256 public constant creationBlock = 1;
    uint256 public constant providersAccessType = 0;

    constructor(address token) {
        paymentToken = token;
    }

    function effectors() external pure returns (CID[] memory) {
        return new CID[](0);
    }

    function appCID() external pure returns (CID memory cid) {
        return cid;
    }

    function isProviderAllowed(address) external pure returns (bool) {
        return true;
    }

    function isComputePeerExist(bytes32) external pure returns (bool) {
        return false;
    }

    function addComputeUnit(address, bytes32, bytes32) external {}

    fallback() external {
        assembly ("memory-safe") {
            mstore(0, 0)
            return(0, 32)
        }
    }
}

/// An implementation with one more function, for upgrades.
contract NextVersion {
    function proxiableUUID() external pure returns (bytes32) {
        return 0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;
    }

    function version() external pure returns (uint256) {
        return 2;
    }
}

/// RandomX whose result is the local nonce, so that a test can choose it.
contract EchoRandomX {
    function run(bytes32, bytes32 h) external pure returns (bytes32) {
        return h;
    }
}
