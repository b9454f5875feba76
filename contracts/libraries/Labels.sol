// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../IPublicationRegistry.sol";

/// @title Labels of issues: 1 to 64 characters of `a-z 0-9 . _ -`
/// @author The Colophon authors
/// @notice Reads a label as two words, left-aligned and zero padded. No allowed character is zero, so that different
/// labels never give the same words and the history needs no hash of the label.
library Labels {
    /// @dev 0x01 in each of 32 bytes: multiplying by it repeats a byte 32 times.
    uint256 private constant ONES = 0x0101010101010101010101010101010101010101010101010101010101010101;

    /// @dev The top bit of each of 32 bytes.
    uint256 private constant TOPS = 0x8080808080808080808080808080808080808080808080808080808080808080;

    /// @notice The two words of a label; reverts with `LabelInvalid` if it is none.
    /// @param label The label.
    /// @return first Characters 1 to 32.
    /// @return second Characters 33 to 64.
    function words(string calldata label) internal pure returns (bytes32 first, bytes32 second) {
        uint256 length = bytes(label).length;
        // Faults are collected and refused once: each refusal costs the labels that have none 20 gas.
        uint256 faults;
        (first, faults) = _word(label, 0, length);
        unchecked {
            if (length > 32) {
                uint256 more;
                (second, more) = _word(label, 32, length - 32);
                faults |= more;
            }
            // Not zero exactly for an empty label, whose length - 1 wraps round to the largest number, and above 64.
            faults |= (length - 1) >> 6;
        }
        if (faults != 0) revert IPublicationRegistry.LabelInvalid(label);
    }

    /// @dev Up to 32 of the `length` characters that start at `offset`, and the top bit of each that is not allowed.
    ///
    /// All 32 bytes are judged at once. Adding `0x80 - x` to a byte below 0x80 sets its top bit exactly if the byte is
    /// at least x, and never carries into the next byte. The bounds below are the first allowed and the first
    /// forbidden characters of the four ranges `-.`, `0-9`, `_`, `a-z` in rising order, so that a byte is allowed
    /// exactly if it reaches an odd number of them: the exclusive or of the eight sums tells.
    function _word(
        string calldata label,
        uint256 offset,
        uint256 length
    ) private pure returns (bytes32 word, uint256 faults) {
        uint256 text;
        uint256 mask;
        assembly ("memory-safe") {
            // All bits of the first `length` bytes; a shift by 256 or more gives 0. Decoding the call bounded the length
            // by 2^64: no overflow.
            mask := not(shr(shl(3, length), not(0)))
            // What follows the label in the calldata is anything that the caller likes.
            text := and(calldataload(add(label.offset, offset)), mask)
        }
        unchecked {
            // A byte from 0x80 on carries into its neighbour, but then the last term says no by itself.
            uint256 odd = (text + (0x80 - 0x2d) * ONES) ^ (text + (0x80 - 0x2f) * ONES);
            odd ^= (text + (0x80 - 0x30) * ONES) ^ (text + (0x80 - 0x3a) * ONES);
            odd ^= (text + (0x80 - 0x5f) * ONES) ^ (text + (0x80 - 0x60) * ONES);
            odd ^= (text + (0x80 - 0x61) * ONES) ^ (text + (0x80 - 0x7b) * ONES);
            faults = ((odd ^ mask) | text) & TOPS;
        }
        word = bytes32(text);
    }
}
