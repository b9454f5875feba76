// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./support/Fixture.t.sol";
import {vm, assertEq, assertSame} from "./support/Vm.sol";

/// @dev The views that answer for many at once: they say what the views for one say, and their pages meet.
contract ViewsTest is Fixture {
    uint256 private constant ALL = type(uint256).max;

    function setUp() public override {
        super.setUp();
        for (uint256 i = 2; i <= 5; i++) {
            vm.warp(START + i);
            registry.register(bytes32(i));
        }
        _does(abi.encodeCall(I.transferOwnership, (id, STRANGER)));
        vm.prank(address(this));
        registry.close(4);
    }

    // --- publicationsFrom ---

    function test_the_pages_of_publications_at_their_edges() external view {
        _isPage(registry.publicationsFrom(1, 5), 1, 5);
        _isPage(registry.publicationsFrom(1, ALL), 1, 5);
        _isPage(registry.publicationsFrom(0, ALL), 1, 5);
        _isPage(registry.publicationsFrom(0, 2), 1, 2);
        _isPage(registry.publicationsFrom(2, 3), 2, 3);
        _isPage(registry.publicationsFrom(5, 1), 5, 1);
        _isPage(registry.publicationsFrom(5, ALL), 5, 1);
        _isPage(registry.publicationsFrom(6, ALL), 6, 0);
        _isPage(registry.publicationsFrom(7, 1), 7, 0);
        _isPage(registry.publicationsFrom(1, 0), 1, 0);
        _isPage(registry.publicationsFrom(0, 0), 1, 0);
        _isPage(registry.publicationsFrom(ALL, 0), ALL, 0);
        _isPage(registry.publicationsFrom(ALL, ALL), ALL, 0);
    }

    function testFuzz_a_page_of_publications_holds_what_they_are_one_by_one(
        uint8 firstSeed,
        uint8 limitSeed
    ) external view {
        uint256 first = firstSeed % 8;
        uint256 limit = limitSeed % 8;
        uint256 from = first == 0 ? 1 : first;
        uint256 left = from > 5 ? 0 : 6 - from;
        _isPage(registry.publicationsFrom(first, limit), from, left < limit ? left : limit);
    }

    // --- currents and records ---

    function test_no_labels_and_no_digests_are_answered_with_none() external view {
        assertEq(registry.currents(id, new string[](0)).length, 0, "currents");
        assertEq(registry.records(id, new bytes32[](0)).length, 0, "records");
    }

    function test_labels_and_digests_of_no_publication_are_answered_with_zeros() external view {
        string[] memory labels = new string[](2);
        (labels[0], labels[1]) = ("95", "Not A Label");
        assertSame(abi.encode(registry.currents(99, labels)), abi.encode(new bytes32[](2)), "currents");
        bytes32[] memory digests = new bytes32[](2);
        digests[0] = ONE;
        assertSame(abi.encode(registry.records(99, digests)), abi.encode(new I.Record[](2)), "records");
    }

    function testFuzz_many_labels_and_digests_are_answered_as_one_by_one(uint8[] calldata picks) external {
        for (uint256 i = 0; i < 6; i++) _does(abi.encodeCall(I.anchor, (id, _label(i), _digest(i))));
        _does(abi.encodeCall(I.revise, (id, _label(2), _digest(8), _digest(2), 0)));
        _does(abi.encodeCall(I.post, (id, _digest(3), I.NoticeKind.Retraction, 0)));
        string[] memory labels = new string[](picks.length);
        bytes32[] memory digests = new bytes32[](picks.length);
        for (uint256 i = 0; i < picks.length; i++) {
            (labels[i], digests[i]) = (_label(picks[i] % 10), _digest(picks[i] % 10));
        }
        bytes32[] memory currents = registry.currents(id, labels);
        I.Record[] memory records = registry.records(id, digests);
        assertEq(currents.length, picks.length, "number of currents");
        assertEq(records.length, picks.length, "number of records");
        for (uint256 i = 0; i < picks.length; i++) {
            assertEq(currents[i], registry.current(id, labels[i]), "current");
            assertSame(abi.encode(records[i]), abi.encode(registry.record(id, digests[i])), "record");
        }
    }

    // --- batch and batchLists ---

    function test_a_batch_that_is_none_is_all_zero() external {
        _anchorBatch("root", 3);
        bytes memory nothing = new bytes(4 * 32);
        assertSame(abi.encode(registry.batch(id, "another root")), nothing, "root");
        assertSame(abi.encode(registry.batch(2, "root")), nothing, "publication");
        assertSame(abi.encode(registry.batch(99, "root")), nothing, "no publication");
        assertSame(abi.encode(registry.batch(id, 0)), nothing, "zero");
    }

    function test_the_pages_of_batch_lists_at_their_edges() external {
        // Entries: 1 registered, 2 granted, 3 anchored, 4 offered, 5 batch, 6 batch, 7 anchored, 8 batch.
        _anchorBatch("root 5", 3);
        _anchorBatch("root 6", 3);
        _does(abi.encodeCall(I.anchor, (id, "96", TWO)));
        _anchorBatch("root 8", 3);
        _isLists(0, ALL, abi.encodePacked(uint64(5), uint64(6), uint64(8)), 0);
        _isLists(1, 8, abi.encodePacked(uint64(5), uint64(6), uint64(8)), 0);
        _isLists(1, 7, abi.encodePacked(uint64(5), uint64(6)), 8);
        _isLists(0, 4, "", 5);
        _isLists(1, 5, abi.encodePacked(uint64(5)), 6);
        _isLists(6, 2, abi.encodePacked(uint64(6)), 8);
        _isLists(8, 1, abi.encodePacked(uint64(8)), 0);
        _isLists(8, ALL, abi.encodePacked(uint64(8)), 0);
        _isLists(9, ALL, "", 0);
        _isLists(10, 1, "", 0);
        _isLists(ALL, ALL, "", 0);
        _isLists(ALL, 0, "", 0);
        _isLists(0, 0, "", 1);
        _isLists(8, 0, "", 8);
        _isLists(9, 0, "", 0);
    }

    function test_the_batch_lists_of_no_publication_are_none() external view {
        (I.BatchList[] memory found, uint256 next) = registry.batchLists(99, 0, ALL);
        assertEq(found.length, 0, "found");
        assertEq(next, 0, "next");
    }

    function testFuzz_the_pages_of_batch_lists_meet(uint16 kinds, uint8 limitSeed) external {
        uint64[] memory entries = new uint64[](16);
        uint256 count;
        for (uint256 i = 0; i < 16; i++) {
            if ((kinds >> i) & 1 == 0) _does(abi.encodeCall(I.setProfile, (id, bytes32(i + 1))));
            else {
                bytes32 list = bytes32(i + 100);
                bytes memory call = abi.encodeCall(I.anchorBatch, (id, bytes32(i + 1), uint32(i + 1), list));
                entries[count++] = _does(call);
            }
        }
        uint256 limit = 1 + (limitSeed % 25);
        uint256 from = 1;
        uint256 seen;
        while (from != 0) {
            I.BatchList[] memory found;
            (found, from) = registry.batchLists(id, from, limit);
            for (uint256 i = 0; i < found.length; i++) {
                assertEq(found[i].entry, entries[seen++], "entry");
                // The entry before the first of these is number 4.
                bytes32 root = bytes32(uint256(found[i].entry) - 4);
                assertEq(registry.batch(id, root).entry, found[i].entry, "entry of the batch");
                assertEq(registry.batch(id, root).listDigest, found[i].listDigest, "list of the batch");
            }
        }
        assertEq(seen, count, "number of lists");
    }

    // --- publishers ---

    function test_the_owner_is_among_the_publishers_only_when_granted() external {
        assertEq(registry.publisherCount(2), 0, "count");
        assertEq(registry.isPublisher(2, address(this)), true, "isPublisher");
        registry.grantPublisher(2, address(this));
        assertEq(registry.publisherCount(2), 1, "count when granted");
        assertEq(registry.publishers(2, 0, 1)[0], address(this), "publishers");
        registry.revokePublisher(2, address(this));
        assertEq(registry.publisherCount(2), 0, "count when revoked");
        assertEq(registry.isPublisher(2, address(this)), true, "isPublisher all the same");
    }

    function test_the_publishers_of_no_publication_are_none() external view {
        assertEq(registry.publisherCount(99), 0, "count");
        assertEq(registry.publishers(99, 0, ALL).length, 0, "publishers");
    }

    function test_the_pages_of_publishers_at_their_edges() external {
        _grant(4);
        assertEq(registry.publisherCount(2), 4, "count");
        uint256[3][11] memory pages = [
            [uint256(0), 4, 4],
            [uint256(0), ALL, 4],
            [uint256(1), 2, 2],
            [uint256(3), 1, 1],
            [uint256(3), ALL, 1],
            [uint256(4), ALL, 0],
            [uint256(5), 1, 0],
            [uint256(0), 0, 0],
            [uint256(2), 0, 0],
            [ALL, 0, 0],
            [ALL, ALL, 0]
        ];
        address[] memory all = registry.publishers(2, 0, ALL);
        for (uint256 i = 0; i < pages.length; i++) {
            address[] memory page = registry.publishers(2, pages[i][0], pages[i][1]);
            assertEq(page.length, pages[i][2], "length");
            for (uint256 j = 0; j < page.length; j++) assertEq(page[j], all[pages[i][0] + j], "publisher");
        }
    }

    function testFuzz_the_publishers_are_those_who_hold_a_grant(uint8 granted, uint8 revoked) external {
        _grant(8);
        uint256 left = 8;
        for (uint256 i = 0; i < 8; i++) {
            if ((granted >> i) & 1 == 1 && (revoked >> i) & 1 == 0) continue;
            registry.revokePublisher(2, _account(i));
            left--;
        }
        assertEq(registry.publisherCount(2), left, "count");
        address[] memory all = registry.publishers(2, 0, left);
        assertEq(all.length, left, "length");
        uint256 found;
        for (uint256 i = 0; i < 8; i++) {
            uint256 times;
            for (uint256 j = 0; j < all.length; j++) if (all[j] == _account(i)) times++;
            assertEq(times, registry.isPublisher(2, _account(i)) ? 1 : 0, "once, if it may publish");
            found += times;
        }
        assertEq(found, left, "nobody else");
    }

    // --- how it is checked ---

    function _isPage(I.Publication[] memory page, uint256 from, uint256 length) private view {
        assertEq(page.length, length, "length");
        for (uint256 i = 0; i < length; i++) {
            assertSame(abi.encode(page[i]), abi.encode(registry.publication(from + i)), "publication");
        }
    }

    /// @dev `entries` holds the numbers of the entries in 8 bytes each.
    function _isLists(uint256 from, uint256 limit, bytes memory entries, uint256 next) private view {
        (I.BatchList[] memory found, uint256 goOn) = registry.batchLists(id, from, limit);
        bytes memory got;
        for (uint256 i = 0; i < found.length; i++) {
            got = abi.encodePacked(got, found[i].entry);
            assertEq(found[i].listDigest, LIST, "list");
        }
        assertSame(got, entries, "entries");
        assertEq(goOn, next, "next");
    }

    function _grant(uint256 count) private {
        for (uint256 i = 0; i < count; i++) registry.grantPublisher(2, _account(i));
    }

    function _account(uint256 i) private pure returns (address account) {
        return address(uint160(0xACC0 + i));
    }

    function _label(uint256 i) private pure returns (string memory label) {
        bytes memory text = "issue-0";
        text[6] = bytes1(uint8(48 + i));
        return string(text);
    }

    function _digest(uint256 i) private pure returns (bytes32 digest) {
        return keccak256(abi.encode("digest", i));
    }
}
