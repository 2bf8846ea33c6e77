// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {AccessType, CCStatus, DealStatus} from "./Types.sol";

// Who may call
error OnlyCoreOwner(address caller);
error OnlyMarket(address caller);
error OnlyCapacity(address caller);
error NotApproved(address provider);
error NotOfferOwner(bytes32 offerId, address caller);
error NotDealOwner(address deal, address caller);
error NotPeerProvider(bytes32 peerId, address caller);
error NotCommitmentProvider(bytes32 commitmentId, address caller);
error NotProviderOrDelegator(bytes32 commitmentId, address caller);
error NotProviderOrPeerOwner(bytes32 unitId, address caller);
error NotPeerOwner(bytes32 unitId, address caller);
error CannotReturnUnit(bytes32 unitId, address caller);

// Values
error ValueTooLarge(bytes32 what, uint256 value, uint256 max);
error ValueIsZero(bytes32 what);
error ZeroAddress(bytes32 what);
error LengthMismatch(uint256 expected, uint256 actual);
error NotAContract(address account);
error UnknownConstant(uint8 constantType);

// Start-up
error AlreadyInitialized();
error ModulesAlreadyInitialized();
error Reentered();

// Money
error TokenTransferFailed(address token, address to, uint256 amount);
error CallFailed(address target);

// Offers
error EmptyProviderName();
error ProviderDoesNotExist(address provider);
error OfferAlreadyExists(bytes32 offerId);
error MinPriceIsZero();
error ProtocolVersionsOutOfRange(uint256 min, uint256 max, uint256 allowedMin, uint256 allowedMax);
error OfferHasPeers(bytes32 offerId, uint256 peerCount);
error NoPeersGiven(bytes32 offerId);
error NoUnitsGiven(bytes32 peerId);
error IdIsZero(bytes32 what);
error PeerAlreadyExists(bytes32 peerId);
error PeerHasUnits(bytes32 peerId, uint256 unitCount);
error PeerHasCommitment(bytes32 peerId, bytes32 commitmentId);
error UnitAlreadyExists(bytes32 unitId);
error UnitDoesNotExist(bytes32 unitId);
error UnitInDeal(bytes32 unitId, address deal);
error UnitNotInDeal(bytes32 unitId);
error EffectorAlreadyExists(bytes32 offerId, bytes32 hash);
error EffectorDoesNotExist(bytes32 offerId, bytes32 hash);
error EmptyEffectorDescription();
error EffectorInfoDoesNotExist(bytes32 hash);

// Matching and publication
error UnknownDeal(address deal);
error DealNotMatchable(address deal, DealStatus status);
error TooEarlyToRematch(address deal, uint256 epoch, uint256 firstEpoch);
error MinWorkersNotMatched(uint256 minWorkers);
error DealNotPublished(address deal);
error DealAlreadyPublished(address deal);
error ProviderNotAllowed(address deal, address provider);
error PriceTooLow(address deal, uint256 price, uint256 minPrice);
error PaymentTokenMismatch(address dealToken, address offerToken);
error EffectorsMissing(address deal, bytes32 offerId);
error ProtocolVersionMismatch(uint256 version, uint256 offerMin, uint256 offerMax);
error NoFreeSlots(address deal, uint256 targetWorkers);
error ProviderLimitReached(address deal, address provider, uint256 maxWorkersPerProvider);
error PeerAlreadyInDeal(address deal, bytes32 peerId);

// Deals
error WorkersOutOfRange(uint256 minWorkers, uint256 targetWorkers);
error DepositTooSmall(uint256 amount, uint256 minimum);
error DealIsEnded(uint256 endedEpoch);
error BalanceTooSmall(uint256 balance, uint256 needed);
error TooEarlyToWithdraw(uint256 epoch, uint256 firstEpoch);
error WorkerIdIsZero();
error AccessTypeAlreadySet(AccessType accessType);
error AccessTypeIsNone();
error BillingHasBegun();
error DealHoldsMoney(uint256 balance);

// Capacity commitments
error CommitmentDoesNotExist(bytes32 commitmentId);
error CapacityCommitmentIsActive(CCStatus status);
error CapacityCommitmentIsNotActive(CCStatus status);
error CommitmentNotWaitingForDelegation(bytes32 commitmentId, CCStatus status);
error DurationTooShort(uint256 duration, uint256 minDuration);
error RewardRateOutOfRange(uint256 rate, uint256 max);
error NotDelegator(bytes32 commitmentId, address caller);
error WrongCollateral(uint256 sent, uint256 needed);
error CommitmentNotStarted(bytes32 commitmentId, uint256 startEpoch);
error PeerHasNoCommitment(bytes32 peerId);
error UnitNotInCommitment(bytes32 unitId, bytes32 commitmentId);
error UnitNotProving(bytes32 unitId, uint256 startEpoch);
error UnitAlreadyExited(bytes32 unitId);
error UnitsNotExited(bytes32 commitmentId, uint256 exited, uint256 unitCount);
error TooEarlyToFinish(bytes32 commitmentId, uint256 epoch, uint256 firstEpoch);
error NothingToWithdraw(bytes32 commitmentId);
error RewardBalanceTooSmall(uint256 balance, uint256 needed);
error TooManyProofs();
error ProofAlreadySubmitted(bytes32 unitId, bytes32 localUnitNonce);
error ProofNotValid(bytes32 unitId, bytes32 expected, bytes32 actual);
error ProofAboveDifficulty(bytes32 unitId, bytes32 result, bytes32 difficulty);
error NothingOwed(address account);
