// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../IPublicationRegistry.sol";

/// @title The running hash over a publication's entries
/// @author The Colophon authors
/// @notice `head' = SHA-256(head || entry)` over fixed widths, described byte by byte in docs/spec/history.md.
/// @dev SHA-256 and not keccak256, for a few hundred gas, so that `sha256sum`, WebCrypto and the standard library of
/// every language can replay a history.
library History {
    /// @notice The head of a publication before its first entry.
    /// @param publicationId The publication.
    /// @return head The head.
    function genesis(uint256 publicationId) internal view returns (bytes32 head) {
        return sha256(abi.encodePacked("colophon/history/1", block.chainid, address(this), publicationId));
    }

    /// @notice Number, kind and time of an entry: the 17 bytes that it begins with, right-aligned.
    /// @dev Bounds: `PublicationSlots.next` says why a number stays below 2^48 and a time below 2^40.
    /// @param entry Number of the entry, from 1 on.
    /// @param kind What it is about.
    /// @param time Seconds of the block.
    /// @return stamped The bytes.
    function stamp(
        uint256 entry,
        IPublicationRegistry.EntryKind kind,
        uint256 time
    ) internal pure returns (bytes32 stamped) {
        assembly ("memory-safe") {
            // Shifts of values, no memory. The compiler lets no enum out of its range; a conversion in Solidity would
            // check that once more.
            stamped := or(or(shl(72, entry), shl(64, kind)), time)
        }
    }

    /// @notice The head after an entry.
    /// @dev The 229 bytes are laid out by hand in the free memory, which stays free: `abi.encodePacked` took 600 gas
    /// more. They are written from the last field to the first, each as a word that ends where its field ends: what the
    /// word has in front of the field, the fields in front of it overwrite.
    ///
    ///   byte 0      32      49      69  101  133  165  197  229
    ///       | head  | stamp | actor | a  | b  | c  | d  | e  |
    ///       | 32    | 17    | 20    | 32 each                |
    ///
    /// @param head The head before it.
    /// @param stamped Its number, kind and time.
    /// @param actor Who made it.
    /// @param a First word; what the words mean depends on the kind.
    /// @param b Second word.
    /// @param c Third word.
    /// @param d Fourth word.
    /// @param e Fifth word.
    /// @return folded The head after it.
    function fold(
        bytes32 head,
        bytes32 stamped,
        address actor,
        bytes32 a,
        bytes32 b,
        bytes32 c,
        bytes32 d,
        bytes32 e
    ) internal view returns (bytes32 folded) {
        bool done;
        assembly ("memory-safe") {
            let at := mload(0x40)
            // The bound is at + 229. Bits of the actor that are not of the address lie under the stamp in the end.
            mstore(add(at, 197), e)
            mstore(add(at, 165), d)
            mstore(add(at, 133), c)
            mstore(add(at, 101), b)
            mstore(add(at, 69), a)
            mstore(add(at, 37), actor)
            mstore(add(at, 17), stamped)
            mstore(at, head)
            // SHA-256 is the precompile at address 2. Arguments are evaluated from the right: the size of the answer
            // is read after the call. A chain without the precompile would answer nothing.
            done := and(eq(returndatasize(), 32), staticcall(gas(), 2, at, 229, 0, 32))
            folded := mload(0)
        }
        assert(done);
    }
}
