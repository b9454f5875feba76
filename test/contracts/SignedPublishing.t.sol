// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Call, Kind, SignedCalls, Terms} from "./support/SignedCalls.t.sol";
import {SignedFixture} from "./support/SignedFixture.t.sol";
import {vm, assertEq, assertSame} from "./support/Vm.sol";

/// @dev Signed calls that are as they should be. Replay.t.sol has those that are not.
contract SignedPublishingTest is SignedFixture {
    using SignedCalls for Call;

    function test_the_domain_names_the_project_the_version_the_chain_and_the_registry() external view {
        (
            bytes1 fields,
            string memory name,
            string memory version,
            uint256 chain,
            address place,
            ,

        ) = registry.eip712Domain();
        assertEq(uint8(fields), 0x0f, "fields");
        assertSame(bytes(name), "Colophon", "name");
        assertSame(bytes(version), "1", "version");
        assertEq(chain, block.chainid, "chain");
        assertEq(place, address(registry), "registry");
    }

    function test_a_signed_anchor_names_the_signer_and_not_the_sender() external {
        bytes32 before = registry.head(id);
        bytes memory data = _signed(_call(Kind.Anchor));
        _expectEvent();
        emit I.IssueAnchored(id, 5, TWO, PUBLISHER, START, "96");
        assertEq(_does(STRANGER, data), 5, "entry");
        assertEq(registry.current(id, "96"), TWO, "current");
        bytes32[5] memory words = [_word("96"), 0, TWO, 0, 0];
        assertEq(registry.head(id), _folded(before, 5, I.EntryKind.Anchored, PUBLISHER, words), "head");
    }

    function test_a_signed_revision_names_the_signer_and_not_the_sender() external {
        bytes32 before = registry.head(id);
        bytes memory data = _signed(_call(Kind.Revise));
        _expectEvent();
        emit I.IssueRevised(id, 5, TWO, PUBLISHER, START, "95", ONE, REASON);
        assertEq(_does(STRANGER, data), 5, "entry");
        assertEq(registry.current(id, "95"), TWO, "current");
        bytes32[5] memory words = [_word("95"), 0, TWO, ONE, REASON];
        assertEq(registry.head(id), _folded(before, 5, I.EntryKind.Revised, PUBLISHER, words), "head");
    }

    function test_a_signed_notice_names_the_signer_and_not_the_sender() external {
        bytes32 before = registry.head(id);
        bytes memory data = _signed(_call(Kind.Post));
        _expectEvent();
        emit I.NoticePosted(id, 5, ONE, PUBLISHER, START, I.NoticeKind.Retraction, REASON);
        assertEq(_does(STRANGER, data), 5, "entry");
        assertEq(registry.record(id, ONE).notice, 5, "notice");
        bytes32[5] memory words = [ONE, bytes32(uint256(2)), REASON, 0, 0];
        assertEq(registry.head(id), _folded(before, 5, I.EntryKind.NoticePosted, PUBLISHER, words), "head");
    }

    function test_a_signed_batch_names_the_signer_and_not_the_sender() external {
        bytes32 before = registry.head(id);
        bytes memory data = _signed(_call(Kind.AnchorBatch));
        _expectEvent();
        emit I.BatchAnchored(id, 5, "new root", PUBLISHER, START, 7, TWO);
        assertEq(_does(STRANGER, data), 5, "entry");
        assertEq(registry.batch(id, "new root").count, 7, "count");
        bytes32[5] memory words = [bytes32("new root"), TWO, bytes32(uint256(7)), 0, 0];
        assertEq(registry.head(id), _folded(before, 5, I.EntryKind.BatchAnchored, PUBLISHER, words), "head");
    }

    function test_a_signed_revision_of_a_batched_issue_names_the_signer_in_both_entries() external {
        bytes32 head = registry.head(id);
        I.BatchedIssue memory issue = _call(Kind.ReviseBatched).issue;
        bytes memory data = _signed(_call(Kind.ReviseBatched));
        _expectEvent();
        emit I.IssueExtracted(id, 5, issue.digest, PUBLISHER, START, "batched.1", issue.root);
        _expectEvent();
        emit I.IssueRevised(id, 6, TWO, PUBLISHER, START, "batched.1", issue.digest, REASON);
        assertEq(_does(STRANGER, data), 6, "entry");
        bytes32[5] memory words = [_word("batched.1"), 0, issue.digest, issue.root, 0];
        head = _folded(head, 5, I.EntryKind.IssueExtracted, PUBLISHER, words);
        words = [_word("batched.1"), 0, TWO, issue.digest, REASON];
        assertEq(registry.head(id), _folded(head, 6, I.EntryKind.Revised, PUBLISHER, words), "head");
    }

    function test_a_signed_notice_on_a_batched_issue_names_the_signer_in_both_entries() external {
        bytes32 head = registry.head(id);
        I.BatchedIssue memory issue = _call(Kind.PostBatched).issue;
        bytes memory data = _signed(_call(Kind.PostBatched));
        _expectEvent();
        emit I.IssueExtracted(id, 5, issue.digest, PUBLISHER, START, "batched.1", issue.root);
        _expectEvent();
        emit I.NoticePosted(id, 6, issue.digest, PUBLISHER, START, I.NoticeKind.Retraction, REASON);
        assertEq(_does(STRANGER, data), 6, "entry");
        bytes32[5] memory words = [_word("batched.1"), 0, issue.digest, issue.root, 0];
        head = _folded(head, 5, I.EntryKind.IssueExtracted, PUBLISHER, words);
        words = [issue.digest, bytes32(uint256(2)), REASON, 0, 0];
        assertEq(registry.head(id), _folded(head, 6, I.EntryKind.NoticePosted, PUBLISHER, words), "head");
    }

    function test_every_signed_call_does_what_the_plain_one_does() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            Call memory c = _call(Kind(k));
            uint64 entry = _does(PUBLISHER, c.plain(id));
            bytes memory plain = _histories();
            address place = address(registry);
            setUp();
            assertEq(_does(STRANGER, _signed(c)), entry, "entry");
            // Another registry has another genesis and other heads; the rest is the same.
            assertEq(place == address(registry), false, "place");
            I.Publication[] memory before = abi.decode(plain, (I.Publication[]));
            I.Publication[] memory after_ = abi.decode(_histories(), (I.Publication[]));
            before[0].head = after_[0].head;
            assertSame(abi.encode(after_), abi.encode(before), "state");
        }
    }

    function test_every_signed_call_counts_in_the_last_second_before_its_deadline() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            bytes memory data = _signed(_call(Kind(k)));
            vm.warp(START + ROOM);
            assertEq(_does(STRANGER, data), 4 + _adds(Kind(k)), "entry");
        }
    }

    function test_the_owner_signs_without_a_grant_and_may_send_what_it_signed() external {
        uint256 key = 0x0DD;
        _does(abi.encodeCall(I.transferOwnership, (id, vm.addr(key))));
        _does(vm.addr(key), abi.encodeCall(I.acceptOwnership, (id)));
        Call memory c = _call(Kind.Anchor);
        Terms memory t = _terms();
        t.publisher = vm.addr(key);
        bytes memory data = c.signed(id, _by(t, SignedCalls.sign(key, _digest(c, t))));
        assertEq(_does(vm.addr(key), data), 7, "entry");
    }

    function test_calls_signed_one_after_another_go_through_one_after_another() external {
        for (uint256 k = 0; k < KINDS; k++) {
            Call memory c = _call(Kind(k));
            if (c.kind == Kind.Revise) c.digest = THREE;
            if (c.kind == Kind.ReviseBatched) c.digest = "four";
            _does(STRANGER, _signed(c));
        }
        // The issue of the last call has a record by then.
        assertEq(registry.publication(id).entries, 4 + 4 + 2 + 1, "entries");
    }

    function testFuzz_a_key_signs_any_label_digest_and_deadline(
        uint256 keySeed,
        bytes32 digest,
        uint64 room,
        uint8 length
    ) external {
        vm.assume(digest != 0 && digest != ONE);
        uint256 key = 1 + (keySeed % 1e60);
        address signer = vm.addr(key);
        if (signer != PUBLISHER) _does(abi.encodeCall(I.grantPublisher, (id, signer)));
        Call memory c = _call(Kind.Anchor);
        bytes memory label = new bytes(1 + (length % 64));
        for (uint256 i = 0; i < label.length; i++) label[i] = "z";
        (c.issue.label, c.digest) = (string(label), digest);
        Terms memory t = Terms(signer, id, registry.head(id), block.timestamp + room);
        _does(STRANGER, c.signed(id, _by(t, SignedCalls.sign(key, _digest(c, t)))));
        assertEq(registry.current(id, string(label)), digest, "current");
    }
}
