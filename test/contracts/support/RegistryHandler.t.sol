// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../../contracts/IPublicationRegistry.sol";
import {Cast} from "./Cast.t.sol";
import {RegistryModel} from "./RegistryModel.t.sol";
import {Call, Kind, SignedCalls, Terms} from "./SignedCalls.t.sol";
import {vm} from "./Vm.sol";

/// @dev Makes calls from several actors on several publications, plainly and signed, right and wrong, and the same
/// calls to the model. Where the two differ in whether the call goes through, in the entry that it gives or in the
/// error that it reverts with, that is noted in `surprise`.
contract RegistryHandler is Cast {
    using SignedCalls for Call;

    /// @dev A signed call that went through, for trying it again.
    struct Sent {
        bytes toRegistry;
        bytes toModel;
    }

    I public immutable registry;
    RegistryModel public immutable model;
    string public surprise;
    Sent[] private _sent;
    bytes32 private _staleHead;
    uint64 private _time = 1_800_000_000;

    constructor(I registry_) {
        registry = registry_;
        model = new RegistryModel(address(registry_));
        vm.warp(_time);
        for (uint256 id = 1; id <= MOST_PUBLICATIONS; id++) {
            for (uint256 k = 0; k < TREES; k++) {
                I.BatchedIssue[] memory issues = batched(id, k);
                for (uint256 j = 0; j < issues.length; j++) model.plant(id, issues[j]);
            }
        }
    }

    // --- what the fuzzer calls: publishing. `via` says whether and how it is signed ---

    function anchor(uint8 idSeed, uint8 actorSeed, uint8 labelSeed, uint8 digestSeed, uint8 via) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        Call memory c;
        c.issue.label = _labelOrWrong(labelSeed);
        c.digest = _digestOrZero(digestSeed);
        _publish(c, id, actor_, via);
    }

    function revise(
        uint8 idSeed,
        uint8 actorSeed,
        uint8 labelSeed,
        uint8 digestSeed,
        uint8 wrongSeed,
        uint8 via
    ) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        Call memory c;
        c.kind = Kind.Revise;
        c.issue.label = _labelOrWrong(labelSeed);
        c.issue.digest = wrongSeed % 8 == 0 ? _digestOrZero(wrongSeed) : _current(id, c.issue.label);
        c.digest = _digestOrZero(digestSeed);
        c.reason = bytes32(uint256(wrongSeed % 2));
        _publish(c, id, actor_, via);
    }

    function post(uint8 idSeed, uint8 actorSeed, uint8 digestSeed, uint8 kindSeed, uint8 via) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        Call memory c;
        c.kind = Kind.Post;
        c.issue.digest = _recordedOrNot(id, digestSeed);
        (c.notice, c.reason) = (I.NoticeKind(kindSeed % 5), bytes32(uint256(kindSeed)));
        _publish(c, id, actor_, via);
    }

    function anchorBatch(
        uint8 idSeed,
        uint8 actorSeed,
        uint8 treeSeed,
        uint8 countSeed,
        uint8 listSeed,
        uint8 via
    ) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        // Now and then a tree over the issues of another publication.
        I.BatchedIssue[] memory issues = batched(treeSeed % 8 == 7 ? id + 1 : id, treeSeed / 8);
        Call memory c;
        c.kind = Kind.AnchorBatch;
        c.issue.root = treeSeed > 250 ? bytes32(0) : issues[0].root;
        c.count = countSeed % 8 == 7 ? _oddCount(countSeed / 8) : uint32(issues.length);
        c.digest = _digestOrZero(listSeed);
        _publish(c, id, actor_, via);
    }

    function reviseBatched(
        uint8 idSeed,
        uint8 actorSeed,
        uint8 pickSeed,
        uint8 wrongSeed,
        uint8 digestSeed,
        uint8 via
    ) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        Call memory c;
        c.kind = Kind.ReviseBatched;
        c.issue = _issue(id, pickSeed, wrongSeed);
        c.digest = _digestOrZero(digestSeed);
        c.reason = bytes32(uint256(wrongSeed % 2));
        _publish(c, id, actor_, via);
    }

    function postBatched(
        uint8 idSeed,
        uint8 actorSeed,
        uint8 pickSeed,
        uint8 wrongSeed,
        uint8 kindSeed,
        uint8 via
    ) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        Call memory c;
        c.kind = Kind.PostBatched;
        c.issue = _issue(id, pickSeed, wrongSeed);
        (c.notice, c.reason) = (I.NoticeKind(kindSeed % 5), bytes32(uint256(kindSeed)));
        _publish(c, id, actor_, via);
    }

    /// @dev A signed call that went through is sent once more, by whoever.
    function replay(uint8 senderSeed, uint8 pick) external {
        if (_sent.length == 0) return;
        Sent storage again = _sent[pick % _sent.length];
        _try(actor(senderSeed), again.toRegistry, again.toModel);
    }

    // --- what the fuzzer calls: managing ---

    function register(uint8 actorSeed, uint8 digestSeed) external {
        if (model.publications() == MOST_PUBLICATIONS) return;
        (address actor_, bytes32 profile) = (actor(actorSeed), _digestOrZero(digestSeed));
        _try(
            actor_,
            abi.encodeCall(I.register, (profile)),
            abi.encodeCall(RegistryModel.register, (actor_, profile))
        );
    }

    function grant(uint8 idSeed, uint8 actorSeed, uint8 accountSeed) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        address account = _actorOrNobody(accountSeed);
        bytes memory toModel = abi.encodeCall(RegistryModel.grant, (id, actor_, account));
        _try(actor_, abi.encodeCall(I.grantPublisher, (id, account)), toModel);
    }

    function revoke(uint8 idSeed, uint8 actorSeed, uint8 accountSeed) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        address account = _actorOrNobody(accountSeed);
        bytes memory toModel = abi.encodeCall(RegistryModel.revoke, (id, actor_, account));
        _try(actor_, abi.encodeCall(I.revokePublisher, (id, account)), toModel);
    }

    function transfer(uint8 idSeed, uint8 actorSeed, uint8 accountSeed) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        address account = _actorOrNobody(accountSeed);
        bytes memory toModel = abi.encodeCall(RegistryModel.transfer, (id, actor_, account));
        _try(actor_, abi.encodeCall(I.transferOwnership, (id, account)), toModel);
    }

    function accept(uint8 idSeed, uint8 actorSeed) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        // Half of the time by the one who may, or transfers would hardly ever happen.
        address pending = model.publication(id).pendingOwner;
        if (actorSeed % 2 == 0 && pending != address(0)) actor_ = pending;
        bytes memory toModel = abi.encodeCall(RegistryModel.accept, (id, actor_));
        _try(actor_, abi.encodeCall(I.acceptOwnership, (id)), toModel);
    }

    function setProfile(uint8 idSeed, uint8 actorSeed, uint8 digestSeed) external {
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        bytes32 profile = _digestOrZero(digestSeed);
        bytes memory toModel = abi.encodeCall(RegistryModel.setProfile, (id, actor_, profile));
        _try(actor_, abi.encodeCall(I.setProfile, (id, profile)), toModel);
    }

    function close(uint8 idSeed, uint8 actorSeed, uint8 luck) external {
        // Seldom: a closed publication teaches little more.
        if (luck % 16 != 0) return;
        (uint256 id, address actor_) = _pick(idSeed, actorSeed);
        bytes memory toModel = abi.encodeCall(RegistryModel.close, (id, actor_));
        _try(actor_, abi.encodeCall(I.close, (id)), toModel);
    }

    // --- how it does it ---

    function _publish(Call memory c, uint256 id, address actor_, uint8 via) private {
        if (via % 2 == 0) {
            _try(actor_, c.plain(id), abi.encodeCall(RegistryModel.publish, (c, id, actor_)));
            return;
        }
        Terms memory t = Terms(actor_, id, model.publication(id).head, _time + (via % 64));
        // Every eighth signature is wrong in one of four ways.
        uint256 fault = via % 16 == 1 ? 1 + ((via / 16) % 4) : 0;
        if (fault == 1) t.head = _staleHead;
        if (fault == 2) t.deadline = _time - 1;
        uint256 key = _keyOf(actor_);
        if (fault == 3) key = 1 + (key % ACTORS);
        bytes32 signedDigest = c.digestOf(t, address(registry), block.chainid);
        if (fault == 4) c.reason ^= bytes32(uint256(2));
        bool authentic = fault != 3 && signedDigest == c.digestOf(t, address(registry), block.chainid);
        I.Authorization memory by = I.Authorization(
            actor_,
            t.head,
            t.deadline,
            SignedCalls.sign(key, signedDigest)
        );
        bytes memory toModel = abi.encodeCall(RegistryModel.publishSigned, (c, t, authentic));
        bytes memory toRegistry = c.signed(id, by);
        if (_try(actor(via / 2), toRegistry, toModel)) {
            _sent.push(Sent(toRegistry, toModel));
            _staleHead = t.head;
            // One in four is tried again at once, before its deadline has passed.
            if (via >= 192) _try(actor(via), toRegistry, toModel);
        }
    }

    function _try(address sender, bytes memory toRegistry, bytes memory toModel) private returns (bool ok) {
        bytes memory expected;
        bytes memory got;
        bool right;
        (right, expected) = address(model).call(toModel);
        vm.prank(sender);
        (ok, got) = address(registry).call(toRegistry);
        if (ok != right) surprise = ok ? "a wrong call went through" : "a right call was refused";
        else if (ok && keccak256(got) != keccak256(expected)) surprise = "another answer was given";
        else if (!ok && bytes4(got) != _reason(expected)) surprise = "another error was given";
    }

    /// @dev The argument of the model's `Refused(bytes4)`.
    function _reason(bytes memory refusal) private pure returns (bytes4 reason) {
        assembly ("memory-safe") {
            reason := mload(add(refusal, 0x24))
        }
    }

    /// @dev Mostly the owner, or most calls would be refused for that reason alone.
    function _pick(uint8 idSeed, uint8 actorSeed) private returns (uint256 id, address actor_) {
        _time += actorSeed % 3;
        vm.warp(_time);
        // One number past the last publication now and then.
        id = 1 + (idSeed % (model.publications() + (idSeed > 250 ? 1 : 0)));
        address owner = model.publication(id).owner;
        actor_ = actorSeed % 4 == 0 || owner == address(0) ? actor(actorSeed / 4) : owner;
    }

    /// @dev An issue of a batch, mostly of an anchored one and mostly as it is there.
    function _issue(
        uint256 id,
        uint8 pickSeed,
        uint8 wrongSeed
    ) private view returns (I.BatchedIssue memory issue) {
        uint256 k = pickSeed % TREES;
        for (uint256 i = 0; i < TREES && model.batch(id, batched(id, k)[0].root).entry == 0; i++) k++;
        I.BatchedIssue[] memory issues = batched(id, k);
        issue = issues[(pickSeed / TREES) % issues.length];
        uint256 wrong = wrongSeed % 32;
        if (wrong == 0) issue.label = label(wrongSeed / 32);
        if (wrong == 1) issue.digest = _digestOrZero(wrongSeed);
        if (wrong == 2) issue.path = new bytes32[](issue.path.length + 1);
        if (wrong == 3) issue.path = new bytes32[](wrongSeed / 32);
        if (wrong == 4) issue.root = batched(id, k + 1)[0].root;
        if (wrong == 5) issue.path = issues[0].path;
        if (wrong == 6) issue.label = "Not A Label";
        if (wrong == 7) issue = batched(id + 1, k)[0];
    }

    /// @dev Mostly a digest that is on record.
    function _recordedOrNot(uint256 id, uint8 seed) private view returns (bytes32 value) {
        if (seed > 230) return _digestOrZero(seed);
        bytes32[] memory one = new bytes32[](1);
        for (uint256 i = 0; i < DIGESTS; i++) {
            one[0] = digest(seed + i);
            if (model.records(id, one)[0].entry != 0) return one[0];
        }
        return digest(seed);
    }

    function _current(uint256 id, string memory label_) private view returns (bytes32 held) {
        string[] memory one = new string[](1);
        one[0] = label_;
        return model.currents(id, one)[0];
    }

    function _oddCount(uint256 seed) private pure returns (uint32 count) {
        uint32[6] memory counts = [uint32(0), 1, 2, 4, 9, type(uint32).max];
        return counts[seed % 6];
    }

    function _labelOrWrong(uint8 seed) private pure returns (string memory) {
        return seed > 250 ? "Not A Label" : label(seed);
    }

    function _digestOrZero(uint8 seed) private pure returns (bytes32) {
        return seed > 250 ? bytes32(0) : digest(seed);
    }

    function _actorOrNobody(uint8 seed) private view returns (address) {
        return seed > 250 ? address(0) : actor(seed);
    }
}
