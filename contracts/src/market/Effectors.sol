// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

import {EffectorInfoDoesNotExist, EmptyEffectorDescription} from "../interfaces/Errors.sol";
import {CIDV1} from "../interfaces/Types.sol";
import {MarketStorage} from "./MarketStorage.sol";
import {Module} from "../utils/Module.sol";

/// Descriptions of effectors, kept by Core's owner.
abstract contract Effectors is Module {
    event EffectorInfoSet(CIDV1 id, string description, CIDV1 metadata);
    event EffectorInfoRemoved(CIDV1 id);

    function setEffectorInfo(CIDV1 calldata id, string calldata description, CIDV1 calldata metadata) external onlyCoreOwner {
        if (bytes(description).length == 0) revert EmptyEffectorDescription();
        MarketStorage.EffectorInfo storage info = MarketStorage.layout().effectorInfos[MarketStorage.effectorKey(id)];
        info.description = description;
        info.metadata = metadata;
        emit EffectorInfoSet(id, description, metadata);
    }

    function removeEffectorInfo(CIDV1 calldata id) external onlyCoreOwner {
        MarketStorage.Layout storage s = MarketStorage.layout();
        bytes32 key = MarketStorage.effectorKey(id);
        if (bytes(s.effectorInfos[key].description).length == 0) revert EffectorInfoDoesNotExist(id.hash);
        delete s.effectorInfos[key];
        emit EffectorInfoRemoved(id);
    }
}
