// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev What is on record for a batch, in one storage slot:
///
///   bit 255   120 119   88 87    48 47     0
///       | unused | count  | time   | entry  |
///       | 136    | 32     | 40     | 48     |
///
/// Zero means that there is no such batch, since entries are numbered from 1.
type BatchSlot is uint256;

using BatchSlots for BatchSlot global;

/// @title Packing and unpacking of `BatchSlot`
/// @author The Colophon authors
library BatchSlots {
    uint256 private constant TIME_AT = 48;
    uint256 private constant COUNT_AT = 88;

    /// @notice The slot of a new batch.
    /// @dev Bounds: `PublicationSlots.next` says why a number stays below 2^48 and a time below 2^40.
    /// @param number Number of the entry.
    /// @param time_ Time of the entry.
    /// @param count_ How many issues it holds.
    /// @return slot The slot.
    function anchored(uint256 number, uint256 time_, uint32 count_) internal pure returns (BatchSlot slot) {
        return BatchSlot.wrap(number | (time_ << TIME_AT) | (uint256(count_) << COUNT_AT));
    }

    /// @notice Whether there is such a batch.
    /// @param slot The slot.
    /// @return known Whether there is.
    function exists(BatchSlot slot) internal pure returns (bool known) {
        return BatchSlot.unwrap(slot) != 0;
    }

    /// @notice Number of the entry that anchored it.
    /// @param slot The slot.
    /// @return number The number.
    function entry(BatchSlot slot) internal pure returns (uint64 number) {
        return uint48(BatchSlot.unwrap(slot));
    }

    /// @notice Time of that entry.
    /// @param slot The slot.
    /// @return seconds_ Seconds.
    function time(BatchSlot slot) internal pure returns (uint64 seconds_) {
        return uint40(BatchSlot.unwrap(slot) >> TIME_AT);
    }

    /// @notice How many issues it holds.
    /// @param slot The slot.
    /// @return number The number.
    function count(BatchSlot slot) internal pure returns (uint32 number) {
        return uint32(BatchSlot.unwrap(slot) >> COUNT_AT);
    }
}
