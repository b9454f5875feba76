// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The fields of a publication that every entry reads and writes, in one storage slot:
///
///   bit 255   248 247       208 207          160 159                 0
///       | closed | updatedAt   | entries        | owner              |
///       | 8      | 40          | 48             | 160                |
///
/// Zero means that there is no such publication, since an owner is never the zero address.
type PublicationSlot is uint256;

using PublicationSlots for PublicationSlot global;

/// @title Packing and unpacking of `PublicationSlot`
/// @author The Colophon authors
library PublicationSlots {
    uint256 private constant ENTRIES_AT = 160;
    uint256 private constant UPDATED_AT = 208;
    uint256 private constant CLOSED_AT = 248;
    uint256 private constant OWNER_MASK = type(uint160).max;

    /// @notice The slot of a new publication with one entry.
    /// @dev Bound: seconds reach 2^40 in the year 36812.
    /// @param owner_ Its owner.
    /// @param time Time of the entry.
    /// @return slot The slot.
    function first(address owner_, uint256 time) internal pure returns (PublicationSlot slot) {
        uint256 fields = uint160(owner_) | (1 << ENTRIES_AT) | (time << UPDATED_AT);
        return PublicationSlot.wrap(fields);
    }

    /// @notice The slot with one more entry.
    /// @dev Bounds: 2^48 entries of 30,000 gas each are 8.4 * 10^18 gas, tens of thousands of years of whole blocks at
    /// 60 million gas in 12 seconds. Seconds reach 2^40 in the year 36812.
    /// @param slot The slot so far.
    /// @param time Time of the entry.
    /// @return next_ The slot after it.
    function next(PublicationSlot slot, uint256 time) internal pure returns (PublicationSlot next_) {
        uint256 kept = PublicationSlot.unwrap(slot) & ~(uint256(type(uint40).max) << UPDATED_AT);
        unchecked {
            return PublicationSlot.wrap((kept + (1 << ENTRIES_AT)) | (time << UPDATED_AT));
        }
    }

    /// @notice The slot with another owner.
    /// @param slot The slot so far.
    /// @param owner_ The new owner.
    /// @return changed The slot after it.
    function withOwner(PublicationSlot slot, address owner_) internal pure returns (PublicationSlot changed) {
        return PublicationSlot.wrap((PublicationSlot.unwrap(slot) & ~OWNER_MASK) | uint160(owner_));
    }

    /// @notice The slot, closed.
    /// @param slot The slot so far.
    /// @return closed_ The slot after it.
    function close(PublicationSlot slot) internal pure returns (PublicationSlot closed_) {
        return PublicationSlot.wrap(PublicationSlot.unwrap(slot) | (1 << CLOSED_AT));
    }

    /// @notice Whether there is such a publication.
    /// @param slot The slot.
    /// @return known Whether there is.
    function exists(PublicationSlot slot) internal pure returns (bool known) {
        return PublicationSlot.unwrap(slot) != 0;
    }

    /// @notice Whether there is such a publication and it is not closed.
    /// @param slot The slot.
    /// @return open_ Whether it takes entries.
    function open(PublicationSlot slot) internal pure returns (bool open_) {
        // One comparison for two questions: closing sets a bit from CLOSED_AT on, and 0 - 1 wraps round to the
        // largest number.
        unchecked {
            return PublicationSlot.unwrap(slot) - 1 < (1 << CLOSED_AT) - 1;
        }
    }

    /// @notice The owner.
    /// @param slot The slot.
    /// @return owner_ The owner.
    function owner(PublicationSlot slot) internal pure returns (address owner_) {
        return address(uint160(PublicationSlot.unwrap(slot)));
    }

    /// @notice How many entries there are.
    /// @param slot The slot.
    /// @return count The number.
    function entries(PublicationSlot slot) internal pure returns (uint64 count) {
        return uint48(PublicationSlot.unwrap(slot) >> ENTRIES_AT);
    }

    /// @notice Time of the latest entry.
    /// @param slot The slot.
    /// @return time Seconds.
    function updatedAt(PublicationSlot slot) internal pure returns (uint64 time) {
        return uint40(PublicationSlot.unwrap(slot) >> UPDATED_AT);
    }

    /// @notice Whether the publication is closed.
    /// @param slot The slot.
    /// @return closed_ Whether it is.
    function closed(PublicationSlot slot) internal pure returns (bool closed_) {
        return PublicationSlot.unwrap(slot) >> CLOSED_AT != 0;
    }
}
