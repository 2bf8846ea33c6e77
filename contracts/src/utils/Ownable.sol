// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// A contract with one owner, who can pass it on or give it up.
abstract contract Ownable {
    error OwnableUnauthorizedAccount(address account);
    error OwnableInvalidOwner(address owner);

    event OwnershipTransferred(address indexed previousOwner, address indexed newOwner);

    modifier onlyOwner() {
        if (owner() != msg.sender) revert OwnableUnauthorizedAccount(msg.sender);
        _;
    }

    function owner() public view virtual returns (address);

    /// Writes the owner where the contract keeps it.
    function _storeOwner(address newOwner) internal virtual;

    function renounceOwnership() public virtual onlyOwner {
        _transferOwnership(address(0));
    }

    function transferOwnership(address newOwner) public onlyOwner {
        if (newOwner == address(0)) revert OwnableInvalidOwner(newOwner);
        _transferOwnership(newOwner);
    }

    function _transferOwnership(address newOwner) internal {
        address previous = owner();
        _storeOwner(newOwner);
        emit OwnershipTransferred(previous, newOwner);
    }
}
