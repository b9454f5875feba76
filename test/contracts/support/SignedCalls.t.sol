// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../../contracts/IPublicationRegistry.sol";
import {vm} from "./Vm.sol";

/// @dev What is under every signature beside the call's own arguments.
struct Terms {
    address publisher;
    uint256 publicationId;
    bytes32 head;
    uint256 deadline;
}

/// @dev The calls that can be made in two ways: plainly and signed.
enum Kind {
    Anchor,
    Revise,
    Post,
    AnchorBatch,
    ReviseBatched,
    PostBatched
}

/// @dev The arguments of any of them; a call leaves alone what it does not take.
struct Call {
    Kind kind;
    // Label; root and path; the digest that is superseded or that a notice is about.
    I.BatchedIssue issue;
    // The new digest; of a batch, that of its list.
    bytes32 digest;
    bytes32 reason;
    I.NoticeKind notice;
    uint32 count;
}

/// @dev Encodes calls, and what is signed of them, from the words of docs/spec/registry.md and of EIP-712 alone.
library SignedCalls {
    /// @dev The call, sent by the publisher.
    function plain(Call memory c, uint256 id) internal pure returns (bytes memory data) {
        I.BatchedIssue memory issue = c.issue;
        if (c.kind == Kind.Anchor) return abi.encodeCall(I.anchor, (id, issue.label, c.digest));
        if (c.kind == Kind.Revise)
            return abi.encodeCall(I.revise, (id, issue.label, c.digest, issue.digest, c.reason));
        if (c.kind == Kind.Post) return abi.encodeCall(I.post, (id, issue.digest, c.notice, c.reason));
        if (c.kind == Kind.AnchorBatch)
            return abi.encodeCall(I.anchorBatch, (id, issue.root, c.count, c.digest));
        if (c.kind == Kind.ReviseBatched)
            return abi.encodeCall(I.reviseBatched, (id, issue, c.digest, c.reason));
        return abi.encodeCall(I.postBatched, (id, issue, c.notice, c.reason));
    }

    /// @dev The call, sent by anyone.
    function signed(
        Call memory c,
        uint256 id,
        I.Authorization memory by
    ) internal pure returns (bytes memory data) {
        I.BatchedIssue memory issue = c.issue;
        if (c.kind == Kind.Anchor) return abi.encodeCall(I.anchorBySig, (id, issue.label, c.digest, by));
        if (c.kind == Kind.Revise)
            return abi.encodeCall(I.reviseBySig, (id, issue.label, c.digest, issue.digest, c.reason, by));
        if (c.kind == Kind.Post)
            return abi.encodeCall(I.postBySig, (id, issue.digest, c.notice, c.reason, by));
        if (c.kind == Kind.AnchorBatch)
            return abi.encodeCall(I.anchorBatchBySig, (id, issue.root, c.count, c.digest, by));
        if (c.kind == Kind.ReviseBatched)
            return abi.encodeCall(I.reviseBatchedBySig, (id, issue, c.digest, c.reason, by));
        return abi.encodeCall(I.postBatchedBySig, (id, issue, c.notice, c.reason, by));
    }

    /// @dev The EIP-712 digest that the publisher signs.
    function digestOf(
        Call memory c,
        Terms memory t,
        address registry,
        uint256 chainId
    ) internal pure returns (bytes32 digest) {
        bytes32 domain = keccak256(
            abi.encode(
                keccak256(
                    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
                ),
                keccak256("Colophon"),
                keccak256("1"),
                chainId,
                registry
            )
        );
        return keccak256(abi.encodePacked(hex"1901", domain, structHash(c, t)));
    }

    function structHash(Call memory c, Terms memory t) internal pure returns (bytes32 hash) {
        bytes32 label = keccak256(bytes(c.issue.label));
        bytes memory begin = abi.encode(t.publisher, t.publicationId);
        bytes memory words;
        if (c.kind == Kind.Anchor) words = abi.encode(label, c.digest);
        if (c.kind == Kind.Revise) words = abi.encode(label, c.digest, c.issue.digest, c.reason);
        if (c.kind == Kind.Post) words = abi.encode(c.issue.digest, c.notice, c.reason);
        if (c.kind == Kind.AnchorBatch) words = abi.encode(c.issue.root, c.count, c.digest);
        if (c.kind == Kind.ReviseBatched)
            words = abi.encode(c.issue.root, label, c.issue.digest, c.digest, c.reason);
        if (c.kind == Kind.PostBatched)
            words = abi.encode(c.issue.root, label, c.issue.digest, c.notice, c.reason);
        bytes memory end = abi.encode(t.head, t.deadline);
        return keccak256(bytes.concat(keccak256(bytes(typeOf(c.kind))), begin, words, end));
    }

    function typeOf(Kind kind) internal pure returns (string memory text) {
        string[6] memory types = [
            "Anchor(address publisher,uint256 publicationId,string label,bytes32 digest,bytes32 head,uint256 deadline)",
            "Revise(address publisher,uint256 publicationId,string label,bytes32 digest,bytes32 supersedes,bytes32 reasonDigest,bytes32 head,uint256 deadline)",
            "Post(address publisher,uint256 publicationId,bytes32 digest,uint8 kind,bytes32 reasonDigest,bytes32 head,uint256 deadline)",
            "AnchorBatch(address publisher,uint256 publicationId,bytes32 root,uint32 count,bytes32 listDigest,bytes32 head,uint256 deadline)",
            "ReviseBatched(address publisher,uint256 publicationId,bytes32 root,string label,bytes32 supersedes,bytes32 digest,bytes32 reasonDigest,bytes32 head,uint256 deadline)",
            "PostBatched(address publisher,uint256 publicationId,bytes32 root,string label,bytes32 digest,uint8 kind,bytes32 reasonDigest,bytes32 head,uint256 deadline)"
        ];
        return types[uint256(kind)];
    }

    /// @dev The 65 bytes that a wallet gives for a digest.
    function sign(uint256 key, bytes32 digest) internal pure returns (bytes memory signature) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);
        return abi.encodePacked(r, s, v);
    }
}
