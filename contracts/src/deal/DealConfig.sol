// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {
    AccessTypeAlreadySet, AccessTypeIsNone, AlreadyInitialized, DealHoldsMoney, OnlyMarket, WorkersOutOfRange, ZeroAddress
} from "../interfaces/Errors.sol";
import {ICore} from "../interfaces/ICore.sol";
import {IDeal} from "../interfaces/IDeal.sol";
import {AccessType, CIDV1} from "../interfaces/Types.sol";
import {Narrow} from "../utils/Narrow.sol";
import {Ownable} from "../utils/Ownable.sol";
import {DealStorage} from "./DealStorage.sol";

/// The terms of a deal, and who may serve it.
abstract contract DealConfig is Ownable {
    event Initialized(uint8 version);
    event AppCIDChanged(CIDV1 newAppCID);
    event ProvidersAccessTypeChanged(AccessType newAccessType);
    event ProviderAddedToAccessList(address provider);
    event ProviderRemovedFromAccessList(address provider);

    modifier onlyMarket() {
        if (msg.sender != _core().market()) revert OnlyMarket(msg.sender);
        _;
    }

    function owner() public view override returns (address) {
        return DealStorage.layout().owner;
    }

    function paymentToken() public view returns (address) {
        return DealStorage.layout().paymentToken;
    }

    function creationBlock() external view returns (uint256) {
        return DealStorage.layout().creationBlock;
    }

    function pricePerWorkerEpoch() external view returns (uint256) {
        return DealStorage.layout().pricePerWorkerEpoch;
    }

    function minWorkers() external view returns (uint256) {
        return DealStorage.layout().minWorkers;
    }

    function targetWorkers() external view returns (uint256) {
        return DealStorage.layout().targetWorkers;
    }

    function maxWorkersPerProvider() external view returns (uint256) {
        return DealStorage.layout().maxWorkersPerProvider;
    }

    function getProtocolVersion() external view returns (uint256) {
        return DealStorage.layout().protocolVersion;
    }

    function providersAccessType() external view returns (AccessType) {
        return DealStorage.layout().accessType;
    }

    function appCID() public view returns (CIDV1 memory) {
        DealStorage.Layout storage s = DealStorage.layout();
        return CIDV1(s.appPrefixes, s.appHash);
    }

    function effectors() public view returns (CIDV1[] memory list) {
        DealStorage.Layout storage s = DealStorage.layout();
        list = new CIDV1[](s.effectorCount);
        for (uint256 i = 0; i < list.length; ++i) {
            list[i] = s.effectors[i];
        }
    }

    function isProviderAllowed(address account) public view returns (bool) {
        DealStorage.Layout storage s = DealStorage.layout();
        AccessType accessType = s.accessType;
        return accessType == AccessType.NONE || s.isListed[account] == (accessType == AccessType.WHITELIST);
    }

    function setAppCID(CIDV1 calldata appCID_) external onlyOwner {
        _setAppCID(appCID_);
    }

    function changeProvidersAccessType(AccessType accessType) external onlyOwner {
        DealStorage.Layout storage s = DealStorage.layout();
        if (s.accessType == accessType) revert AccessTypeAlreadySet(accessType);
        s.accessType = accessType;
        emit ProvidersAccessTypeChanged(accessType);
    }

    function addProviderToAccessList(address provider) external onlyOwner {
        DealStorage.Layout storage s = DealStorage.layout();
        if (s.accessType == AccessType.NONE) revert AccessTypeIsNone();
        s.isListed[provider] = true;
        emit ProviderAddedToAccessList(provider);
    }

    function removeProviderFromAccessList(address provider) external onlyOwner {
        DealStorage.layout().isListed[provider] = false;
        emit ProviderRemovedFromAccessList(provider);
    }

    /// Refused while there is money in the deal, which nobody could take out any more.
    function renounceOwnership() public override onlyOwner {
        uint256 balance = DealStorage.layout().totalBalance;
        if (balance != 0) revert DealHoldsMoney(balance);
        _transferOwnership(address(0));
    }

    function _initializeConfig(IDeal.Parameters memory p) internal {
        DealStorage.Layout storage s = DealStorage.layout();
        if (s.core != address(0)) revert AlreadyInitialized();
        if (p.paymentToken == address(0)) revert ZeroAddress("paymentToken");
        if (p.minWorkers == 0 || p.minWorkers > p.targetWorkers) revert WorkersOutOfRange(p.minWorkers, p.targetWorkers);
        s.core = p.core;
        s.paymentToken = p.paymentToken;
        s.targetWorkers = Narrow.to32(p.targetWorkers, "targetWorkers");
        s.minWorkers = uint32(p.minWorkers);
        s.maxWorkersPerProvider = Narrow.to32(p.maxWorkersPerProvider, "maxWorkersPerProvider");
        s.pricePerWorkerEpoch = Narrow.to128(p.pricePerWorkerEpoch, "pricePerWorkerEpoch");
        s.creationBlock = uint40(block.number);
        s.protocolVersion = Narrow.to32(p.protocolVersion, "protocolVersion");
        s.accessType = p.accessType;
        s.effectorCount = uint16(Narrow.check(p.effectors.length, type(uint16).max, "effectors"));
        for (uint256 i = 0; i < p.effectors.length; ++i) {
            s.effectors[i] = p.effectors[i];
        }
        for (uint256 i = 0; i < p.accessList.length; ++i) {
            s.isListed[p.accessList[i]] = true;
        }
        _setAppCID(p.appCID);
        _transferOwnership(p.owner);
        emit Initialized(1);
    }

    function _core() internal view returns (ICore) {
        return ICore(DealStorage.layout().core);
    }

    function _storeOwner(address newOwner) internal override {
        DealStorage.layout().owner = newOwner;
    }

    function _setAppCID(CIDV1 memory appCID_) private {
        DealStorage.Layout storage s = DealStorage.layout();
        s.appPrefixes = appCID_.prefixes;
        s.appHash = appCID_.hash;
        emit AppCIDChanged(appCID_);
    }
}
