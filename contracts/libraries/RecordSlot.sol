// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../IPublicationRegistry.sol";

/// @dev What is on record for a digest, in one storage slot:
///
///   bit 255   232 231    184 183    136 135     128 127    120 119     88 87    48 47     0
///       | unused | first    | notice  | standing  | kind     | revision | time   | entry  |
///       | 24     | 48       | 48      | 8         | 8        | 32       | 40     | 48     |
///
/// Zero means that the digest is not on record, since entries are numbered from 1.
type RecordSlot is uint256;

using RecordSlots for RecordSlot global;

/// @title Packing and unpacking of `RecordSlot`
/// @author The Colophon authors
library RecordSlots {
    uint256 private constant TIME_AT = 48;
    uint256 private constant REVISION_AT = 88;
    uint256 private constant KIND_AT = 120;
    uint256 private constant STANDING_AT = 128;
    uint256 private constant NOTICE_AT = 136;
    uint256 private constant FIRST_AT = 184;

    /// @notice The slot of a new record of revision 1, without a notice.
    /// @dev Bounds: `PublicationSlots.next` says why a number stays below 2^48 and a time below 2^40.
    /// @param number Number of the entry.
    /// @param time Time of the entry.
    /// @param kind Kind of the entry.
    /// @return slot The slot.
    function anchored(
        uint256 number,
        uint256 time,
        IPublicationRegistry.EntryKind kind
    ) internal pure returns (RecordSlot slot) {
        uint256 fields = number | (time << TIME_AT) | (1 << REVISION_AT) | (number << FIRST_AT);
        return RecordSlot.wrap(fields | (uint256(kind) << KIND_AT));
    }

    /// @notice The slot of the revision that follows on a record.
    /// @dev Bounds: as those of a new record. 2^32 revisions of one issue take 2.9 * 10^14 gas, over a year of whole
    /// blocks at 60 million gas in 12 seconds, and spoil the revision number of that issue alone.
    /// @param slot The slot of the superseded record.
    /// @param number Number of the new entry.
    /// @param time Time of the new entry.
    /// @return revised The slot of the new record, without a notice.
    function revise(
        RecordSlot slot,
        uint256 number,
        uint256 time
    ) internal pure returns (RecordSlot revised) {
        uint256 kept =
            RecordSlot.unwrap(slot) &
                ((uint256(type(uint32).max) << REVISION_AT) | (uint256(type(uint48).max) << FIRST_AT));
        uint256 kind = uint256(IPublicationRegistry.EntryKind.Revised);
        unchecked {
            return
                RecordSlot.wrap((kept + (1 << REVISION_AT)) | number | (time << TIME_AT) | (kind << KIND_AT));
        }
    }

    /// @notice The slot with another latest notice.
    /// @dev Bound: the number stays below 2^48, as that of a record.
    /// @param slot The slot so far.
    /// @param kind What the notice says.
    /// @param number Number of the notice's entry.
    /// @return noticed The slot after it.
    function withNotice(
        RecordSlot slot,
        IPublicationRegistry.NoticeKind kind,
        uint256 number
    ) internal pure returns (RecordSlot noticed) {
        uint256 kept =
            RecordSlot.unwrap(slot) & (((1 << STANDING_AT) - 1) | (uint256(type(uint48).max) << FIRST_AT));
        return RecordSlot.wrap(kept | (uint256(kind) << STANDING_AT) | (number << NOTICE_AT));
    }

    /// @notice Whether the digest is on record.
    /// @param slot The slot.
    /// @return known Whether it is.
    function exists(RecordSlot slot) internal pure returns (bool known) {
        return RecordSlot.unwrap(slot) != 0;
    }

    /// @notice Number of the entry that recorded the digest.
    /// @param slot The slot.
    /// @return number The number.
    function entry(RecordSlot slot) internal pure returns (uint64 number) {
        return uint48(RecordSlot.unwrap(slot));
    }

    /// @notice Number of the entry that anchored the issue's first revision.
    /// @param slot The slot.
    /// @return number The number.
    function first(RecordSlot slot) internal pure returns (uint64 number) {
        return uint48(RecordSlot.unwrap(slot) >> FIRST_AT);
    }

    /// @notice The record as the registry's views give it.
    /// @param slot The slot.
    /// @return held The record, all zero when there is none.
    function unpack(RecordSlot slot) internal pure returns (IPublicationRegistry.Record memory held) {
        uint256 fields = RecordSlot.unwrap(slot);
        held.entry = uint48(fields);
        held.time = uint40(fields >> TIME_AT);
        held.revision = uint32(fields >> REVISION_AT);
        held.kind = IPublicationRegistry.EntryKind(uint8(fields >> KIND_AT));
        held.standing = IPublicationRegistry.NoticeKind(uint8(fields >> STANDING_AT));
        held.notice = uint48(fields >> NOTICE_AT);
        held.first = uint48(fields >> FIRST_AT);
    }
}
