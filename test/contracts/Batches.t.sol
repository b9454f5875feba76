// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./support/Fixture.t.sol";
import {Tree, Trees} from "./support/MerkleTree.t.sol";
import {vm, assertEq} from "./support/Vm.sol";

contract BatchesTest is Fixture {
    using Trees for Tree;

    bytes32 private constant ROOT = "root";

    // --- anchorBatch ---

    function test_anchoring_a_batch_records_its_entry_time_count_and_list() external {
        vm.warp(START + 60);
        assertEq(_does(PUBLISHER, abi.encodeCall(I.anchorBatch, (id, ROOT, 95, LIST))), 4, "entry");
        I.Batch memory held = registry.batch(id, ROOT);
        assertEq(held.entry, 4, "batch.entry");
        assertEq(held.time, START + 60, "batch.time");
        assertEq(held.count, 95, "batch.count");
        assertEq(held.listDigest, LIST, "batch.listDigest");
        assertEq(registry.publication(id).entries, 4, "entries");
    }

    function testFuzz_anchoring_a_batch_folds_root_list_and_count(
        bytes32 root,
        uint32 count,
        bytes32 list
    ) external {
        vm.assume(root != 0 && count != 0 && list != 0);
        bytes32 before = registry.head(id);
        _does(PUBLISHER, abi.encodeCall(I.anchorBatch, (id, root, count, list)));
        bytes32[5] memory words = [root, list, bytes32(uint256(count)), 0, 0];
        bytes32 expected = _folded(before, 4, I.EntryKind.BatchAnchored, PUBLISHER, words);
        assertEq(registry.head(id), expected, "head");
        assertEq(uint8(I.EntryKind.BatchAnchored), 4, "number of the kind");
        assertEq(registry.batch(id, root).count, count, "count");
        assertEq(registry.batch(id, root).listDigest, list, "list");
    }

    function test_anchoring_a_batch_emits_BatchAnchored() external {
        _expectEvent();
        emit I.BatchAnchored(id, 4, ROOT, PUBLISHER, START, 95, LIST);
        _does(PUBLISHER, abi.encodeCall(I.anchorBatch, (id, ROOT, 95, LIST)));
    }

    function test_anchoring_a_batch_makes_nothing_current() external {
        Tree memory tree = Trees.numbered(id, "batched", 3);
        _anchorBatch(tree.root(), 3);
        assertEq(registry.current(id, "batched.0"), 0, "current");
        assertEq(registry.record(id, tree.digests[0]).entry, 0, "record");
    }

    function test_two_batches_may_have_the_same_list() external {
        _anchorBatch(ROOT, 1);
        assertEq(_anchorBatch("another root", 2), 5, "entry");
        assertEq(registry.batch(id, "another root").listDigest, LIST, "list");
    }

    function test_anchoring_a_batch_reverts_when_the_root_is_zero() external {
        _refuses(
            abi.encodeCall(I.anchorBatch, (id, 0, 1, LIST)),
            abi.encodeWithSelector(I.RootZero.selector)
        );
    }

    function test_anchoring_a_batch_reverts_when_the_count_is_zero() external {
        _refuses(
            abi.encodeCall(I.anchorBatch, (id, ROOT, 0, LIST)),
            abi.encodeWithSelector(I.CountZero.selector)
        );
    }

    function test_anchoring_a_batch_reverts_when_the_digest_of_the_list_is_zero() external {
        _refuses(
            abi.encodeCall(I.anchorBatch, (id, ROOT, 1, 0)),
            abi.encodeWithSelector(I.DigestZero.selector)
        );
    }

    function test_anchoring_a_batch_reverts_when_the_root_is_on_record_and_names_its_entry() external {
        _anchorBatch(ROOT, 3);
        _does(abi.encodeCall(I.anchor, (id, "96", TWO)));
        _refuses(
            abi.encodeCall(I.anchorBatch, (id, ROOT, 4, "another list")),
            abi.encodeWithSelector(I.RootRecorded.selector, id, ROOT, uint64(4))
        );
    }

    function test_anchoring_a_batch_reverts_when_the_count_does_not_fit() external {
        bytes memory call = abi.encodeWithSelector(I.anchorBatch.selector, id, ROOT, uint256(1) << 32, LIST);
        _refuses(call, "");
    }

    // --- reviseBatched ---

    function test_revising_a_batched_issue_extracts_it_and_supersedes_it() external {
        (Tree memory tree, uint256 batchTime) = _batched(5);
        vm.warp(START + 90);
        bytes32 before = registry.head(id);
        I.BatchedIssue memory issue = tree.issue(2);
        assertEq(_does(PUBLISHER, abi.encodeCall(I.reviseBatched, (id, issue, TWO, REASON))), 6, "entry");
        assertEq(registry.current(id, "batched.2"), TWO, "current");

        I.Record memory old = registry.record(id, issue.digest);
        _isExtracted(old, 4, batchTime);
        I.Record memory revised = registry.record(id, TWO);
        assertEq(revised.entry, 6, "entry of the revision");
        assertEq(revised.time, START + 90, "time of the revision");
        assertEq(revised.revision, 2, "revision");
        assertEq(uint8(revised.kind), uint8(I.EntryKind.Revised), "kind of the revision");
        assertEq(revised.first, 4, "first of the revision");

        bytes32 word = _word("batched.2");
        bytes32[5] memory words = [word, 0, issue.digest, issue.root, 0];
        bytes32 head = _folded(before, 5, I.EntryKind.IssueExtracted, PUBLISHER, words);
        words = [word, 0, TWO, issue.digest, REASON];
        assertEq(registry.head(id), _folded(head, 6, I.EntryKind.Revised, PUBLISHER, words), "head");
        assertEq(uint8(I.EntryKind.IssueExtracted), 12, "number of the kind");
    }

    function test_revising_a_batched_issue_emits_IssueExtracted_and_IssueRevised() external {
        (Tree memory tree, ) = _batched(5);
        I.BatchedIssue memory issue = tree.issue(2);
        _expectEvent();
        emit I.IssueExtracted(id, 5, issue.digest, PUBLISHER, START + 30, "batched.2", issue.root);
        _expectEvent();
        emit I.IssueRevised(id, 6, TWO, PUBLISHER, START + 30, "batched.2", issue.digest, REASON);
        _does(PUBLISHER, abi.encodeCall(I.reviseBatched, (id, issue, TWO, REASON)));
    }

    function test_revising_a_batched_issue_that_has_a_record_adds_one_entry() external {
        (Tree memory tree, uint256 batchTime) = _batched(5);
        I.BatchedIssue memory issue = tree.issue(2);
        _does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)));
        assertEq(_does(abi.encodeCall(I.reviseBatched, (id, issue, TWO, 0))), 7, "entry");
        assertEq(registry.record(id, issue.digest).entry, 4, "the record of the issue stays");
        assertEq(registry.record(id, issue.digest).time, batchTime, "and its time");
        assertEq(uint8(registry.record(id, issue.digest).standing), 3, "and its notice");
    }

    function test_revising_a_batched_issue_a_second_time_reverts_since_it_is_superseded() external {
        (Tree memory tree, ) = _batched(5);
        I.BatchedIssue memory issue = tree.issue(2);
        _does(abi.encodeCall(I.reviseBatched, (id, issue, TWO, 0)));
        _refuses(
            abi.encodeCall(I.reviseBatched, (id, issue, THREE, 0)),
            abi.encodeWithSelector(I.SupersedesMismatch.selector, id, "batched.2", TWO, issue.digest)
        );
    }

    function test_revising_a_batched_issue_reverts_when_the_new_digest_is_zero_recorded_or_its_own()
        external
    {
        (Tree memory tree, ) = _batched(5);
        I.BatchedIssue memory issue = tree.issue(2);
        _refuses(
            abi.encodeCall(I.reviseBatched, (id, issue, 0, 0)),
            abi.encodeWithSelector(I.DigestZero.selector)
        );
        _refuses(
            abi.encodeCall(I.reviseBatched, (id, issue, ONE, 0)),
            abi.encodeWithSelector(I.DigestRecorded.selector, id, ONE, uint64(3))
        );
        _refuses(
            abi.encodeCall(I.reviseBatched, (id, issue, issue.digest, 0)),
            abi.encodeWithSelector(I.DigestRecorded.selector, id, issue.digest, uint64(4))
        );
    }

    // --- postBatched ---

    function test_posting_on_a_batched_issue_extracts_it_and_posts() external {
        (Tree memory tree, uint256 batchTime) = _batched(5);
        vm.warp(START + 90);
        bytes32 before = registry.head(id);
        I.BatchedIssue memory issue = tree.issue(4);
        bytes memory call = abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Withdrawal, REASON));
        assertEq(_does(PUBLISHER, call), 6, "entry");
        assertEq(registry.current(id, "batched.4"), issue.digest, "current");
        I.Record memory held = registry.record(id, issue.digest);
        assertEq(uint8(held.standing), uint8(I.NoticeKind.Withdrawal), "standing");
        assertEq(held.notice, 6, "notice");
        (held.standing, held.notice) = (I.NoticeKind.None, 0);
        _isExtracted(held, 4, batchTime);

        bytes32[5] memory words = [_word("batched.4"), 0, issue.digest, issue.root, 0];
        bytes32 head = _folded(before, 5, I.EntryKind.IssueExtracted, PUBLISHER, words);
        words = [issue.digest, bytes32(uint256(4)), REASON, 0, 0];
        assertEq(registry.head(id), _folded(head, 6, I.EntryKind.NoticePosted, PUBLISHER, words), "head");
        assertEq(registry.publication(id).updatedAt, START + 90, "updatedAt");
    }

    function test_posting_on_a_batched_issue_emits_IssueExtracted_and_NoticePosted() external {
        (Tree memory tree, ) = _batched(5);
        I.BatchedIssue memory issue = tree.issue(4);
        _expectEvent();
        emit I.IssueExtracted(id, 5, issue.digest, OWNER, START + 30, "batched.4", issue.root);
        _expectEvent();
        emit I.NoticePosted(id, 6, issue.digest, OWNER, START + 30, I.NoticeKind.Concern, REASON);
        _does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, REASON)));
    }

    function test_posting_on_an_extracted_issue_again_adds_one_entry_with_or_without_its_path() external {
        (Tree memory tree, ) = _batched(5);
        I.BatchedIssue memory issue = tree.issue(4);
        _does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)));
        assertEq(_does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Retraction, 0))), 7, "path");
        assertEq(_does(abi.encodeCall(I.post, (id, issue.digest, I.NoticeKind.Correction, 0))), 8, "none");
        assertEq(registry.record(id, issue.digest).notice, 8, "notice");
    }

    function test_posting_on_a_batched_issue_reverts_when_the_kind_is_none_or_no_kind() external {
        (Tree memory tree, ) = _batched(5);
        I.BatchedIssue memory issue = tree.issue(4);
        _refuses(
            abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.None, 0)),
            abi.encodeWithSelector(I.NoticeKindNone.selector)
        );
        _refuses(abi.encodeWithSelector(I.postBatched.selector, id, issue, uint8(5), bytes32(0)), "");
    }

    function test_posting_without_its_path_reverts_until_the_issue_is_extracted() external {
        (Tree memory tree, ) = _batched(5);
        bytes32 digest = tree.digests[4];
        _refuses(
            abi.encodeCall(I.post, (id, digest, I.NoticeKind.Concern, 0)),
            abi.encodeWithSelector(I.DigestUnknown.selector, id, digest)
        );
    }

    function testFuzz_every_issue_of_every_batch_can_be_extracted(uint8 countSeed, uint8 pick) external {
        uint256 count = 1 + (countSeed % 33);
        (Tree memory tree, uint256 batchTime) = _batched(count);
        I.BatchedIssue memory issue = tree.issue(pick % count);
        _does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)));
        I.Record memory held = registry.record(id, issue.digest);
        (held.standing, held.notice) = (I.NoticeKind.None, 0);
        _isExtracted(held, 4, batchTime);
        assertEq(registry.current(id, issue.label), issue.digest, "current");
    }

    // --- how it is checked ---

    /// @dev A batch as entry 4, anchored at a time that is returned; half a minute later it is now.
    function _batched(uint256 count) private returns (Tree memory tree, uint256 time) {
        tree = Trees.numbered(id, "batched", count);
        _anchorBatch(tree.root(), count);
        time = START;
        vm.warp(START + 30);
    }

    function _isExtracted(I.Record memory held, uint64 entry, uint256 time) private pure {
        assertEq(held.entry, entry, "entry is the batch's");
        assertEq(held.time, time, "time is the batch's");
        assertEq(held.revision, 1, "revision");
        assertEq(uint8(held.kind), uint8(I.EntryKind.BatchAnchored), "kind");
        assertEq(uint8(held.standing), 0, "standing");
        assertEq(held.notice, 0, "notice");
        assertEq(held.first, entry, "first is the batch's entry");
    }
}
