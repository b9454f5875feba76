// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IPublicationRegistry} from "./IPublicationRegistry.sol";
import {SignedPublishing} from "./SignedPublishing.sol";
import {Batches} from "./libraries/Batches.sol";
import {BatchSlot} from "./libraries/BatchSlot.sol";
import {History} from "./libraries/History.sol";
import {Labels} from "./libraries/Labels.sol";
import {PublicationSlot} from "./libraries/PublicationSlot.sol";
import {RecordSlots} from "./libraries/RecordSlot.sol";

/// @title Registry of publications and of the content hashes of their issues
/// @author The Colophon authors
/// @notice See `IPublicationRegistry` for what every call, event and error means, `PublicationRules` for what a call
/// does, and `SignedPublishing` for the calls that somebody else sends.
contract PublicationRegistry is SignedPublishing {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @inheritdoc IPublicationRegistry
    function register(bytes32 profileDigest) external returns (uint256 publicationId) {
        return _register(msg.sender, profileDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function anchor(
        uint256 publicationId,
        string calldata label,
        bytes32 digest
    ) external returns (uint64 entry) {
        return _anchor(msg.sender, publicationId, label, digest);
    }

    /// @inheritdoc IPublicationRegistry
    function revise(
        uint256 publicationId,
        string calldata label,
        bytes32 digest,
        bytes32 supersedes,
        bytes32 reasonDigest
    ) external returns (uint64 entry) {
        return _revise(msg.sender, publicationId, label, digest, supersedes, reasonDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function post(
        uint256 publicationId,
        bytes32 digest,
        NoticeKind kind,
        bytes32 reasonDigest
    ) external returns (uint64 entry) {
        return _post(msg.sender, publicationId, digest, kind, reasonDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function anchorBatch(
        uint256 publicationId,
        bytes32 root,
        uint32 count,
        bytes32 listDigest
    ) external returns (uint64 entry) {
        return _anchorBatch(msg.sender, publicationId, root, count, listDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function reviseBatched(
        uint256 publicationId,
        BatchedIssue calldata issue,
        bytes32 digest,
        bytes32 reasonDigest
    ) external returns (uint64 entry) {
        return _reviseBatched(msg.sender, publicationId, issue, digest, reasonDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function postBatched(
        uint256 publicationId,
        BatchedIssue calldata issue,
        NoticeKind kind,
        bytes32 reasonDigest
    ) external returns (uint64 entry) {
        return _postBatched(msg.sender, publicationId, issue, kind, reasonDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function grantPublisher(uint256 publicationId, address publisher) external returns (uint64 entry) {
        return _grantPublisher(msg.sender, publicationId, publisher);
    }

    /// @inheritdoc IPublicationRegistry
    function revokePublisher(uint256 publicationId, address publisher) external returns (uint64 entry) {
        return _revokePublisher(msg.sender, publicationId, publisher);
    }

    /// @inheritdoc IPublicationRegistry
    function transferOwnership(uint256 publicationId, address newOwner) external returns (uint64 entry) {
        return _transferOwnership(msg.sender, publicationId, newOwner);
    }

    /// @inheritdoc IPublicationRegistry
    function acceptOwnership(uint256 publicationId) external returns (uint64 entry) {
        return _acceptOwnership(msg.sender, publicationId);
    }

    /// @inheritdoc IPublicationRegistry
    function setProfile(uint256 publicationId, bytes32 profileDigest) external returns (uint64 entry) {
        return _setProfile(msg.sender, publicationId, profileDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function close(uint256 publicationId) external returns (uint64 entry) {
        return _close(msg.sender, publicationId);
    }

    /// @inheritdoc IPublicationRegistry
    function publications() external view returns (uint256 count) {
        return _count;
    }

    /// @inheritdoc IPublicationRegistry
    function publication(uint256 publicationId) external view returns (Publication memory state) {
        if (!_publications[publicationId].slot.exists()) revert PublicationUnknown(publicationId);
        return _publication(publicationId);
    }

    /// @inheritdoc IPublicationRegistry
    function publicationsFrom(
        uint256 first,
        uint256 limit
    ) external view returns (Publication[] memory states) {
        // 0 is nobody's number; a page that begins there is the one that begins at 1.
        uint256 from = Math.max(first, 1);
        uint256 end = Math.min(Math.saturatingAdd(from, limit), _count + 1);
        states = new Publication[](Math.saturatingSub(end, from));
        for (uint256 i = 0; i < states.length; ++i) states[i] = _publication(from + i);
    }

    /// @inheritdoc IPublicationRegistry
    function head(uint256 publicationId) external view returns (bytes32 digest) {
        return _publications[publicationId].head;
    }

    /// @inheritdoc IPublicationRegistry
    function genesis(uint256 publicationId) external view returns (bytes32 digest) {
        return History.genesis(publicationId);
    }

    /// @inheritdoc IPublicationRegistry
    function current(uint256 publicationId, string calldata label) external view returns (bytes32 digest) {
        return _publications[publicationId].current[label].digest;
    }

    /// @inheritdoc IPublicationRegistry
    function currents(
        uint256 publicationId,
        string[] calldata labels
    ) external view returns (bytes32[] memory digests) {
        PublicationState storage state = _publications[publicationId];
        digests = new bytes32[](labels.length);
        for (uint256 i = 0; i < labels.length; ++i) digests[i] = state.current[labels[i]].digest;
    }

    /// @inheritdoc IPublicationRegistry
    function record(uint256 publicationId, bytes32 digest) external view returns (Record memory held) {
        return _publications[publicationId].records[digest].slot.unpack();
    }

    /// @inheritdoc IPublicationRegistry
    function records(
        uint256 publicationId,
        bytes32[] calldata digests
    ) external view returns (Record[] memory held) {
        PublicationState storage state = _publications[publicationId];
        held = new Record[](digests.length);
        for (uint256 i = 0; i < digests.length; ++i) held[i] = state.records[digests[i]].slot.unpack();
    }

    /// @inheritdoc IPublicationRegistry
    function batch(uint256 publicationId, bytes32 root) external view returns (Batch memory held) {
        PublicationState storage state = _publications[publicationId];
        BatchSlot slot = state.batches[root].slot;
        return
            Batch({
                entry: slot.entry(),
                time: slot.time(),
                count: slot.count(),
                listDigest: state.lists[slot.entry()]
            });
    }

    /// @inheritdoc IPublicationRegistry
    function batchLists(
        uint256 publicationId,
        uint256 from,
        uint256 limit
    ) external view returns (BatchList[] memory found, uint256 next) {
        PublicationState storage state = _publications[publicationId];
        uint256 begin = Math.max(from, 1);
        uint256 entries = state.slot.entries();
        uint256 end = Math.min(Math.saturatingAdd(begin, limit), entries + 1);
        BatchList[] memory lists = new BatchList[](Math.saturatingSub(end, begin));
        uint256 count;
        for (uint256 entry = begin; entry < end; ++entry) {
            bytes32 listDigest = state.lists[entry];
            if (listDigest != 0) lists[count++] = BatchList(uint64(entry), listDigest);
        }
        found = new BatchList[](count);
        for (uint256 i = 0; i < count; ++i) found[i] = lists[i];
        if (end <= entries) next = end;
    }

    /// @inheritdoc IPublicationRegistry
    function verifyBatched(
        uint256 publicationId,
        BatchedIssue calldata issue
    ) external view returns (Record memory held, bytes32 standing) {
        // No call takes a label that is none, or the zero digest, whatever a batch says of them.
        Labels.words(issue.label);
        PublicationState storage state = _publications[publicationId];
        BatchSlot batched = state.batches[issue.root].slot;
        if (issue.digest == 0 || !batched.exists()) return (held, standing);
        if (!Batches.holds(publicationId, issue, batched.count())) return (held, standing);
        held = state.records[issue.digest].slot.unpack();
        standing = state.current[issue.label].digest;
        if (held.entry != 0) return (held, standing);
        held = RecordSlots.anchored(batched.entry(), batched.time(), EntryKind.BatchAnchored).unpack();
        if (_standsBefore(state, batched, standing)) standing = issue.digest;
    }

    /// @inheritdoc IPublicationRegistry
    function publisherCount(uint256 publicationId) external view returns (uint256 count) {
        return _publications[publicationId].publishers.length();
    }

    /// @inheritdoc IPublicationRegistry
    function publishers(
        uint256 publicationId,
        uint256 first,
        uint256 limit
    ) external view returns (address[] memory accounts) {
        uint256 end = Math.saturatingAdd(first, limit);
        return _publications[publicationId].publishers.values(first, end);
    }

    /// @inheritdoc IPublicationRegistry
    function isPublisher(uint256 publicationId, address account) external view returns (bool allowed) {
        PublicationState storage state = _publications[publicationId];
        return state.slot.exists() && (account == state.slot.owner() || state.publishers.contains(account));
    }

    /// @inheritdoc IPublicationRegistry
    function version() external pure returns (string memory name) {
        return "colophon/registry/1";
    }

    function _publication(uint256 publicationId) private view returns (Publication memory state) {
        PublicationState storage stored = _publications[publicationId];
        PublicationSlot slot = stored.slot;
        return
            Publication({
                owner: slot.owner(),
                pendingOwner: stored.pendingOwner,
                head: stored.head,
                entries: slot.entries(),
                registeredAt: stored.registeredAt,
                updatedAt: slot.updatedAt(),
                closed: slot.closed(),
                profile: stored.profile
            });
    }
}
