// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IPublicationRegistry} from "./IPublicationRegistry.sol";
import {PublicationRules} from "./PublicationRules.sol";
import {PublicationSlot} from "./libraries/PublicationSlot.sol";

/// @title Calls that a publisher signs and anyone sends
/// @author The Colophon authors
/// @notice A signature covers the chain, this contract, the publisher, the publication, its head, all arguments and a
/// deadline (EIP-712). Every entry changes the head and no head ever comes back, so that a signature works once, at
/// the one place in the history that the publisher saw.
abstract contract SignedPublishing is PublicationRules, EIP712 {
    bytes32 private constant ANCHOR = keccak256(
        "Anchor(address publisher,uint256 publicationId,string label,bytes32 digest,"
        "bytes32 head,uint256 deadline)"
    );
    bytes32 private constant REVISE = keccak256(
        "Revise(address publisher,uint256 publicationId,string label,bytes32 digest,bytes32 supersedes,"
        "bytes32 reasonDigest,bytes32 head,uint256 deadline)"
    );
    bytes32 private constant POST = keccak256(
        "Post(address publisher,uint256 publicationId,bytes32 digest,uint8 kind,bytes32 reasonDigest,"
        "bytes32 head,uint256 deadline)"
    );
    bytes32 private constant ANCHOR_BATCH = keccak256(
        "AnchorBatch(address publisher,uint256 publicationId,bytes32 root,uint32 count,bytes32 listDigest,"
        "bytes32 head,uint256 deadline)"
    );
    bytes32 private constant REVISE_BATCHED = keccak256(
        "ReviseBatched(address publisher,uint256 publicationId,bytes32 root,string label,bytes32 supersedes,"
        "bytes32 digest,bytes32 reasonDigest,bytes32 head,uint256 deadline)"
    );
    bytes32 private constant POST_BATCHED = keccak256(
        "PostBatched(address publisher,uint256 publicationId,bytes32 root,string label,bytes32 digest,"
        "uint8 kind,bytes32 reasonDigest,bytes32 head,uint256 deadline)"
    );

    constructor() EIP712("Colophon", "1") {}

    /// @inheritdoc IPublicationRegistry
    function anchorBySig(
        uint256 publicationId,
        string calldata label,
        bytes32 digest,
        Authorization calldata by
    ) external returns (uint64 entry) {
        bytes memory arguments = abi.encode(keccak256(bytes(label)), digest);
        _authorize(ANCHOR, publicationId, arguments, by);
        return _anchor(by.publisher, publicationId, label, digest);
    }

    /// @inheritdoc IPublicationRegistry
    function reviseBySig(
        uint256 publicationId,
        string calldata label,
        bytes32 digest,
        bytes32 supersedes,
        bytes32 reasonDigest,
        Authorization calldata by
    ) external returns (uint64 entry) {
        bytes memory arguments = abi.encode(keccak256(bytes(label)), digest, supersedes, reasonDigest);
        _authorize(REVISE, publicationId, arguments, by);
        return _revise(by.publisher, publicationId, label, digest, supersedes, reasonDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function postBySig(
        uint256 publicationId,
        bytes32 digest,
        NoticeKind kind,
        bytes32 reasonDigest,
        Authorization calldata by
    ) external returns (uint64 entry) {
        _authorize(POST, publicationId, abi.encode(digest, kind, reasonDigest), by);
        return _post(by.publisher, publicationId, digest, kind, reasonDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function anchorBatchBySig(
        uint256 publicationId,
        bytes32 root,
        uint32 count,
        bytes32 listDigest,
        Authorization calldata by
    ) external returns (uint64 entry) {
        _authorize(ANCHOR_BATCH, publicationId, abi.encode(root, count, listDigest), by);
        return _anchorBatch(by.publisher, publicationId, root, count, listDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function reviseBatchedBySig(
        uint256 publicationId,
        BatchedIssue calldata issue,
        bytes32 digest,
        bytes32 reasonDigest,
        Authorization calldata by
    ) external returns (uint64 entry) {
        bytes32 label = keccak256(bytes(issue.label));
        bytes memory arguments = abi.encode(issue.root, label, issue.digest, digest, reasonDigest);
        _authorize(REVISE_BATCHED, publicationId, arguments, by);
        return _reviseBatched(by.publisher, publicationId, issue, digest, reasonDigest);
    }

    /// @inheritdoc IPublicationRegistry
    function postBatchedBySig(
        uint256 publicationId,
        BatchedIssue calldata issue,
        NoticeKind kind,
        bytes32 reasonDigest,
        Authorization calldata by
    ) external returns (uint64 entry) {
        bytes32 label = keccak256(bytes(issue.label));
        bytes memory arguments = abi.encode(issue.root, label, issue.digest, kind, reasonDigest);
        _authorize(POST_BATCHED, publicationId, arguments, by);
        return _postBatched(by.publisher, publicationId, issue, kind, reasonDigest);
    }

    /// @dev Reverts unless the publisher signed this call over the head that the publication has now. Whether the
    /// signer may publish at all is left to the rules.
    /// @param arguments The call's own, as EIP-712 encodes them: one word each.
    function _authorize(
        bytes32 call,
        uint256 publicationId,
        bytes memory arguments,
        Authorization calldata by
    ) private view {
        PublicationState storage state = _publications[publicationId];
        if (!state.slot.exists()) revert PublicationUnknown(publicationId);
        if (block.timestamp > by.deadline) revert SignatureExpired(by.deadline, block.timestamp);
        if (by.head != state.head) revert HeadStale(publicationId, state.head, by.head);
        bytes32 message = keccak256(
            bytes.concat(
                abi.encode(call, by.publisher, publicationId),
                arguments,
                abi.encode(by.head, by.deadline)
            )
        );
        bytes32 signedDigest = _hashTypedDataV4(message);
        if (!_signed(by, signedDigest)) revert SignatureInvalid(by.publisher, signedDigest);
    }

    /// @dev Either way counts. An account that has code may still sign with its key (EIP-7702), and what a contract
    /// says today about a signature it may not say tomorrow: what counts is its word in the block of the entry.
    function _signed(Authorization calldata by, bytes32 signedDigest) private view returns (bool valid) {
        (address recovered, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(
            signedDigest,
            by.signature
        );
        if (problem == ECDSA.RecoverError.NoError && recovered == by.publisher) return true;
        return SignatureChecker.isValidERC1271SignatureNowCalldata(by.publisher, signedDigest, by.signature);
    }
}
