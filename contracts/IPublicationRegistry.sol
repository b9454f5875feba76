// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Registry of publications and of the content hashes of their issues
/// @author The Colophon authors
/// @notice Many independent publications in one contract. Every change of a publication is an *entry*, numbered from
/// 1 without gaps and folded into its *head*, a running SHA-256 that anyone can recompute with `sha256sum`.
/// @dev Nobody administers the contract: it cannot be upgraded, paused or paid, and no address has a say over another
/// address's publication. Nothing that was recorded is ever changed or removed; notices are added beside it.
///
/// Times are the seconds of `block.timestamp`. A block can be reorganised away: an answer is only as final as the
/// block it was asked at, so ask at the `finalized` block.
interface IPublicationRegistry {
    // The kinds and their numbers are part of the folded bytes (docs/spec/history.md): never renumber them.

    /// @notice What an entry of a history is about. `BatchAnchored` is reserved and not written by this version.
    enum EntryKind {
        None,
        Registered,
        Anchored,
        Revised,
        BatchAnchored,
        NoticePosted,
        ProfileSet,
        PublisherGranted,
        PublisherRevoked,
        TransferStarted,
        Transferred,
        Closed
    }

    /// @notice What a notice says about a recorded digest. `None` stands for "no notice" and cannot be posted.
    enum NoticeKind {
        None,
        Correction,
        Retraction,
        Concern,
        Withdrawal
    }

    /// @notice The state of one publication.
    /// @param owner May do everything, and alone may manage publishers, profile, transfer and closing.
    /// @param pendingOwner Who was offered the publication and has not accepted yet; zero when nobody was.
    /// @param head Running SHA-256 over all entries.
    /// @param entries How many entries there are: also the number of the latest one.
    /// @param registeredAt Time of entry 1.
    /// @param updatedAt Time of the latest entry.
    /// @param closed Whether the publication takes no more entries, for ever.
    /// @param profile Digest of the publication's profile.
    struct Publication {
        address owner;
        address pendingOwner;
        bytes32 head;
        uint64 entries;
        uint64 registeredAt;
        uint64 updatedAt;
        bool closed;
        bytes32 profile;
    }

    /// @notice What the registry holds for one digest of one publication. All zero when the digest was never recorded.
    /// @param entry Number of the entry that recorded the digest.
    /// @param time Time of that entry.
    /// @param revision 1 for an issue as first anchored, 2 for its first revision, and so on.
    /// @param kind `Anchored` or `Revised`.
    /// @param standing Kind of the latest notice on this digest, `None` when there is none.
    /// @param notice Number of the entry that holds that notice, 0 when there is none.
    struct Record {
        uint64 entry;
        uint64 time;
        uint32 revision;
        EntryKind kind;
        NoticeKind standing;
        uint64 notice;
    }

    /// @notice A publication was registered. Always its entry 1.
    /// @param publicationId The new publication.
    /// @param entry Number of the entry, 1.
    /// @param actor Who registered it and owns it now.
    /// @param time Time of the entry.
    /// @param profileDigest Digest of the publication's profile.
    event PublicationRegistered(
        uint256 indexed publicationId,
        uint64 indexed entry,
        address indexed actor,
        uint64 time,
        bytes32 profileDigest
    );

    /// @notice An issue was anchored for the first time, as revision 1 of its label.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param digest SHA-256 of the manifest.
    /// @param actor Who anchored it.
    /// @param time Time of the entry.
    /// @param label Name of the issue.
    event IssueAnchored(
        uint256 indexed publicationId,
        uint64 indexed entry,
        bytes32 indexed digest,
        address actor,
        uint64 time,
        string label
    );

    /// @notice A new revision took the place of the current one under a label.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param digest SHA-256 of the new manifest.
    /// @param actor Who revised it.
    /// @param time Time of the entry.
    /// @param label Name of the issue.
    /// @param supersedes Digest that was current until now. It stays on record.
    /// @param reasonDigest Digest of a stated reason, zero when none is given.
    event IssueRevised(
        uint256 indexed publicationId,
        uint64 indexed entry,
        bytes32 indexed digest,
        address actor,
        uint64 time,
        string label,
        bytes32 supersedes,
        bytes32 reasonDigest
    );

    /// @notice A notice was posted on a recorded digest.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param digest The digest that the notice is about.
    /// @param actor Who posted it.
    /// @param time Time of the entry.
    /// @param kind What the notice says.
    /// @param reasonDigest Digest of a stated reason, zero when none is given.
    event NoticePosted(
        uint256 indexed publicationId,
        uint64 indexed entry,
        bytes32 indexed digest,
        address actor,
        uint64 time,
        NoticeKind kind,
        bytes32 reasonDigest
    );

    /// @notice The profile of a publication was replaced.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param profileDigest Digest of the new profile.
    /// @param actor The owner.
    /// @param time Time of the entry.
    event ProfileSet(
        uint256 indexed publicationId,
        uint64 indexed entry,
        bytes32 indexed profileDigest,
        address actor,
        uint64 time
    );

    /// @notice An address may anchor, revise and post notices from now on.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param publisher The address.
    /// @param actor The owner.
    /// @param time Time of the entry.
    event PublisherGranted(
        uint256 indexed publicationId,
        uint64 indexed entry,
        address indexed publisher,
        address actor,
        uint64 time
    );

    /// @notice An address may no longer anchor, revise and post notices. What it wrote stays.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param publisher The address.
    /// @param actor The owner.
    /// @param time Time of the entry.
    event PublisherRevoked(
        uint256 indexed publicationId,
        uint64 indexed entry,
        address indexed publisher,
        address actor,
        uint64 time
    );

    /// @notice The publication was offered to an address, or an offer was withdrawn. The owner has not changed yet.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param pendingOwner Who may accept; zero when the offer was withdrawn.
    /// @param actor The owner.
    /// @param time Time of the entry.
    event TransferStarted(
        uint256 indexed publicationId,
        uint64 indexed entry,
        address indexed pendingOwner,
        address actor,
        uint64 time
    );

    /// @notice The publication has a new owner: the actor.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param previousOwner Who owned it until now.
    /// @param actor The new owner, who accepted.
    /// @param time Time of the entry.
    event Transferred(
        uint256 indexed publicationId,
        uint64 indexed entry,
        address indexed previousOwner,
        address actor,
        uint64 time
    );

    /// @notice The publication was closed: this is its last entry.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param actor The owner.
    /// @param time Time of the entry.
    event PublicationClosed(
        uint256 indexed publicationId,
        uint64 indexed entry,
        address indexed actor,
        uint64 time
    );

    /// @notice No publication has this number in this registry.
    /// @param publicationId The number asked for.
    error PublicationUnknown(uint256 publicationId);

    /// @notice The publication is closed and takes no more entries.
    /// @param publicationId The publication.
    error PublicationIsClosed(uint256 publicationId);

    /// @notice The call is for the owner alone.
    /// @param publicationId The publication.
    /// @param actor Who tried.
    /// @param owner Who may.
    error ActorNotOwner(uint256 publicationId, address actor, address owner);

    /// @notice The call is for the owner and the granted publishers.
    /// @param publicationId The publication.
    /// @param actor Who tried.
    error ActorNotPublisher(uint256 publicationId, address actor);

    /// @notice Only the address that was offered the publication can accept it.
    /// @param publicationId The publication.
    /// @param actor Who tried.
    /// @param pendingOwner Who may; zero when the publication is not on offer.
    error ActorNotPendingOwner(uint256 publicationId, address actor, address pendingOwner);

    /// @notice A digest or profile digest is zero, which stands for "none".
    error DigestZero();

    /// @notice An address is zero, which stands for "none".
    error AddressZero();

    /// @notice The notice kind is `None`, which stands for "no notice".
    error NoticeKindNone();

    /// @notice A label is 1 to 64 characters of `a-z 0-9 . _ -`.
    /// @param label What was given.
    error LabelInvalid(string label);

    /// @notice The label already has an issue; `revise` is the call that replaces it.
    /// @param publicationId The publication.
    /// @param label The label.
    /// @param digest The digest that stands under it.
    error LabelAnchored(uint256 publicationId, string label, bytes32 digest);

    /// @notice The label has no issue yet; `anchor` is the call that adds it.
    /// @param publicationId The publication.
    /// @param label The label.
    error LabelUnknown(uint256 publicationId, string label);

    /// @notice The digest is already on record in this publication.
    /// @param publicationId The publication.
    /// @param digest The digest.
    /// @param entry Number of the entry that recorded it.
    error DigestRecorded(uint256 publicationId, bytes32 digest, uint64 entry);

    /// @notice The digest is not on record in this publication.
    /// @param publicationId The publication.
    /// @param digest The digest.
    error DigestUnknown(uint256 publicationId, bytes32 digest);

    /// @notice A revision must name the digest that is current, so that two writers cannot overwrite each other.
    /// @param publicationId The publication.
    /// @param label The label.
    /// @param expected The digest that is current.
    /// @param got The digest that was named.
    error SupersedesMismatch(uint256 publicationId, string label, bytes32 expected, bytes32 got);

    /// @notice The profile digest is the one that is already set.
    /// @param publicationId The publication.
    /// @param profileDigest The digest.
    error ProfileUnchanged(uint256 publicationId, bytes32 profileDigest);

    /// @notice The address is a granted publisher already.
    /// @param publicationId The publication.
    /// @param publisher The address.
    error PublisherAlreadyGranted(uint256 publicationId, address publisher);

    /// @notice The address is not a granted publisher.
    /// @param publicationId The publication.
    /// @param publisher The address.
    error PublisherNotGranted(uint256 publicationId, address publisher);

    /// @notice Registers a new publication, owned by the caller.
    /// @param profileDigest Digest of its profile, not zero.
    /// @return publicationId Its number: 1 for the first publication of this registry, then 2, and so on. A number
    /// that was only simulated can go to somebody else: read it from `PublicationRegistered` of the mined transaction.
    function register(bytes32 profileDigest) external returns (uint256 publicationId);

    /// @notice Anchors an issue as revision 1 of its label. For the owner and publishers.
    /// @param publicationId The publication.
    /// @param label Name of the issue: 1 to 64 characters of `a-z 0-9 . _ -`, without an issue so far.
    /// @param digest SHA-256 of the manifest: not zero, not on record in this publication.
    /// @return entry Number of the entry.
    function anchor(
        uint256 publicationId,
        string calldata label,
        bytes32 digest
    ) external returns (uint64 entry);

    /// @notice Replaces the current revision of an issue. For the owner and publishers.
    /// @param publicationId The publication.
    /// @param label Name of the issue.
    /// @param digest SHA-256 of the new manifest: not zero, not on record in this publication. Going back to an
    /// earlier revision therefore takes a new manifest, which says that it is one.
    /// @param supersedes The digest that is current.
    /// @param reasonDigest Digest of a stated reason, or zero.
    /// @return entry Number of the entry.
    function revise(
        uint256 publicationId,
        string calldata label,
        bytes32 digest,
        bytes32 supersedes,
        bytes32 reasonDigest
    ) external returns (uint64 entry);

    /// @notice Posts a notice on a recorded digest, current or superseded. For the owner and publishers.
    /// @dev The latest notice is the standing of the digest, whatever came before it: read the history for all of them.
    /// @param publicationId The publication.
    /// @param digest The digest that the notice is about.
    /// @param kind What it says, not `None`. A number that is no kind at all reverts without data.
    /// @param reasonDigest Digest of a stated reason, or zero.
    /// @return entry Number of the entry.
    function post(
        uint256 publicationId,
        bytes32 digest,
        NoticeKind kind,
        bytes32 reasonDigest
    ) external returns (uint64 entry);

    /// @notice Lets an address anchor, revise and post notices. For the owner.
    /// @dev Grants survive a transfer. A new owner should read them from the history and revoke what is not wanted.
    /// @param publicationId The publication.
    /// @param publisher The address: not zero, not granted yet. The owner may grant itself; it then keeps the right to
    /// publish after a transfer.
    /// @return entry Number of the entry.
    function grantPublisher(uint256 publicationId, address publisher) external returns (uint64 entry);

    /// @notice Takes back a grant. For the owner. What the address wrote stays on record.
    /// @param publicationId The publication.
    /// @param publisher The address, granted so far.
    /// @return entry Number of the entry.
    function revokePublisher(uint256 publicationId, address publisher) external returns (uint64 entry);

    /// @notice Offers the publication to an address, which owns it once it accepts. For the owner.
    /// @param publicationId The publication.
    /// @param newOwner Who may accept; replaces an earlier offer, and zero withdraws it.
    /// @return entry Number of the entry.
    function transferOwnership(uint256 publicationId, address newOwner) external returns (uint64 entry);

    /// @notice Accepts a publication on offer. For the pending owner.
    /// @param publicationId The publication.
    /// @return entry Number of the entry.
    function acceptOwnership(uint256 publicationId) external returns (uint64 entry);

    /// @notice Replaces the profile. For the owner.
    /// @param publicationId The publication.
    /// @param profileDigest Digest of the new profile: not zero, not the one that is set.
    /// @return entry Number of the entry.
    function setProfile(uint256 publicationId, bytes32 profileDigest) external returns (uint64 entry);

    /// @notice Closes the publication: no more entries of any kind, by anyone, for ever. For the owner.
    /// @dev There is no way back, and no notice can be posted afterwards, not even a retraction.
    /// @param publicationId The publication.
    /// @return entry Number of the entry, the last one.
    function close(uint256 publicationId) external returns (uint64 entry);

    /// @notice How many publications there are: also the number of the latest one.
    /// @return count The number.
    function publications() external view returns (uint256 count);

    /// @notice The state of a publication.
    /// @param publicationId The publication; reverts with `PublicationUnknown` when there is none.
    /// @return state Its state.
    function publication(uint256 publicationId) external view returns (Publication memory state);

    /// @notice The head alone, so that a raw `eth_call` prints what folding the entries prints.
    /// @param publicationId The publication.
    /// @return digest Its head; zero when there is no such publication.
    function head(uint256 publicationId) external view returns (bytes32 digest);

    /// @notice The head before entry 1, from which folding starts.
    /// @param publicationId Any number, registered or not.
    /// @return digest SHA-256 of `colophon/history/1`, the chain id, this address and the number.
    function genesis(uint256 publicationId) external view returns (bytes32 digest);

    /// @notice The digest that is current under a label, alone, so that a raw `eth_call` prints what
    /// `sha256sum manifest.json` prints.
    /// @param publicationId The publication.
    /// @param label The label.
    /// @return digest The digest; zero when there is no such publication or label.
    function current(uint256 publicationId, string calldata label) external view returns (bytes32 digest);

    /// @notice What is on record for a digest.
    /// @param publicationId The publication.
    /// @param digest The digest.
    /// @return held The record; all zero when there is none.
    function record(uint256 publicationId, bytes32 digest) external view returns (Record memory held);

    /// @notice Whether an address may anchor, revise and post notices: the owner and whoever holds a grant.
    /// @dev Closing takes the right from everybody without changing this answer: see `publication(id).closed`.
    /// @param publicationId The publication.
    /// @param account The address.
    /// @return allowed Whether it may.
    function isPublisher(uint256 publicationId, address account) external view returns (bool allowed);

    /// @notice Name and version of this registry's rules.
    /// @return name Always `colophon/registry/1` for this contract.
    function version() external pure returns (string memory name);
}
