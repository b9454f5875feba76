// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../IPublicationRegistry.sol";

/// @title The events of the two calls that are made most
/// @author The Colophon authors
/// @notice `emit IssueAnchored(...)` and `emit IssueRevised(...)` of this block, from the words of a label.
/// @dev The data is laid out by hand in the free memory, which stays free. The label's two words are at hand, padded with
/// zeros as the encoding wants them, while the compiler copies the label from the call data once more: 75 gas less for an
/// anchor, 96 for a revision. Both words are written, and the second is left out of the log if the label ends before it.
/// Shifts leave no bit of an actor that is not of the address; times stay below 2^40 (`PublicationSlots.next`).
library IssueLogs {
    /// @notice Logs `IssueAnchored`.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param digest SHA-256 of the manifest.
    /// @param actor Who anchored it.
    /// @param length Length of the label, 1 to 64.
    /// @param first Its characters 1 to 32.
    /// @param second Its characters 33 to 64.
    function anchored(
        uint256 publicationId,
        uint256 entry,
        bytes32 digest,
        address actor,
        uint256 length,
        bytes32 first,
        bytes32 second
    ) internal {
        bytes32 topic = IPublicationRegistry.IssueAnchored.selector;
        assembly ("memory-safe") {
            // 0x00 actor, 0x20 time, 0x40 where the label is, 0x60 its length, 0x80 its words. The bound is at + 0xc0.
            let at := mload(0x40)
            mstore(at, shr(96, shl(96, actor)))
            mstore(add(at, 0x20), timestamp())
            mstore(add(at, 0x40), 0x60)
            mstore(add(at, 0x60), length)
            mstore(add(at, 0x80), first)
            mstore(add(at, 0xa0), second)
            // The length rounded up to 32 or 64.
            log4(at, add(0x80, and(add(length, 31), 0x60)), topic, publicationId, entry, digest)
        }
    }

    /// @notice Logs `IssueRevised`.
    /// @param publicationId The publication.
    /// @param entry Number of the entry.
    /// @param digest SHA-256 of the new manifest.
    /// @param actor Who revised it.
    /// @param length Length of the label, 1 to 64.
    /// @param first Its characters 1 to 32.
    /// @param second Its characters 33 to 64.
    /// @param supersedes Digest that was current until now.
    /// @param reasonDigest Digest of a stated reason, or zero.
    function revised(
        uint256 publicationId,
        uint256 entry,
        bytes32 digest,
        address actor,
        uint256 length,
        bytes32 first,
        bytes32 second,
        bytes32 supersedes,
        bytes32 reasonDigest
    ) internal {
        bytes32 topic = IPublicationRegistry.IssueRevised.selector;
        assembly ("memory-safe") {
            // 0x00 actor, 0x20 time, 0x40 where the label is, 0x60 superseded digest, 0x80 reason, 0xa0 length of the
            // label, 0xc0 its words. The bound is at + 0x100.
            let at := mload(0x40)
            mstore(at, shr(96, shl(96, actor)))
            mstore(add(at, 0x20), timestamp())
            mstore(add(at, 0x40), 0xa0)
            mstore(add(at, 0x60), supersedes)
            mstore(add(at, 0x80), reasonDigest)
            mstore(add(at, 0xa0), length)
            mstore(add(at, 0xc0), first)
            mstore(add(at, 0xe0), second)
            log4(at, add(0xc0, and(add(length, 31), 0x60)), topic, publicationId, entry, digest)
        }
    }
}
