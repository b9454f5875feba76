// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IPublicationRegistry} from "../IPublicationRegistry.sol";

/// @title Issues under a Merkle root
/// @author The Colophon authors
/// @notice The tree is OpenZeppelin's standard one: complete, its leaves hashed twice, its pairs sorted.
library Batches {
    /// @notice The leaf of an issue.
    /// @dev Hashed twice: the hash of 32 bytes is never that of an inner node, which is the hash of 64. Bound to the
    /// publication, so that a root anchored in two publications proves the issues of one alone.
    /// @param publicationId The publication.
    /// @param issue The issue.
    /// @return hash The leaf.
    function leaf(
        uint256 publicationId,
        IPublicationRegistry.BatchedIssue calldata issue
    ) internal pure returns (bytes32 hash) {
        return keccak256(bytes.concat(keccak256(abi.encode(publicationId, issue.label, issue.digest))));
    }

    /// @notice Lengths of the shortest and the longest path in a tree: its leaves lie on one level or on two.
    /// @param count How many leaves it has, at least 1.
    /// @return shortest The one.
    /// @return longest The other.
    function depths(uint256 count) internal pure returns (uint256 shortest, uint256 longest) {
        return (Math.log2(count), Math.log2(2 * count - 1));
    }

    /// @notice Whether the path of an issue leads from its leaf to its root, and has a length that it can have.
    /// @param publicationId The publication.
    /// @param issue The issue.
    /// @param count How many issues the batch holds.
    /// @return proved Whether the batch holds it.
    function holds(
        uint256 publicationId,
        IPublicationRegistry.BatchedIssue calldata issue,
        uint256 count
    ) internal pure returns (bool proved) {
        (uint256 shortest, uint256 longest) = depths(count);
        uint256 length = issue.path.length;
        return length >= shortest && length <= longest && proves(publicationId, issue);
    }

    /// @notice Whether the path of an issue leads from its leaf to its root.
    /// @param publicationId The publication.
    /// @param issue The issue.
    /// @return proved Whether it does.
    function proves(
        uint256 publicationId,
        IPublicationRegistry.BatchedIssue calldata issue
    ) internal pure returns (bool proved) {
        return MerkleProof.verifyCalldata(issue.path, issue.root, leaf(publicationId, issue));
    }
}
