// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../../contracts/IPublicationRegistry.sol";
import {PublicationSlot, PublicationSlots} from "../../contracts/libraries/PublicationSlot.sol";
import {BatchSlot, BatchSlots} from "../../contracts/libraries/BatchSlot.sol";
import {RecordSlot, RecordSlots} from "../../contracts/libraries/RecordSlot.sol";
import {assertEq} from "./support/Vm.sol";

contract SlotsTest {
    function testFuzz_a_publication_slot_gives_back_what_was_packed(
        address owner,
        uint40 time
    ) external pure {
        PublicationSlot slot = PublicationSlots.first(owner, time);
        _holds(slot, owner, 1, time, false);
    }

    function testFuzz_another_entry_changes_the_count_and_the_time_alone(
        address owner,
        uint40 time,
        uint40 later,
        uint8 steps,
        bool closed
    ) external pure {
        PublicationSlot slot = PublicationSlots.first(owner, time);
        if (closed) slot = slot.close();
        for (uint256 i = 0; i < steps; i++) slot = slot.next(later);
        _holds(slot, owner, 1 + uint64(steps), steps == 0 ? time : later, closed);
    }

    function testFuzz_another_owner_changes_the_owner_alone(
        address owner,
        address next,
        uint40 time
    ) external pure {
        PublicationSlot slot = PublicationSlots.first(owner, time).next(time).withOwner(next);
        _holds(slot, next, 2, time, false);
        _holds(slot.close(), next, 2, time, true);
    }

    function test_no_publication_no_record_and_no_batch_are_zero() external pure {
        assertEq(PublicationSlot.wrap(0).exists(), false, "publication");
        assertEq(PublicationSlot.wrap(0).open(), false, "open publication");
        assertEq(RecordSlot.wrap(0).exists(), false, "record");
        assertEq(BatchSlot.wrap(0).exists(), false, "batch");
    }

    function testFuzz_a_record_slot_gives_back_what_was_packed(
        uint48 entry,
        uint40 time,
        uint48 notice,
        uint8 kindSeed
    ) external pure {
        IPublicationRegistry.EntryKind kind = IPublicationRegistry.EntryKind(kindSeed % 13);
        RecordSlot slot = RecordSlots.anchored(entry, time, kind);
        for (uint8 standing = 0; standing < 5; standing++) {
            IPublicationRegistry.Record memory held = slot.unpack();
            assertEq(held.entry, entry, "entry");
            assertEq(slot.entry(), entry, "entry alone");
            assertEq(held.time, time, "time");
            assertEq(held.revision, 1, "revision");
            assertEq(uint8(held.kind), uint8(kind), "kind");
            assertEq(uint8(held.standing), standing, "standing");
            assertEq(held.notice, standing == 0 ? 0 : notice, "notice");
            assertEq(held.first, entry, "first");
            assertEq(slot.first(), entry, "first alone");
            slot = slot.withNotice(IPublicationRegistry.NoticeKind((standing + 1) % 5), notice);
        }
    }

    function testFuzz_the_slot_of_a_revision_keeps_the_first_entry_and_counts(
        uint48 first,
        uint48[3] calldata entries,
        uint40[3] calldata times
    ) external pure {
        RecordSlot slot = RecordSlots.anchored(first, 1, IPublicationRegistry.EntryKind.Anchored);
        for (uint256 i = 0; i < 3; i++) {
            // A notice on what is superseded stays with it.
            slot = slot.withNotice(IPublicationRegistry.NoticeKind.Retraction, 7);
            slot = slot.revise(entries[i], times[i]);
            IPublicationRegistry.Record memory held = slot.unpack();
            assertEq(held.entry, entries[i], "entry");
            assertEq(held.time, times[i], "time");
            assertEq(held.revision, i + 2, "revision");
            assertEq(uint8(held.kind), uint8(IPublicationRegistry.EntryKind.Revised), "kind");
            assertEq(uint8(held.standing), 0, "standing");
            assertEq(held.notice, 0, "notice");
            assertEq(held.first, first, "first");
        }
    }

    function testFuzz_a_batch_slot_gives_back_what_was_packed(
        uint48 entry,
        uint40 time,
        uint32 count
    ) external pure {
        BatchSlot slot = BatchSlots.anchored(entry, time, count);
        assertEq(slot.exists(), entry != 0 || time != 0 || count != 0, "exists");
        assertEq(slot.entry(), entry, "entry");
        assertEq(slot.time(), time, "time");
        assertEq(slot.count(), count, "count");
    }

    function _holds(
        PublicationSlot slot,
        address owner,
        uint64 entries,
        uint64 time,
        bool closed
    ) private pure {
        assertEq(slot.exists(), true, "exists");
        assertEq(slot.owner(), owner, "owner");
        assertEq(slot.entries(), entries, "entries");
        assertEq(slot.updatedAt(), time, "updatedAt");
        assertEq(slot.closed(), closed, "closed");
        assertEq(slot.open(), !closed, "open");
    }
}
