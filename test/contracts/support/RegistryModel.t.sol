// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../../contracts/IPublicationRegistry.sol";
import {Call, Kind, Terms} from "./SignedCalls.t.sol";

/// @dev What the registry should be, written from docs/spec/registry.md in the plainest way: whole structs, no packing,
/// no Merkle proof (it is told which issues belong to which root). It never looks at the registry. A call that the
/// registry should refuse reverts here with the error that the registry should give.
contract RegistryModel {
    struct Ghost {
        I.Publication state;
        mapping(string label => bytes32 digest) current;
        mapping(bytes32 digest => I.Record held) records;
        mapping(address account => bool granted) granted;
        uint256 grants;
        mapping(bytes32 root => I.Batch held) batches;
        mapping(uint256 entry => bytes32 listDigest) lists;
    }

    error Refused(bytes4 reason);

    uint256 public publications;
    address private immutable _registry;
    mapping(uint256 publicationId => Ghost ghost) private _ghosts;
    mapping(bytes32 member => bool planted) private _members;

    constructor(address registry) {
        _registry = registry;
    }

    /// @dev From now on a tree of this publication holds this issue, with this path.
    function plant(uint256 id, I.BatchedIssue calldata issue) external {
        _members[_member(id, issue)] = true;
    }

    // --- calls ---

    function register(address actor, bytes32 profile) external returns (uint256 id) {
        _check(profile != 0, I.DigestZero.selector);
        id = ++publications;
        Ghost storage g = _ghosts[id];
        g.state.owner = actor;
        g.state.profile = profile;
        g.state.registeredAt = uint64(block.timestamp);
        g.state.head = sha256(abi.encodePacked("colophon/history/1", block.chainid, _registry, id));
        _append(g, 1, actor, abi.encode(profile, 0, 0, 0, 0));
    }

    function publishSigned(Call memory c, Terms calldata t, bool authentic) external returns (uint64 entry) {
        Ghost storage g = _ghosts[t.publicationId];
        _check(g.state.entries != 0, I.PublicationUnknown.selector);
        _check(block.timestamp <= t.deadline, I.SignatureExpired.selector);
        _check(t.head == g.state.head, I.HeadStale.selector);
        _check(authentic, I.SignatureInvalid.selector);
        return publish(c, t.publicationId, t.publisher);
    }

    function publish(Call memory c, uint256 id, address actor) public returns (uint64 entry) {
        Ghost storage g = _open(id);
        _check(isPublisher(id, actor), I.ActorNotPublisher.selector);
        if (c.kind == Kind.Anchor) return _anchor(g, c, actor);
        if (c.kind == Kind.AnchorBatch) return _anchorBatch(g, c, actor);
        if (c.kind == Kind.ReviseBatched || c.kind == Kind.PostBatched) _extract(g, id, c.issue, actor);
        if (c.kind == Kind.Revise || c.kind == Kind.ReviseBatched) return _revise(g, c, actor);
        return _post(g, c, actor);
    }

    function grant(uint256 id, address actor, address account) external returns (uint64 entry) {
        Ghost storage g = _openFor(id, actor);
        _check(account != address(0), I.AddressZero.selector);
        _check(!g.granted[account], I.PublisherAlreadyGranted.selector);
        g.granted[account] = true;
        g.grants++;
        return _append(g, 7, actor, abi.encode(account, 0, 0, 0, 0));
    }

    function revoke(uint256 id, address actor, address account) external returns (uint64 entry) {
        Ghost storage g = _openFor(id, actor);
        _check(g.granted[account], I.PublisherNotGranted.selector);
        g.granted[account] = false;
        g.grants--;
        return _append(g, 8, actor, abi.encode(account, 0, 0, 0, 0));
    }

    function transfer(uint256 id, address actor, address account) external returns (uint64 entry) {
        Ghost storage g = _openFor(id, actor);
        g.state.pendingOwner = account;
        return _append(g, 9, actor, abi.encode(account, 0, 0, 0, 0));
    }

    function accept(uint256 id, address actor) external returns (uint64 entry) {
        Ghost storage g = _open(id);
        _check(actor == g.state.pendingOwner, I.ActorNotPendingOwner.selector);
        address previous = g.state.owner;
        (g.state.owner, g.state.pendingOwner) = (actor, address(0));
        return _append(g, 10, actor, abi.encode(previous, 0, 0, 0, 0));
    }

    function setProfile(uint256 id, address actor, bytes32 profile) external returns (uint64 entry) {
        Ghost storage g = _openFor(id, actor);
        _check(profile != 0, I.DigestZero.selector);
        _check(profile != g.state.profile, I.ProfileUnchanged.selector);
        g.state.profile = profile;
        return _append(g, 6, actor, abi.encode(profile, 0, 0, 0, 0));
    }

    function close(uint256 id, address actor) external returns (uint64 entry) {
        Ghost storage g = _openFor(id, actor);
        g.state.closed = true;
        return _append(g, 11, actor, abi.encode(0, 0, 0, 0, 0));
    }

    // --- views ---

    function publication(uint256 id) external view returns (I.Publication memory state) {
        return _ghosts[id].state;
    }

    function currents(uint256 id, string[] memory labels) external view returns (bytes32[] memory digests) {
        digests = new bytes32[](labels.length);
        for (uint256 i = 0; i < labels.length; i++) digests[i] = _ghosts[id].current[labels[i]];
    }

    function records(uint256 id, bytes32[] memory digests) external view returns (I.Record[] memory held) {
        held = new I.Record[](digests.length);
        for (uint256 i = 0; i < digests.length; i++) held[i] = _ghosts[id].records[digests[i]];
    }

    function batch(uint256 id, bytes32 root) external view returns (I.Batch memory held) {
        return _ghosts[id].batches[root];
    }

    function batchLists(uint256 id) external view returns (I.BatchList[] memory lists) {
        Ghost storage g = _ghosts[id];
        uint256 count;
        for (uint256 entry = 1; entry <= g.state.entries; entry++) if (g.lists[entry] != 0) count++;
        lists = new I.BatchList[](count);
        for (uint64 entry = g.state.entries; entry > 0; entry--) {
            if (g.lists[entry] != 0) lists[--count] = I.BatchList(entry, g.lists[entry]);
        }
    }

    function verifyBatched(
        uint256 id,
        I.BatchedIssue calldata issue
    ) external view returns (I.Record memory held, bytes32 standing) {
        Ghost storage g = _ghosts[id];
        I.Batch storage batched = g.batches[issue.root];
        if (batched.entry == 0 || !_hasLength(batched.count, issue.path.length)) return (held, standing);
        if (!_members[_member(id, issue)]) return (held, standing);
        held = g.records[issue.digest];
        standing = g.current[issue.label];
        if (held.entry != 0) return (held, standing);
        held = _first(batched.entry, batched.time, I.EntryKind.BatchAnchored);
        if (_stands(g, issue.label, batched.entry)) standing = issue.digest;
    }

    function isPublisher(uint256 id, address account) public view returns (bool allowed) {
        Ghost storage g = _ghosts[id];
        return g.state.entries != 0 && (account == g.state.owner || g.granted[account]);
    }

    function isGranted(uint256 id, address account) external view returns (bool granted) {
        return _ghosts[id].granted[account];
    }

    function publisherCount(uint256 id) external view returns (uint256 count) {
        return _ghosts[id].grants;
    }

    // --- rules ---

    function _anchor(Ghost storage g, Call memory c, address actor) private returns (uint64 entry) {
        string memory label = c.issue.label;
        _check(_valid(label), I.LabelInvalid.selector);
        _check(g.current[label] == 0, I.LabelAnchored.selector);
        _checkNew(g, c.digest);
        (bytes32 a, bytes32 b) = _words(label);
        entry = _append(g, 2, actor, abi.encode(a, b, c.digest, 0, 0));
        g.current[label] = c.digest;
        g.records[c.digest] = _first(entry, g.state.updatedAt, I.EntryKind.Anchored);
    }

    function _revise(Ghost storage g, Call memory c, address actor) private returns (uint64 entry) {
        string memory label = c.issue.label;
        bytes32 supersedes = c.issue.digest;
        _check(_valid(label), I.LabelInvalid.selector);
        _check(g.current[label] != 0, I.LabelUnknown.selector);
        _check(g.current[label] == supersedes, I.SupersedesMismatch.selector);
        _checkNew(g, c.digest);
        (bytes32 a, bytes32 b) = _words(label);
        entry = _append(g, 3, actor, abi.encode(a, b, c.digest, supersedes, c.reason));
        g.current[label] = c.digest;
        I.Record memory revised = _first(entry, g.state.updatedAt, I.EntryKind.Revised);
        revised.revision = g.records[supersedes].revision + 1;
        revised.first = g.records[supersedes].first;
        g.records[c.digest] = revised;
    }

    function _post(Ghost storage g, Call memory c, address actor) private returns (uint64 entry) {
        _check(c.notice != I.NoticeKind.None, I.NoticeKindNone.selector);
        I.Record storage held = g.records[c.issue.digest];
        _check(held.entry != 0, I.DigestUnknown.selector);
        entry = _append(g, 5, actor, abi.encode(c.issue.digest, c.notice, c.reason, 0, 0));
        (held.standing, held.notice) = (c.notice, entry);
    }

    function _anchorBatch(Ghost storage g, Call memory c, address actor) private returns (uint64 entry) {
        bytes32 root = c.issue.root;
        _check(root != 0, I.RootZero.selector);
        _check(c.count != 0, I.CountZero.selector);
        _check(c.digest != 0, I.DigestZero.selector);
        _check(g.batches[root].entry == 0, I.RootRecorded.selector);
        entry = _append(g, 4, actor, abi.encode(root, c.digest, c.count, 0, 0));
        g.batches[root] = I.Batch(entry, g.state.updatedAt, c.count, c.digest);
        g.lists[entry] = c.digest;
    }

    function _extract(Ghost storage g, uint256 id, I.BatchedIssue memory issue, address actor) private {
        _check(_valid(issue.label), I.LabelInvalid.selector);
        _check(issue.digest != 0, I.DigestZero.selector);
        I.Batch storage batched = g.batches[issue.root];
        _check(batched.entry != 0, I.RootUnknown.selector);
        _check(_hasLength(batched.count, issue.path.length), I.PathLengthInvalid.selector);
        _check(_members[_member(id, issue)], I.PathInvalid.selector);
        if (g.records[issue.digest].entry != 0) return;
        if (_stands(g, issue.label, batched.entry)) g.current[issue.label] = issue.digest;
        g.records[issue.digest] = _first(batched.entry, batched.time, I.EntryKind.BatchAnchored);
        (bytes32 a, bytes32 b) = _words(issue.label);
        _append(g, 12, actor, abi.encode(a, b, issue.digest, issue.root, 0));
    }

    /// @dev The earlier one stands.
    function _stands(Ghost storage g, string memory label, uint64 entry) private view returns (bool) {
        bytes32 other = g.current[label];
        return other == 0 || entry < g.records[other].first;
    }

    /// @dev A tree of n leaves has them at the two depths around the logarithm of n.
    function _hasLength(uint256 count, uint256 length) private pure returns (bool) {
        uint256 longest;
        while ((uint256(1) << longest) < count) longest++;
        return length == longest || (length + 1 == longest && (uint256(1) << longest) != count);
    }

    function _first(uint64 entry, uint64 time, I.EntryKind kind) private pure returns (I.Record memory held) {
        return I.Record(entry, time, 1, kind, I.NoticeKind.None, 0, entry);
    }

    function _append(
        Ghost storage g,
        uint8 kind,
        address actor,
        bytes memory words
    ) private returns (uint64 entry) {
        entry = ++g.state.entries;
        uint64 time = uint64(block.timestamp);
        g.state.updatedAt = time;
        g.state.head = sha256(abi.encodePacked(g.state.head, entry, kind, time, actor, words));
    }

    function _open(uint256 id) private view returns (Ghost storage g) {
        g = _ghosts[id];
        _check(g.state.entries != 0, I.PublicationUnknown.selector);
        _check(!g.state.closed, I.PublicationIsClosed.selector);
    }

    function _openFor(uint256 id, address actor) private view returns (Ghost storage g) {
        g = _open(id);
        _check(g.state.owner == actor, I.ActorNotOwner.selector);
    }

    function _checkNew(Ghost storage g, bytes32 digest) private view {
        _check(digest != 0, I.DigestZero.selector);
        _check(g.records[digest].entry == 0, I.DigestRecorded.selector);
    }

    function _check(bool holds, bytes4 reason) private pure {
        if (!holds) revert Refused(reason);
    }

    /// @dev The only invalid label that is ever tried; Labels.t.sol tries the others.
    function _valid(string memory label) private pure returns (bool) {
        return keccak256(bytes(label)) != keccak256("Not A Label");
    }

    function _member(uint256 id, I.BatchedIssue memory issue) private pure returns (bytes32 member) {
        return keccak256(abi.encode(id, issue));
    }

    function _words(string memory label) private pure returns (bytes32 a, bytes32 b) {
        bytes memory padded = new bytes(64);
        for (uint256 i = 0; i < bytes(label).length; i++) padded[i] = bytes(label)[i];
        return abi.decode(padded, (bytes32, bytes32));
    }
}
