// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.28;

/// Somebody who calls the marketplace, at the driver's word.
contract Actor {
    address private immutable _driver = msg.sender;

    receive() external payable {}

    function run(address to, uint256 value, bytes calldata data) external returns (bool success, bytes4 error_) {
        require(msg.sender == _driver);
        bytes memory answer;
        (success, answer) = to.call{value: value}(data);
        if (!success && answer.length >= 4) error_ = bytes4(answer);
    }
}

/// Carries out the calls of many actors in one transaction, and looks at everything that the marketplace shows after each of them.
contract Driver {
    struct Call {
        uint8 actor;
        address to;
        uint128 value;
        bytes data;
    }

    struct View {
        address core;
        address market;
        address capacity;
        address token;
        address[] deals;
        bytes32[] peers;
        bytes32[] units;
    }

    /// After a call: whether it succeeded, else the selector of its error; the hash of the words that can be seen, and, if asked for, the
    /// words.
    event Done(bool success, bytes4 error_, bytes32 seen, uint256[] words);

    uint256 private constant REFUSED = uint256(keccak256("refused"));

    Actor[] public actors;
    View private _view;

    receive() external payable {}

    function makeActors(uint256 count, uint256 balance) external payable {
        for (uint256 i = 0; i < count; ++i) {
            Actor actor = new Actor();
            actors.push(actor);
            payable(address(actor)).transfer(balance);
        }
    }

    function getActors() external view returns (Actor[] memory) {
        return actors;
    }

    function watch(View calldata view_) external {
        _view.core = view_.core;
        _view.market = view_.market;
        _view.capacity = view_.capacity;
        _view.token = view_.token;
        _view.deals = view_.deals;
        _view.peers = view_.peers;
        _view.units = view_.units;
    }

    function run(Call[] calldata calls, bool inWords) external {
        View memory view_ = _view;
        Actor[] memory all = actors;
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool success, bytes4 error_) = all[calls[i].actor].run(calls[i].to, calls[i].value, calls[i].data);
            uint256[] memory words = _look(view_, all);
            emit Done(success, error_, keccak256(abi.encodePacked(words)), inWords ? words : new uint256[](0));
        }
    }

    function _look(View memory v, Actor[] memory all) private view returns (uint256[] memory words) {
        words = new uint256[](4 + 2 * all.length + 7 * v.deals.length + 3 * v.units.length + 9 * v.peers.length);
        uint256 n = 0;
        words[n++] = _ask(v.core, abi.encodeWithSignature("activeUnitCount()"));
        uint256 epoch = _ask(v.core, abi.encodeWithSignature("currentEpoch()"));
        words[n++] = _ask(v.core, abi.encodeWithSignature("getRewardPool(uint256)", epoch));
        words[n++] = v.capacity.balance;
        words[n++] = epoch;
        for (uint256 i = 0; i < all.length; ++i) {
            words[n++] = _balance(v.token, address(all[i]));
            words[n++] = address(all[i]).balance;
        }
        for (uint256 i = 0; i < v.deals.length; ++i) {
            n = _lookAtDeal(v, v.deals[i], words, n);
        }
        for (uint256 i = 0; i < v.units.length; ++i) {
            n = _lookAtUnit(v, v.units[i], words, n);
        }
        for (uint256 i = 0; i < v.peers.length; ++i) {
            n = _lookAtPeer(v, v.peers[i], words, n);
        }
    }

    function _lookAtDeal(View memory v, address deal, uint256[] memory words, uint256 n) private view returns (uint256) {
        if (deal.code.length == 0) return n + 7;
        words[n] = _ask(deal, abi.encodeWithSignature("getStatus()"));
        words[n + 1] = _ask(deal, abi.encodeWithSignature("getFreeBalance()"));
        words[n + 2] = _balance(v.token, deal);
        words[n + 3] = _ask(deal, abi.encodeWithSignature("getMaxPaidEpoch()"));
        words[n + 4] = _ask(deal, abi.encodeWithSignature("getWorkerCount()"));
        words[n + 5] = _ask(deal, abi.encodeWithSignature("getComputeUnitCount()"));
        words[n + 6] = _ask(deal, abi.encodeWithSignature("pricePerWorkerEpoch()"));
        return n + 7;
    }

    function _lookAtUnit(View memory v, bytes32 unitId, uint256[] memory words, uint256 n) private view returns (uint256) {
        (bool success, bytes memory answer) = v.market.staticcall(abi.encodeWithSignature("getComputeUnit(bytes32)", unitId));
        if (!success) return n + 3;
        (address deal,, uint256 startEpoch) = abi.decode(answer, (address, bytes32, uint256));
        words[n] = uint160(deal);
        words[n + 1] = startEpoch;
        if (deal != address(0)) words[n + 2] = _ask(deal, abi.encodeWithSignature("getRewardAmount(bytes32)", unitId));
        return n + 3;
    }

    function _lookAtPeer(View memory v, bytes32 peerId, uint256[] memory words, uint256 n) private view returns (uint256) {
        (bool success, bytes memory answer) = v.market.staticcall(abi.encodeWithSignature("getComputePeer(bytes32)", peerId));
        if (!success) return n + 9;
        (, bytes32 commitmentId) = abi.decode(answer, (bytes32, bytes32));
        words[n] = uint256(commitmentId);
        if (commitmentId == 0) return n + 9;
        (success, answer) = v.capacity.staticcall(abi.encodeWithSignature("getCommitment(bytes32)", commitmentId));
        if (success) {
            uint256[11] memory c = abi.decode(answer, (uint256[11]));
            words[n + 1] = c[0];
            words[n + 2] = c[2];
            words[n + 3] = c[4];
            words[n + 4] = c[7];
            words[n + 5] = c[8];
            words[n + 6] = c[9] << 32 | c[10];
        } else {
            words[n + 1] = REFUSED;
        }
        words[n + 7] = _ask(v.capacity, abi.encodeWithSignature("totalRewards(bytes32)", commitmentId));
        words[n + 8] = _ask(v.capacity, abi.encodeWithSignature("unlockedRewards(bytes32)", commitmentId));
        return n + 9;
    }

    function _balance(address token, address account) private view returns (uint256) {
        return _ask(token, abi.encodeWithSignature("balanceOf(address)", account));
    }

    function _ask(address to, bytes memory data) private view returns (uint256) {
        (bool success, bytes memory answer) = to.staticcall(data);
        return success && answer.length >= 32 ? abi.decode(answer, (uint256)) : REFUSED;
    }
}
