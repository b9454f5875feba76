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

    /// @notice What an entry of a history is about.
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
        Closed,
        IssueExtracted
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
    /// @param entry Number of the entry that recorded the digest; for an issue of a batch, that of the batch.
    /// @param time Time of that entry.
    /// @param revision 1 for an issue as first anchored, 2 for its first revision, and so on.
    /// @param kind `Anchored`, `BatchAnchored` or `Revised`.
    /// @param standing Kind of the latest notice on this digest, `None` when there is none.
    /// @param notice Number of the entry that holds that notice, 0 when there is none.
    /// @param first Number of the entry that anchored the first revision of this issue: `entry` for revision 1. Of two
    /// issues under one label, the one with the lower `first` stands.
    struct Record {
        uint64 entry;
        uint64 time;
        uint32 revision;
        EntryKind kind;
        NoticeKind standing;
        uint64 notice;
        uint64 first;
    }

    /// @notice What the registry holds for a batch: many issues under one Merkle root. All zero when there is none.
    /// @param entry Number of the entry that anchored it.
    /// @param time Time of that entry.
    /// @param count How many issues it holds, as its publisher says; whoever has the list can count them.
    /// @param listDigest Digest of the list of its labels and digests.
    struct Batch {
        uint64 entry;
        uint64 time;
        uint32 count;
        bytes32 listDigest;
    }

    /// @notice Where a batch is in a history, and what its list is.
    /// @param entry Number of the entry that anchored it.
    /// @param listDigest Digest of the list, from which the root follows.
    struct BatchList {
        uint64 entry;
        bytes32 listDigest;
    }

    /// @notice An issue of a batch, with the path that proves it.
    /// @param root Root of the batch.
    /// @param label Name of the issue.
    /// @param digest SHA-256 of its manifest.
    /// @param path Siblings from the leaf up to below the root. The leaf is `keccak256(keccak256(abi.encode(
    /// publicationId, label, digest)))`, the tree OpenZeppelin's standard one (sorted pairs).
    struct BatchedIssue {
        bytes32 root;
        string label;
        bytes32 digest;
        bytes32[] path;
    }

    /// @notice A publisher's signature under one call, which anyone may send.
    /// @param publisher Who signed, and whom the entry will name as its actor.
    /// @param head Head of the publication when it was signed: any entry since then makes the signature void.
    /// @param deadline Last second at which it counts.
    /// @param signature EIP-712 signature: 65 bytes of an account, or whatever the publisher's own contract takes
    /// (ERC-1271).
    struct Authorization {
        address publisher;
        bytes32 head;
        uint256 deadline;
        bytes signature;
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

    /// @notice Many issues were anchored at once, as revision 1 of their labels.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param root Merkle root over the issues.
    /// @param actor Who anchored them.
    /// @param time Time of the entry.
    /// @param count How many issues there are.
    /// @param listDigest Digest of the list of their labels and digests.
    event BatchAnchored(
        uint256 indexed publicationId,
        uint64 indexed entry,
        bytes32 indexed root,
        address actor,
        uint64 time,
        uint32 count,
        bytes32 listDigest
    );

    /// @notice An issue of a batch got a record of its own, with the batch's entry and time, so that a notice can be
    /// posted on it or a revision supersede it. It became current unless an earlier issue stands under its label.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param digest SHA-256 of the manifest.
    /// @param actor Who extracted it.
    /// @param time Time of this entry, not of the batch's.
    /// @param label Name of the issue.
    /// @param root Root of the batch.
    event IssueExtracted(
        uint256 indexed publicationId,
        uint64 indexed entry,
        bytes32 indexed digest,
        address actor,
        uint64 time,
        string label,
        bytes32 root
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

    /// @notice A Merkle root is zero, which stands for "none".
    error RootZero();

    /// @notice A batch holds at least one issue.
    error CountZero();

    /// @notice The batch is already on record in this publication.
    /// @param publicationId The publication.
    /// @param root The root.
    /// @param entry Number of the entry that anchored it.
    error RootRecorded(uint256 publicationId, bytes32 root, uint64 entry);

    /// @notice No batch of this publication has this root.
    /// @param publicationId The publication.
    /// @param root The root.
    error RootUnknown(uint256 publicationId, bytes32 root);

    /// @notice No path of a batch of that many issues has this length.
    /// @param publicationId The publication.
    /// @param root Root of the batch.
    /// @param shortest Length of its shortest path.
    /// @param longest Length of its longest path.
    /// @param got Length of the path that was given.
    error PathLengthInvalid(
        uint256 publicationId,
        bytes32 root,
        uint256 shortest,
        uint256 longest,
        uint256 got
    );

    /// @notice The path does not lead from the issue to the root: the batch does not hold this label with this digest,
    /// or the path is another one's.
    /// @param publicationId The publication.
    /// @param root Root of the batch.
    /// @param label Label of the issue.
    /// @param digest Digest of the issue.
    error PathInvalid(uint256 publicationId, bytes32 root, string label, bytes32 digest);

    /// @notice The deadline of a signed call has passed.
    /// @param deadline Last second at which the signature counted.
    /// @param time Time of the block.
    error SignatureExpired(uint256 deadline, uint256 time);

    /// @notice The publication has got an entry since the call was signed; it has to be signed anew.
    /// @param publicationId The publication.
    /// @param expected The head of the publication.
    /// @param got The head under the signature.
    error HeadStale(uint256 publicationId, bytes32 expected, bytes32 got);

    /// @notice The publisher did not sign this: another key, chain, registry, call or argument, or a signature with a
    /// high `s` or of another length.
    /// @param publisher Who is said to have signed.
    /// @param signedDigest The EIP-712 digest that the publisher would have had to sign.
    error SignatureInvalid(address publisher, bytes32 signedDigest);

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

    /// @notice Anchors any number of issues at once, each as revision 1 of its label. For the owner and publishers.
    /// @dev The contract sees the root alone. A batch can therefore name a label that has an issue already, and a label
    /// that only a batch names can be anchored again: of two issues under one label the one with the earlier entry
    /// stands, and of two in one batch neither, which is a fault of its list. Whoever reads the list finds both. The
    /// entry of an issue is that of its record, which never changes: a digest that was anchored singly, or extracted
    /// from one batch, keeps that place although another batch holds it too.
    /// @param publicationId The publication.
    /// @param root Root of the Merkle tree over the issues (`BatchedIssue`): not zero, not on record in this publication.
    /// @param count How many issues there are, at least 1.
    /// @param listDigest Digest of the list of their labels and digests, not zero.
    /// @return entry Number of the entry.
    function anchorBatch(
        uint256 publicationId,
        bytes32 root,
        uint32 count,
        bytes32 listDigest
    ) external returns (uint64 entry);

    /// @notice Replaces an issue of a batch. For the owner and publishers. Adds two entries, `IssueExtracted` and
    /// `Revised`; the first is left out when the issue has a record of its own.
    /// @param publicationId The publication.
    /// @param issue The issue, which must be what stands under its label.
    /// @param digest SHA-256 of the new manifest: not zero, not on record in this publication.
    /// @param reasonDigest Digest of a stated reason, or zero.
    /// @return entry Number of the entry, the second of two.
    function reviseBatched(
        uint256 publicationId,
        BatchedIssue calldata issue,
        bytes32 digest,
        bytes32 reasonDigest
    ) external returns (uint64 entry);

    /// @notice Posts a notice on an issue of a batch. For the owner and publishers. Adds two entries, `IssueExtracted`
    /// and `NoticePosted`; the first is left out when the issue has a record of its own.
    /// @param publicationId The publication.
    /// @param issue The issue.
    /// @param kind What the notice says, not `None`. A number that is no kind at all reverts without data.
    /// @param reasonDigest Digest of a stated reason, or zero.
    /// @return entry Number of the entry, the second of two.
    function postBatched(
        uint256 publicationId,
        BatchedIssue calldata issue,
        NoticeKind kind,
        bytes32 reasonDigest
    ) external returns (uint64 entry);

    // The signed calls. The domain is EIP-712's with the name `Colophon` and the version `1` (`eip712Domain`). A struct
    // under signature has the call's name without `BySig`, and as fields `address publisher`, the call's arguments in
    // their order (of an issue of a batch `bytes32 root, string label`, and its digest), `bytes32 head`,
    // `uint256 deadline`. docs/spec/registry.md writes them out.

    /// @notice `anchor`, signed by a publisher and sent by anyone.
    /// @param publicationId The publication.
    /// @param label Name of the issue.
    /// @param digest SHA-256 of the manifest.
    /// @param by The publisher's signature.
    /// @return entry Number of the entry.
    function anchorBySig(
        uint256 publicationId,
        string calldata label,
        bytes32 digest,
        Authorization calldata by
    ) external returns (uint64 entry);

    /// @notice `revise`, signed by a publisher and sent by anyone.
    /// @param publicationId The publication.
    /// @param label Name of the issue.
    /// @param digest SHA-256 of the new manifest.
    /// @param supersedes The digest that is current.
    /// @param reasonDigest Digest of a stated reason, or zero.
    /// @param by The publisher's signature.
    /// @return entry Number of the entry.
    function reviseBySig(
        uint256 publicationId,
        string calldata label,
        bytes32 digest,
        bytes32 supersedes,
        bytes32 reasonDigest,
        Authorization calldata by
    ) external returns (uint64 entry);

    /// @notice `post`, signed by a publisher and sent by anyone.
    /// @param publicationId The publication.
    /// @param digest The digest that the notice is about.
    /// @param kind What it says.
    /// @param reasonDigest Digest of a stated reason, or zero.
    /// @param by The publisher's signature.
    /// @return entry Number of the entry.
    function postBySig(
        uint256 publicationId,
        bytes32 digest,
        NoticeKind kind,
        bytes32 reasonDigest,
        Authorization calldata by
    ) external returns (uint64 entry);

    /// @notice `anchorBatch`, signed by a publisher and sent by anyone.
    /// @param publicationId The publication.
    /// @param root Root of the Merkle tree over the issues.
    /// @param count How many issues there are.
    /// @param listDigest Digest of the list of their labels and digests.
    /// @param by The publisher's signature.
    /// @return entry Number of the entry.
    function anchorBatchBySig(
        uint256 publicationId,
        bytes32 root,
        uint32 count,
        bytes32 listDigest,
        Authorization calldata by
    ) external returns (uint64 entry);

    /// @notice `reviseBatched`, signed by a publisher and sent by anyone. The path is not under the signature.
    /// @param publicationId The publication.
    /// @param issue The issue.
    /// @param digest SHA-256 of the new manifest.
    /// @param reasonDigest Digest of a stated reason, or zero.
    /// @param by The publisher's signature.
    /// @return entry Number of the entry, the second of two.
    function reviseBatchedBySig(
        uint256 publicationId,
        BatchedIssue calldata issue,
        bytes32 digest,
        bytes32 reasonDigest,
        Authorization calldata by
    ) external returns (uint64 entry);

    /// @notice `postBatched`, signed by a publisher and sent by anyone. The path is not under the signature.
    /// @param publicationId The publication.
    /// @param issue The issue.
    /// @param kind What the notice says.
    /// @param reasonDigest Digest of a stated reason, or zero.
    /// @param by The publisher's signature.
    /// @return entry Number of the entry, the second of two.
    function postBatchedBySig(
        uint256 publicationId,
        BatchedIssue calldata issue,
        NoticeKind kind,
        bytes32 reasonDigest,
        Authorization calldata by
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

    /// @notice The state of many publications at once.
    /// @param first The first of them.
    /// @param limit How many at most.
    /// @return states The states of `first`, `first + 1` and so on, as far as there are publications.
    function publicationsFrom(
        uint256 first,
        uint256 limit
    ) external view returns (Publication[] memory states);

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

    /// @notice The digests that are current under many labels.
    /// @param publicationId The publication.
    /// @param labels The labels.
    /// @return digests One digest for each of them; zero where there is none.
    function currents(
        uint256 publicationId,
        string[] calldata labels
    ) external view returns (bytes32[] memory digests);

    /// @notice What is on record for a digest. An issue of a batch has no record until it is extracted: ask
    /// `verifyBatched`.
    /// @param publicationId The publication.
    /// @param digest The digest.
    /// @return held The record; all zero when there is none.
    function record(uint256 publicationId, bytes32 digest) external view returns (Record memory held);

    /// @notice What is on record for many digests.
    /// @param publicationId The publication.
    /// @param digests The digests.
    /// @return held One record for each of them; all zero where there is none.
    function records(
        uint256 publicationId,
        bytes32[] calldata digests
    ) external view returns (Record[] memory held);

    /// @notice What is on record for a batch.
    /// @param publicationId The publication.
    /// @param root Its root.
    /// @return held The batch; all zero when there is none.
    function batch(uint256 publicationId, bytes32 root) external view returns (Batch memory held);

    /// @notice The batches of a stretch of a history.
    /// @param publicationId The publication.
    /// @param from Number of the entry to begin at; 0 as 1.
    /// @param limit How many entries to look at, at most; each costs the node one storage read.
    /// @return found The batches among them, in order.
    /// @return next Number of the entry to go on at; 0 when the history ends before it.
    function batchLists(
        uint256 publicationId,
        uint256 from,
        uint256 limit
    ) external view returns (BatchList[] memory found, uint256 next);

    /// @notice Whether a batch holds an issue, and what stands under its label.
    /// @dev A batch that is still earlier and holds another digest under the label would stand before it. The contract
    /// knows of it once that issue is extracted; the lists of the earlier batches tell before that.
    /// @param publicationId The publication.
    /// @param issue The issue, with its path.
    /// @return held Its record, as it is on record or would be once it is extracted; all zero when the path does not
    /// prove that the batch holds it, and for the zero digest. A label that is none reverts with `LabelInvalid`.
    /// @return standing The digest that is current under the label, or would be once this issue is extracted; zero
    /// when the issue is not proved, and when nothing stands there (a digest on record under another label).
    function verifyBatched(
        uint256 publicationId,
        BatchedIssue calldata issue
    ) external view returns (Record memory held, bytes32 standing);

    /// @notice Whether an address may anchor, revise and post notices: the owner and whoever holds a grant.
    /// @dev Closing takes the right from everybody without changing this answer: see `publication(id).closed`.
    /// @param publicationId The publication.
    /// @param account The address.
    /// @return allowed Whether it may.
    function isPublisher(uint256 publicationId, address account) external view returns (bool allowed);

    /// @notice How many addresses hold a grant, the owner's own not counted unless it was granted too.
    /// @param publicationId The publication.
    /// @return count The number.
    function publisherCount(uint256 publicationId) external view returns (uint256 count);

    /// @notice The addresses that hold a grant, in no order: read all pages at one block.
    /// @param publicationId The publication.
    /// @param first Place of the first of them, from 0 on.
    /// @param limit How many at most.
    /// @return accounts The addresses.
    function publishers(
        uint256 publicationId,
        uint256 first,
        uint256 limit
    ) external view returns (address[] memory accounts);

    /// @notice Name and version of this registry's rules.
    /// @return name Always `colophon/registry/1` for this contract.
    function version() external pure returns (string memory name);
}
