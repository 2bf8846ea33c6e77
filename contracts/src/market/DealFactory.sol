// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {DepositTooSmall} from "../interfaces/Errors.sol";
import {ICore} from "../interfaces/ICore.sol";
import {IDeal} from "../interfaces/IDeal.sol";
import {AccessType, CIDV1} from "../interfaces/Types.sol";
import {DealProxy} from "../proxy/DealProxy.sol";
import {Module} from "../utils/Module.sol";
import {Tokens} from "../utils/Tokens.sol";

/// Makes deals, and knows which were made here.
contract DealFactory is Module {
    using Tokens for address;

    event DealCreated(
        address indexed owner,
        address deal,
        uint256 createdAtEpoch,
        address paymentToken,
        uint256 minWorkers,
        uint256 targetWorkers,
        uint256 maxWorkersPerProvider,
        uint256 pricePerWorkerEpoch,
        CIDV1[] effectors,
        CIDV1 appCID,
        AccessType providersAccessType_,
        address[] providersAccessList_,
        uint256 protocolVersion_
    );

    /// keccak256("fluence.market.storage.v1.dealFactory") - 1 holds the mapping of the deals.
    bytes32 private constant STORAGE_SLOT = bytes32(uint256(keccak256("fluence.market.storage.v1.dealFactory")) - 1);

    struct Layout {
        mapping(address deal => bool) hasDeal;
    }

    constructor(ICore core_) Module(core_) {}

    function initialize() external initializer {}

    function hasDeal(address deal) external view returns (bool) {
        return _layout().hasDeal[deal];
    }

    /// Makes a deal of the caller's, and moves the deposit, which the caller has to have approved for this contract, to it.
    function deployDeal(
        CIDV1 calldata appCID_,
        address paymentToken_,
        uint256 depositAmount_,
        uint256 minWorkers_,
        uint256 targetWorkers_,
        uint256 maxWorkersPerProvider_,
        uint256 pricePerWorkerEpoch_,
        CIDV1[] calldata effectors_,
        AccessType providersAccessType_,
        address[] calldata providersAccessList_,
        uint256 protocolVersion_
    ) external returns (address deal) {
        (uint256 epoch, uint256 minDepositedEpochs) = core.dealTerms();
        uint256 minimum = pricePerWorkerEpoch_ * targetWorkers_ * minDepositedEpochs;
        if (depositAmount_ < minimum) revert DepositTooSmall(depositAmount_, minimum);
        IDeal.Parameters memory parameters = IDeal.Parameters({
            core: address(core),
            owner: msg.sender,
            paymentToken: paymentToken_,
            deposit: depositAmount_,
            minWorkers: minWorkers_,
            targetWorkers: targetWorkers_,
            maxWorkersPerProvider: maxWorkersPerProvider_,
            pricePerWorkerEpoch: pricePerWorkerEpoch_,
            protocolVersion: protocolVersion_,
            accessType: providersAccessType_,
            appCID: appCID_,
            effectors: effectors_,
            accessList: providersAccessList_
        });
        deal = address(new DealProxy(core, abi.encodeCall(IDeal.initializeFunded, (parameters))));
        _layout().hasDeal[deal] = true;
        emit DealCreated(
            msg.sender,
            deal,
            epoch,
            paymentToken_,
            minWorkers_,
            targetWorkers_,
            maxWorkersPerProvider_,
            pricePerWorkerEpoch_,
            effectors_,
            appCID_,
            providersAccessType_,
            providersAccessList_,
            protocolVersion_
        );
        paymentToken_.take(msg.sender, deal, depositAmount_);
    }

    function _layout() private pure returns (Layout storage s) {
        bytes32 slot = STORAGE_SLOT;
        assembly ("memory-safe") {
            s.slot := slot
        }
    }
}
