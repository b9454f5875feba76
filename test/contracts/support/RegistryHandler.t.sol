// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../../contracts/IPublicationRegistry.sol";
import {vm} from "./Vm.sol";

/// @dev Makes calls from several actors on several publications, and keeps beside the registry what each call should
/// have done (the ghost). It never looks at the registry to know what is right. Whoever makes a call that should go
/// through and does not, or the other way round, is noted in `surprise`.
contract RegistryHandler {
    struct Ghost {
        address owner;
        address pendingOwner;
        bytes32 head;
        uint64 entries;
        uint64 registeredAt;
        uint64 updatedAt;
        bool closed;
        bytes32 profile;
        mapping(string label => bytes32 digest) current;
        mapping(bytes32 digest => I.Record held) records;
        mapping(address account => bool granted) granted;
    }

    I public immutable registry;
    string public surprise;
    uint256 public publications;
    mapping(uint256 publicationId => Ghost ghost) private _ghosts;

    uint256 public constant ACTORS = 4;
    uint256 public constant LABELS = 3;
    uint256 public constant DIGESTS = 12;
    uint256 private constant MOST_PUBLICATIONS = 3;
    uint64 private _time = 1_800_000_000;

    constructor(I registry_) {
        registry = registry_;
        vm.warp(_time);
    }

    // --- what the fuzzer calls ---

    function register(uint8 actorSeed, uint8 digestSeed) external {
        if (publications == MOST_PUBLICATIONS) return;
        address actor_ = actor(actorSeed);
        bytes32 profile = _digestOrZero(digestSeed);
        if (!_goes(actor_, abi.encodeCall(I.register, (profile)), profile != 0)) return;
        publications++;
        Ghost storage g = _ghosts[publications];
        g.owner = actor_;
        g.profile = profile;
        g.registeredAt = _time;
        g.head = sha256(
            abi.encodePacked("colophon/history/1", block.chainid, address(registry), publications)
        );
        _fold(g, 1, actor_, abi.encode(profile, 0, 0, 0, 0));
    }

    function anchor(uint8 idSeed, uint8 actorSeed, uint8 labelSeed, uint8 digestSeed) external {
        (uint256 id, Ghost storage g, address actor_) = _pick(idSeed, actorSeed);
        string memory label_ = _labelOrWrong(labelSeed);
        bytes32 digest_ = _digestOrZero(digestSeed);
        bool right =
            _mayPublish(g, actor_) &&
                _valid(label_) &&
                g.current[label_] == 0 &&
                digest_ != 0 &&
                g.records[digest_].entry == 0;
        if (!_goes(actor_, abi.encodeCall(I.anchor, (id, label_, digest_)), right)) return;
        g.current[label_] = digest_;
        (bytes32 a, bytes32 b) = _words(label_);
        _fold(g, 2, actor_, abi.encode(a, b, digest_, 0, 0));
        g.records[digest_] = I.Record(
            g.entries,
            _time,
            1,
            I.EntryKind.Anchored,
            I.NoticeKind.None,
            0,
            g.entries
        );
    }

    function revise(
        uint8 idSeed,
        uint8 actorSeed,
        uint8 labelSeed,
        uint8 digestSeed,
        uint8 wrongSeed
    ) external {
        (uint256 id, Ghost storage g, address actor_) = _pick(idSeed, actorSeed);
        string memory label_ = _labelOrWrong(labelSeed);
        bytes32 digest_ = _digestOrZero(digestSeed);
        bytes32 supersedes = wrongSeed % 8 == 0 ? _digestOrZero(wrongSeed) : g.current[label_];
        bytes32 reason = bytes32(uint256(wrongSeed % 2));
        bool right =
            _mayPublish(g, actor_) &&
                _valid(label_) &&
                g.current[label_] != 0 &&
                g.current[label_] == supersedes &&
                digest_ != 0 &&
                g.records[digest_].entry == 0;
        if (!_goes(actor_, abi.encodeCall(I.revise, (id, label_, digest_, supersedes, reason)), right))
            return;
        g.current[label_] = digest_;
        (bytes32 a, bytes32 b) = _words(label_);
        _fold(g, 3, actor_, abi.encode(a, b, digest_, supersedes, reason));
        I.Record storage old = g.records[supersedes];
        g.records[digest_] = I.Record(
            g.entries,
            _time,
            old.revision + 1,
            I.EntryKind.Revised,
            I.NoticeKind.None,
            0,
            old.first
        );
    }

    function post(uint8 idSeed, uint8 actorSeed, uint8 digestSeed, uint8 kindSeed) external {
        (uint256 id, Ghost storage g, address actor_) = _pick(idSeed, actorSeed);
        bytes32 digest_ = _digestOrZero(digestSeed);
        I.NoticeKind kind = I.NoticeKind(kindSeed % 5);
        bytes32 reason = bytes32(uint256(kindSeed));
        bool right = _mayPublish(g, actor_) && g.records[digest_].entry != 0 && kind != I.NoticeKind.None;
        if (!_goes(actor_, abi.encodeCall(I.post, (id, digest_, kind, reason)), right)) return;
        _fold(g, 5, actor_, abi.encode(digest_, kind, reason, 0, 0));
        g.records[digest_].standing = kind;
        g.records[digest_].notice = g.entries;
    }

    function grant(uint8 idSeed, uint8 actorSeed, uint8 accountSeed) external {
        (uint256 id, Ghost storage g, address actor_) = _pick(idSeed, actorSeed);
        address account = _actorOrNobody(accountSeed);
        bool right = _isOwner(g, actor_) && account != address(0) && !g.granted[account];
        if (!_goes(actor_, abi.encodeCall(I.grantPublisher, (id, account)), right)) return;
        g.granted[account] = true;
        _fold(g, 7, actor_, abi.encode(account, 0, 0, 0, 0));
    }

    function revoke(uint8 idSeed, uint8 actorSeed, uint8 accountSeed) external {
        (uint256 id, Ghost storage g, address actor_) = _pick(idSeed, actorSeed);
        address account = _actorOrNobody(accountSeed);
        bool right = _isOwner(g, actor_) && g.granted[account];
        if (!_goes(actor_, abi.encodeCall(I.revokePublisher, (id, account)), right)) return;
        g.granted[account] = false;
        _fold(g, 8, actor_, abi.encode(account, 0, 0, 0, 0));
    }

    function transfer(uint8 idSeed, uint8 actorSeed, uint8 accountSeed) external {
        (uint256 id, Ghost storage g, address actor_) = _pick(idSeed, actorSeed);
        address account = _actorOrNobody(accountSeed);
        bool right = _isOwner(g, actor_);
        if (!_goes(actor_, abi.encodeCall(I.transferOwnership, (id, account)), right)) return;
        g.pendingOwner = account;
        _fold(g, 9, actor_, abi.encode(account, 0, 0, 0, 0));
    }

    function accept(uint8 idSeed, uint8 actorSeed) external {
        (uint256 id, Ghost storage g, address actor_) = _pick(idSeed, actorSeed);
        // Half of the time by the one who may, or transfers would hardly ever happen.
        if (actorSeed % 2 == 0 && g.pendingOwner != address(0)) actor_ = g.pendingOwner;
        bool right = g.entries != 0 && !g.closed && actor_ == g.pendingOwner;
        if (!_goes(actor_, abi.encodeCall(I.acceptOwnership, (id)), right)) return;
        address previous = g.owner;
        g.owner = actor_;
        g.pendingOwner = address(0);
        _fold(g, 10, actor_, abi.encode(previous, 0, 0, 0, 0));
    }

    function setProfile(uint8 idSeed, uint8 actorSeed, uint8 digestSeed) external {
        (uint256 id, Ghost storage g, address actor_) = _pick(idSeed, actorSeed);
        bytes32 profile = _digestOrZero(digestSeed);
        bool right = _isOwner(g, actor_) && profile != 0 && profile != g.profile;
        if (!_goes(actor_, abi.encodeCall(I.setProfile, (id, profile)), right)) return;
        g.profile = profile;
        _fold(g, 6, actor_, abi.encode(profile, 0, 0, 0, 0));
    }

    function close(uint8 idSeed, uint8 actorSeed, uint8 luck) external {
        // Seldom: a closed publication teaches little more.
        if (luck % 8 != 0) return;
        (uint256 id, Ghost storage g, address actor_) = _pick(idSeed, actorSeed);
        if (!_goes(actor_, abi.encodeCall(I.close, (id)), _isOwner(g, actor_))) return;
        g.closed = true;
        _fold(g, 11, actor_, abi.encode(0, 0, 0, 0, 0));
    }

    // --- what the invariants ask ---

    function publication(uint256 id) external view returns (I.Publication memory state) {
        Ghost storage g = _ghosts[id];
        return
            I.Publication(
                g.owner,
                g.pendingOwner,
                g.head,
                g.entries,
                g.registeredAt,
                g.updatedAt,
                g.closed,
                g.profile
            );
    }

    function current(uint256 id, string calldata label_) external view returns (bytes32 held) {
        return _ghosts[id].current[label_];
    }

    function record(uint256 id, bytes32 digest_) external view returns (I.Record memory held) {
        return _ghosts[id].records[digest_];
    }

    function isPublisher(uint256 id, address account) external view returns (bool allowed) {
        return _ghosts[id].owner == account || _ghosts[id].granted[account];
    }

    function actor(uint256 seed) public pure returns (address account) {
        return address(uint160(0xAC700 + (seed % ACTORS)));
    }

    function label(uint256 seed) public pure returns (string memory text) {
        string[3] memory labels = [
            "1",
            "2019-11-26",
            "a-label-of-more-than-thirty-two-characters_and-up-to-64.letters."
        ];
        return labels[seed % LABELS];
    }

    function digest(uint256 seed) public pure returns (bytes32 value) {
        return keccak256(abi.encode("digest", seed % DIGESTS));
    }

    // --- how it does it ---

    /// @dev Mostly the owner, or most calls would be refused for that reason alone.
    function _pick(
        uint8 idSeed,
        uint8 actorSeed
    ) private returns (uint256 id, Ghost storage ghost, address actor_) {
        _time += actorSeed % 3;
        vm.warp(_time);
        // One number past the last publication now and then.
        id = 1 + (idSeed % (publications + (idSeed > 250 ? 1 : 0) + (publications == 0 ? 1 : 0)));
        ghost = _ghosts[id];
        actor_ = actorSeed % 4 == 0 || ghost.owner == address(0) ? actor(actorSeed / 4) : ghost.owner;
    }

    function _goes(address actor_, bytes memory call, bool right) private returns (bool ok) {
        vm.prank(actor_);
        (ok, ) = address(registry).call(call);
        if (ok != right) surprise = ok ? "a wrong call went through" : "a right call was refused";
    }

    function _fold(Ghost storage g, uint8 kind, address actor_, bytes memory words) private {
        g.entries++;
        g.updatedAt = _time;
        g.head = sha256(abi.encodePacked(g.head, g.entries, kind, _time, actor_, words));
    }

    function _isOwner(Ghost storage g, address actor_) private view returns (bool) {
        return g.entries != 0 && !g.closed && g.owner == actor_;
    }

    function _mayPublish(Ghost storage g, address actor_) private view returns (bool) {
        return g.entries != 0 && !g.closed && (g.owner == actor_ || g.granted[actor_]);
    }

    function _valid(string memory label_) private pure returns (bool) {
        return keccak256(bytes(label_)) != keccak256("Not A Label");
    }

    function _labelOrWrong(uint8 seed) private pure returns (string memory) {
        return seed > 250 ? "Not A Label" : label(seed);
    }

    function _digestOrZero(uint8 seed) private pure returns (bytes32) {
        return seed > 250 ? bytes32(0) : digest(seed);
    }

    function _actorOrNobody(uint8 seed) private pure returns (address) {
        return seed > 250 ? address(0) : actor(seed);
    }

    function _words(string memory label_) private pure returns (bytes32 a, bytes32 b) {
        bytes memory padded = new bytes(64);
        for (uint256 i = 0; i < bytes(label_).length; i++) padded[i] = bytes(label_)[i];
        return abi.decode(padded, (bytes32, bytes32));
    }
}
