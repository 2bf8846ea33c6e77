// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

// The scale of prices in USD, of rates and of ratios: 1e7 is 1 USD, or 100 %.
uint256 constant PRECISION = 1e7;

/// A content identifier of version 1: its first four bytes (version, codec, hash function, length) and its digest.
struct CIDV1 {
    bytes4 prefixes;
    bytes32 hash;
}

/// Who may serve a deal. The order is part of the ABI.
enum AccessType {
    NONE,
    WHITELIST,
    BLACKLIST
}

/// The state of a deal. The order is part of the ABI.
enum DealStatus {
    INSUFFICIENT_FUNDS,
    ACTIVE,
    ENDED,
    NOT_ENOUGH_WORKERS,
    SMALL_BALANCE
}

/// The state of a capacity commitment. The order is part of the ABI.
enum CCStatus {
    Inactive,
    Active,
    WaitDelegation,
    WaitStart,
    Failed,
    Removed
}

/// The constants that Core.setConstant knows. The order is part of the ABI; the last two cannot be changed.
enum ConstantType {
    MinDealDepositedEpochs,
    MinDealRematchingEpochs,
    MinProtocolVersion,
    MaxProtocolVersion
}

/// The constants that Core.setCapacityConstant knows. The order is part of the ABI.
enum CapacityConstantType {
    MinDuration,
    USDCollateralPerUnit,
    SlashingRate,
    WithdrawEpochsAfterFailed,
    MaxFailedRatio,
    USDTargetRevenuePerEpoch,
    MinRewardPerEpoch,
    MaxRewardPerEpoch,
    MinProofsPerEpoch,
    MaxProofsPerEpoch
}
