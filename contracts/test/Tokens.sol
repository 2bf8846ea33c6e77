// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// A token that answers nothing, as some old ones do.
contract SilentToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;

    constructor() {
        balanceOf[msg.sender] = 1e30;
    }

    function approve(address spender, uint256 amount) external {
        allowance[msg.sender][spender] = amount;
    }

    function transfer(address to, uint256 amount) external {
        _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external {
        allowance[from][msg.sender] -= amount;
        _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) internal {
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
    }
}

/// An ERC-20 of which one account is refused, and which calls back before it moves anything.
contract HookToken {
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    address public target;
    bytes public data;
    address public refused;
    uint256 public calls;
    bool public succeeded;
    bytes public answer;

    constructor() {
        balanceOf[msg.sender] = 1e30;
    }

    function callBack(address target_, bytes calldata data_) external {
        target = target_;
        data = data_;
    }

    function refuse(address receiver) external {
        refused = receiver;
    }

    /// Calls as the token, which may own a deal or be somebody's delegator.
    function execute(address to, bytes calldata data_) external payable returns (bytes memory result) {
        bool success;
        (success, result) = to.call{value: msg.value}(data_);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(result, 32), mload(result))
            }
        }
    }

    function approve(address spender, uint256 amount) external returns (bool) {
        allowance[msg.sender][spender] = amount;
        return true;
    }

    function transfer(address to, uint256 amount) external returns (bool) {
        return _move(msg.sender, to, amount);
    }

    function transferFrom(address from, address to, uint256 amount) external returns (bool) {
        allowance[from][msg.sender] -= amount;
        return _move(from, to, amount);
    }

    function _move(address from, address to, uint256 amount) private returns (bool) {
        if (to == refused) return false;
        if (target != address(0)) {
            address called = target;
            target = address(0);
            calls += 1;
            (succeeded, answer) = called.call(data);
        }
        balanceOf[from] -= amount;
        balanceOf[to] += amount;
        return true;
    }
}
