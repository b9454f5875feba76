// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "./IPublicationRegistry.sol";
import {History} from "./libraries/History.sol";
import {Labels} from "./libraries/Labels.sol";
import {PublicationSlot, PublicationSlots} from "./libraries/PublicationSlot.sol";
import {RecordSlot, RecordSlots} from "./libraries/RecordSlot.sol";

/// @title Registry of publications and of the content hashes of their issues
/// @author The Colophon authors
/// @notice See `IPublicationRegistry` for what every call, event and error means.
/// @dev Owners and publishers are kept per publication, after the rules of OpenZeppelin's `Ownable2Step`. Its
/// `AccessControl` was measured and left: it costs more, has no two-step transfer, and falls back to one role that
/// rules all publications.
///
/// Every call is a public function that only adds `msg.sender` to an internal one: a call signed by a publisher and
/// sent by somebody else needs the same rules with another actor.
contract PublicationRegistry is IPublicationRegistry {
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
        mapping(address account => bool granted) publishers;
    }

    /// @dev What is current under a label. A struct, so that its place is worked out once for reading and writing.
    struct CurrentState {
        bytes32 digest;
    }

    /// @dev What is on record for a digest. A struct for the same reason.
    struct RecordState {
        RecordSlot slot;
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
    //     P + 6  publishers: keccak256(address . (P + 6))  0 or 1

    uint256 private _count;
    mapping(uint256 publicationId => PublicationState state) private _publications;

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
        PublicationState storage stored = _publications[publicationId];
        PublicationSlot slot = stored.slot;
        if (!slot.exists()) revert PublicationUnknown(publicationId);
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
    function record(uint256 publicationId, bytes32 digest) external view returns (Record memory held) {
        return _publications[publicationId].records[digest].slot.unpack();
    }

    /// @inheritdoc IPublicationRegistry
    function isPublisher(uint256 publicationId, address account) external view returns (bool allowed) {
        PublicationState storage state = _publications[publicationId];
        return state.slot.exists() && (account == state.slot.owner() || state.publishers[account]);
    }

    /// @inheritdoc IPublicationRegistry
    function version() external pure returns (string memory name) {
        return "colophon/registry/1";
    }

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
        held.slot = RecordSlots.first(entry, block.timestamp, EntryKind.Anchored, 1);
        emit IssueAnchored(publicationId, entry, digest, actor, _now(), label);
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
        uint32 revision = state.records[supersedes].slot.revision() + 1;
        held.slot = RecordSlots.first(entry, block.timestamp, EntryKind.Revised, revision);
        emit IssueRevised(publicationId, entry, digest, actor, _now(), label, supersedes, reasonDigest);
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

    function _grantPublisher(
        address actor,
        uint256 publicationId,
        address publisher
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openForOwner(actor, publicationId);
        if (publisher == address(0)) revert AddressZero();
        if (state.publishers[publisher]) revert PublisherAlreadyGranted(publicationId, publisher);
        state.publishers[publisher] = true;
        entry = _append(state, slot, actor, EntryKind.PublisherGranted, _word(publisher), 0, 0, 0, 0);
        emit PublisherGranted(publicationId, entry, publisher, actor, _now());
    }

    function _revokePublisher(
        address actor,
        uint256 publicationId,
        address publisher
    ) internal returns (uint64 entry) {
        (PublicationState storage state, PublicationSlot slot) = _openForOwner(actor, publicationId);
        if (!state.publishers[publisher]) revert PublisherNotGranted(publicationId, publisher);
        state.publishers[publisher] = false;
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
            if (!state.publishers[actor]) revert ActorNotPublisher(publicationId, actor);
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
