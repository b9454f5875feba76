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
        // length - 1 of an empty label wraps round to the largest number.
        unchecked {
            if (length - 1 > 63) revert IPublicationRegistry.LabelInvalid(label);
        }
        bool valid;
        (first, valid) = _word(label, 0, length);
        if (length > 32) {
            bool validToo;
            unchecked {
                (second, validToo) = _word(label, 32, length - 32);
            }
            valid = valid && validToo;
        }
        if (!valid) revert IPublicationRegistry.LabelInvalid(label);
    }

    /// @dev Up to 32 of the `length` characters that start at `offset`, and whether all of them are allowed.
    ///
    /// All 32 bytes are judged at once. Adding `0x80 - x` to a byte below 0x80 sets its top bit exactly if the byte is
    /// at least x, and never carries into the next byte. The bounds below are the first allowed and the first
    /// forbidden characters of the four ranges `-.`, `0-9`, `_`, `a-z` in rising order, so that a byte is allowed
    /// exactly if it reaches an odd number of them: the exclusive or of the eight sums tells.
    function _word(
        string calldata label,
        uint256 offset,
        uint256 length
    ) private pure returns (bytes32 word, bool valid) {
        uint256 text;
        uint256 tops;
        assembly ("memory-safe") {
            // All bits of the first `length` bytes; a shift by 256 or more gives 0. length <= 64: no overflow.
            let mask := not(shr(shl(3, length), not(0)))
            // What follows the label in the calldata is anything that the caller likes.
            text := and(calldataload(add(label.offset, offset)), mask)
            tops := and(mask, TOPS)
        }
        unchecked {
            // A byte from 0x80 on carries into its neighbour, but then the last term says no by itself.
            uint256 odd = (text + (0x80 - 0x2d) * ONES) ^ (text + (0x80 - 0x2f) * ONES);
            odd ^= (text + (0x80 - 0x30) * ONES) ^ (text + (0x80 - 0x3a) * ONES);
            odd ^= (text + (0x80 - 0x5f) * ONES) ^ (text + (0x80 - 0x60) * ONES);
            odd ^= (text + (0x80 - 0x61) * ONES) ^ (text + (0x80 - 0x7b) * ONES);
            valid = (((odd & TOPS) ^ tops) | (text & TOPS)) == 0;
        }
        word = bytes32(text);
    }
}
