// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IPublicationRegistry} from "./IPublicationRegistry.sol";
import {Batches} from "./libraries/Batches.sol";
import {BatchSlot, BatchSlots} from "./libraries/BatchSlot.sol";
import {History} from "./libraries/History.sol";
import {IssueLogs} from "./libraries/IssueLogs.sol";
import {Labels} from "./libraries/Labels.sol";
import {PublicationSlot, PublicationSlots} from "./libraries/PublicationSlot.sol";
import {RecordSlot, RecordSlots} from "./libraries/RecordSlot.sol";

/// @title What each call does, whoever sends it
/// @author The Colophon authors
/// @notice The state of the registry, and the rules that change it. Every rule is told its actor: the sender of a
/// plain call, the signer of a signed one.
/// @dev Owners and publishers are kept per publication, after the rules of OpenZeppelin's `Ownable2Step`. Its
/// `AccessControl` was measured and left: it costs more, has no two-step transfer, and falls back to one role that
/// rules all publications.
abstract contract PublicationRules is IPublicationRegistry {
    using EnumerableSet for EnumerableSet.AddressSet;

    /// @dev Everything about one publication lies under one storage place, so that it is worked out once per call.
    /// An entry writes the first two slots; pendingOwner and registeredAt share the third.
    struct PublicationState {
        PublicationSlot slot;
        bytes32 head;
        address pendingOwner;
        uint64 registeredAt;
        bytes32 profile;
        mapping(string label => CurrentState state) current;
        mapping(bytes32 digest => RecordState state) records;
        EnumerableSet.AddressSet publishers;
        mapping(bytes32 root => BatchState state) batches;
        mapping(uint256 entry => bytes32 listDigest) lists;
    }

    /// @dev What is current under a label. A struct, so that its place is worked out once for reading and writing.
    struct CurrentState {
        bytes32 digest;
    }

    /// @dev What is on record for a digest. A struct for the same reason.
    struct RecordState {
        RecordSlot slot;
    }

    /// @dev What is on record for a batch. A struct for the same reason.
    struct BatchState {
        BatchSlot slot;
    }

    // Where things are (docs/spec/registry.md works an example out):
    //
    //   slot 0   _count
    //   slot 1   _publications: P = keccak256(id . 1) is the place of one publication
    //     P      PublicationSlot: owner, entries, updatedAt, closed
    //     P + 1  head
    //     P + 2  pendingOwner (lower 160 bits), registeredAt (64 bits above)
    //     P + 3  profile
    //     P + 4  current:    keccak256(label . (P + 4))    the digest
    //     P + 5  records:    keccak256(digest . (P + 5))   RecordSlot
    //     P + 6  publishers: how many; the n-th, from 0 on, at keccak256(P + 6) + n
    //     P + 7  publishers: keccak256(address . (P + 7))  place in that list, from 1 on; 0 if not granted
    //     P + 8  batches:    keccak256(root . (P + 8))     BatchSlot
    //     P + 9  lists:      keccak256(entry . (P + 9))    digest of the list of the batch that is this entry

    uint256 internal _count;
    mapping(uint256 publicationId => PublicationState state) internal _publications;

    function _register(address actor, bytes32 profileDigest) internal returns (uint256 publicationId) {
        if (profileDigest == 0) revert DigestZero();
        publicationId = ++_count;
        uint64 time = _now();
        PublicationState storage state = _publications[publicationId];
        state.slot = PublicationSlots.first(actor, time);
        state.registeredAt = time;
        state.profile = profileDigest;
        state.head = History.fold(
            History.genesis(publicationId),
            History.stamp(1, EntryKind.Registered, time),
            actor,
            profileDigest,
            0,
            0,
            0,
            0
        );
        emit PublicationRegistered(publicationId, 1, actor, time, profileDigest);
    }

    function _anchor(
        address actor,
        uint256 publicationId,
        string calldata label,
        bytes32 digest
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openFor(actor, publicationId);
        (bytes32 first, bytes32 second) = Labels.words(label);
        CurrentState storage standing = state.current[label];
        if (standing.digest != 0) revert LabelAnchored(publicationId, label, standing.digest);
        RecordState storage held = _vacant(publicationId, state, digest);
        standing.digest = digest;
        entry = _append(state, slot, actor, EntryKind.Anchored, first, second, digest, 0, 0);
        held.slot = RecordSlots.anchored(entry, block.timestamp, EntryKind.Anchored);
        IssueLogs.anchored(publicationId, entry, digest, actor, bytes(label).length, first, second);
    }

    function _revise(
        address actor,
        uint256 publicationId,
        string calldata label,
        bytes32 digest,
        bytes32 supersedes,
        bytes32 reasonDigest
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openFor(actor, publicationId);
        (bytes32 first, bytes32 second) = Labels.words(label);
        CurrentState storage standing = state.current[label];
        bytes32 expected = standing.digest;
        if (expected == 0) revert LabelUnknown(publicationId, label);
        if (expected != supersedes) revert SupersedesMismatch(publicationId, label, expected, supersedes);
        RecordState storage held = _vacant(publicationId, state, digest);
        standing.digest = digest;
        entry = _append(
            state,
            slot,
            actor,
            EntryKind.Revised,
            first,
            second,
            digest,
            supersedes,
            reasonDigest
        );
        held.slot = state.records[supersedes].slot.revise(entry, block.timestamp);
        IssueLogs.revised(
            publicationId,
            entry,
            digest,
            actor,
            bytes(label).length,
            first,
            second,
            supersedes,
            reasonDigest
        );
    }

    function _post(
        address actor,
        uint256 publicationId,
        bytes32 digest,
        NoticeKind kind,
        bytes32 reasonDigest
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openFor(actor, publicationId);
        if (kind == NoticeKind.None) revert NoticeKindNone();
        RecordState storage held = state.records[digest];
        RecordSlot recorded = held.slot;
        if (!recorded.exists()) revert DigestUnknown(publicationId, digest);
        bytes32 kindWord = bytes32(uint256(kind));
        entry = _append(state, slot, actor, EntryKind.NoticePosted, digest, kindWord, reasonDigest, 0, 0);
        held.slot = recorded.withNotice(kind, entry);
        emit NoticePosted(publicationId, entry, digest, actor, _now(), kind, reasonDigest);
    }

    function _anchorBatch(
        address actor,
        uint256 publicationId,
        bytes32 root,
        uint32 count,
        bytes32 listDigest
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openFor(actor, publicationId);
        if (root == 0) revert RootZero();
        if (count == 0) revert CountZero();
        if (listDigest == 0) revert DigestZero();
        BatchState storage held = state.batches[root];
        if (held.slot.exists()) revert RootRecorded(publicationId, root, held.slot.entry());
        bytes32 countWord = bytes32(uint256(count));
        entry = _append(state, slot, actor, EntryKind.BatchAnchored, root, listDigest, countWord, 0, 0);
        held.slot = BatchSlots.anchored(entry, block.timestamp, count);
        state.lists[entry] = listDigest;
        emit BatchAnchored(publicationId, entry, root, actor, _now(), count, listDigest);
    }

    function _reviseBatched(
        address actor,
        uint256 publicationId,
        BatchedIssue calldata issue,
        bytes32 digest,
        bytes32 reasonDigest
    ) internal returns (uint64 entry) {
        _extract(actor, publicationId, issue);
        return _revise(actor, publicationId, issue.label, digest, issue.digest, reasonDigest);
    }

    function _postBatched(
        address actor,
        uint256 publicationId,
        BatchedIssue calldata issue,
        NoticeKind kind,
        bytes32 reasonDigest
    ) internal returns (uint64 entry) {
        _extract(actor, publicationId, issue);
        return _post(actor, publicationId, issue.digest, kind, reasonDigest);
    }

    /// @dev Gives an issue of a batch a record of its own, if it has none.
    function _extract(address actor, uint256 publicationId, BatchedIssue calldata issue) private {
        (PublicationState storage state, PublicationSlot slot) = _openFor(actor, publicationId);
        (bytes32 first, bytes32 second) = Labels.words(issue.label);
        if (issue.digest == 0) revert DigestZero();
        BatchSlot batched = _proved(publicationId, state, issue);
        RecordState storage held = state.records[issue.digest];
        if (held.slot.exists()) return;
        held.slot = RecordSlots.anchored(batched.entry(), batched.time(), EntryKind.BatchAnchored);
        CurrentState storage standing = state.current[issue.label];
        if (_standsBefore(state, batched, standing.digest)) standing.digest = issue.digest;
        uint64 entry = _append(
            state,
            slot,
            actor,
            EntryKind.IssueExtracted,
            first,
            second,
            issue.digest,
            issue.root,
            0
        );
        emit IssueExtracted(publicationId, entry, issue.digest, actor, _now(), issue.label, issue.root);
    }

    /// @dev The batch that the issue's path leads to.
    function _proved(
        uint256 publicationId,
        PublicationState storage state,
        BatchedIssue calldata issue
    ) private view returns (BatchSlot batched) {
        batched = state.batches[issue.root].slot;
        if (!batched.exists()) revert RootUnknown(publicationId, issue.root);
        (uint256 shortest, uint256 longest) = Batches.depths(batched.count());
        uint256 length = issue.path.length;
        if (length < shortest || length > longest)
            revert PathLengthInvalid(publicationId, issue.root, shortest, longest, length);
        if (!Batches.proves(publicationId, issue))
            revert PathInvalid(publicationId, issue.root, issue.label, issue.digest);
    }

    /// @dev Whether an issue of a batch stands before what is current under its label.
    function _standsBefore(
        PublicationState storage state,
        BatchSlot batched,
        bytes32 current_
    ) internal view returns (bool earlier) {
        return current_ == 0 || batched.entry() < state.records[current_].slot.first();
    }

    function _grantPublisher(
        address actor,
        uint256 publicationId,
        address publisher
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openForOwner(actor, publicationId);
        if (publisher == address(0)) revert AddressZero();
        if (!state.publishers.add(publisher)) revert PublisherAlreadyGranted(publicationId, publisher);
        entry = _append(state, slot, actor, EntryKind.PublisherGranted, _word(publisher), 0, 0, 0, 0);
        emit PublisherGranted(publicationId, entry, publisher, actor, _now());
    }

    function _revokePublisher(
        address actor,
        uint256 publicationId,
        address publisher
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openForOwner(actor, publicationId);
        if (!state.publishers.remove(publisher)) revert PublisherNotGranted(publicationId, publisher);
        entry = _append(state, slot, actor, EntryKind.PublisherRevoked, _word(publisher), 0, 0, 0, 0);
        emit PublisherRevoked(publicationId, entry, publisher, actor, _now());
    }

    function _transferOwnership(
        address actor,
        uint256 publicationId,
        address newOwner
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openForOwner(actor, publicationId);
        state.pendingOwner = newOwner;
        entry = _append(state, slot, actor, EntryKind.TransferStarted, _word(newOwner), 0, 0, 0, 0);
        emit TransferStarted(publicationId, entry, newOwner, actor, _now());
    }

    function _acceptOwnership(address actor, uint256 publicationId) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _open(publicationId);
        address pendingOwner = state.pendingOwner;
        // Nobody is not somebody: the zero address stands for "not on offer".
        if (actor != pendingOwner || actor == address(0))
            revert ActorNotPendingOwner(publicationId, actor, pendingOwner);
        address previousOwner = slot.owner();
        state.pendingOwner = address(0);
        entry = _append(
            state,
            slot.withOwner(actor),
            actor,
            EntryKind.Transferred,
            _word(previousOwner),
            0,
            0,
            0,
            0
        );
        emit Transferred(publicationId, entry, previousOwner, actor, _now());
    }

    function _setProfile(
        address actor,
        uint256 publicationId,
        bytes32 profileDigest
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openForOwner(actor, publicationId);
        if (profileDigest == 0) revert DigestZero();
        if (state.profile == profileDigest) revert ProfileUnchanged(publicationId, profileDigest);
        state.profile = profileDigest;
        entry = _append(state, slot, actor, EntryKind.ProfileSet, profileDigest, 0, 0, 0, 0);
        emit ProfileSet(publicationId, entry, profileDigest, actor, _now());
    }

    function _close(address actor, uint256 publicationId) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openForOwner(actor, publicationId);
        entry = _append(state, slot.close(), actor, EntryKind.Closed, 0, 0, 0, 0, 0);
        emit PublicationClosed(publicationId, entry, actor, _now());
    }

    /// @dev The place for the record of a digest, which has none yet.
    function _vacant(
        uint256 publicationId,
        PublicationState storage state,
        bytes32 digest
    ) private view returns (RecordState storage held) {
        if (digest == 0) revert DigestZero();
        held = state.records[digest];
        RecordSlot slot = held.slot;
        if (slot.exists()) revert DigestRecorded(publicationId, digest, slot.entry());
    }

    /// @dev Adds an entry: the one place where the head and the count of a publication move.
    function _append(
        PublicationState storage state,
        PublicationSlot slot,
        address actor,
        EntryKind kind,
        bytes32 a,
        bytes32 b,
        bytes32 c,
        bytes32 d,
        bytes32 e
    ) private returns (uint64 entry) {
        slot = slot.next(block.timestamp);
        entry = slot.entries();
        state.slot = slot;
        state.head = History.fold(
            state.head,
            History.stamp(entry, kind, block.timestamp),
            actor,
            a,
            b,
            c,
            d,
            e
        );
    }

    function _open(
        uint256 publicationId
    ) private view returns (PublicationState storage state, PublicationSlot slot) {
        state = _publications[publicationId];
        slot = state.slot;
        if (!slot.open()) _refuse(publicationId, slot);
    }

    /// @dev Reverts with the reason why a publication takes no entry.
    function _refuse(uint256 publicationId, PublicationSlot slot) private pure {
        if (!slot.exists()) revert PublicationUnknown(publicationId);
        revert PublicationIsClosed(publicationId);
    }

    function _openFor(
        address actor,
        uint256 publicationId
    ) private view returns (PublicationState storage state, PublicationSlot slot) {
        (state, slot) = _open(publicationId);
        // Nested and not joined by `&&`, which takes another jump on the owner's way.
        if (actor != slot.owner()) {
            if (!state.publishers.contains(actor)) revert ActorNotPublisher(publicationId, actor);
        }
    }

    function _openForOwner(
        address actor,
        uint256 publicationId
    ) private view returns (PublicationState storage state, PublicationSlot slot) {
        (state, slot) = _open(publicationId);
        if (actor != slot.owner()) revert ActorNotOwner(publicationId, actor, slot.owner());
    }

    function _now() private view returns (uint64 time) {
        return uint64(block.timestamp);
    }

    function _word(address account) private pure returns (bytes32 word) {
        return bytes32(uint256(uint160(account)));
    }
}
