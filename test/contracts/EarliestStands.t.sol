// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./support/Fixture.t.sol";
import {Tree, Trees} from "./support/MerkleTree.t.sol";
import {assertEq} from "./support/Vm.sol";

/// @dev Of two issues under one label the one whose first revision has the earlier entry stands.
contract EarliestStandsTest is Fixture {
    using Trees for Tree;

    bytes32 private constant FOUR = "four";

    function test_an_issue_anchored_singly_stands_before_one_of_a_later_batch() external {
        I.BatchedIssue memory issue = _batch("95", TWO);
        _stands(issue, 4, ONE);
        _extract(issue);
        assertEq(registry.current(id, "95"), ONE, "current");
        assertEq(registry.record(id, TWO).first, 4, "first");
        _stands(issue, 4, ONE);
        _refuses(
            abi.encodeCall(I.reviseBatched, (id, issue, THREE, 0)),
            abi.encodeWithSelector(I.SupersedesMismatch.selector, id, "95", ONE, TWO)
        );
        assertEq(_does(abi.encodeCall(I.revise, (id, "95", THREE, ONE, 0))), 7, "what stands is revised");
    }

    function test_revising_an_issue_that_does_not_stand_reverts_and_does_not_extract_it() external {
        I.BatchedIssue memory issue = _batch("95", TWO);
        _refuses(
            abi.encodeCall(I.reviseBatched, (id, issue, THREE, 0)),
            abi.encodeWithSelector(I.SupersedesMismatch.selector, id, "95", ONE, TWO)
        );
        assertEq(registry.record(id, TWO).entry, 0, "record");
    }

    function test_an_issue_of_an_earlier_batch_stands_before_one_anchored_singly_since() external {
        I.BatchedIssue memory issue = _batch("96", TWO);
        _does(abi.encodeCall(I.anchor, (id, "96", THREE)));
        assertEq(registry.current(id, "96"), THREE, "before it is extracted");
        _stands(issue, 4, TWO);
        _extract(issue);
        assertEq(registry.current(id, "96"), TWO, "current");
        assertEq(registry.record(id, THREE).entry, 5, "the other stays on record");
        _refuses(
            abi.encodeCall(I.revise, (id, "96", FOUR, THREE, 0)),
            abi.encodeWithSelector(I.SupersedesMismatch.selector, id, "96", TWO, THREE)
        );
    }

    function test_revising_an_issue_of_an_earlier_batch_takes_the_label_back() external {
        I.BatchedIssue memory issue = _batch("96", TWO);
        _does(abi.encodeCall(I.anchor, (id, "96", THREE)));
        assertEq(_does(abi.encodeCall(I.reviseBatched, (id, issue, FOUR, 0))), 7, "entry");
        assertEq(registry.current(id, "96"), FOUR, "current");
        assertEq(registry.record(id, FOUR).revision, 2, "revision");
        assertEq(registry.record(id, FOUR).first, 4, "first");
    }

    function test_of_two_batches_the_earlier_stands_when_it_is_extracted_first() external {
        I.BatchedIssue memory earlier = _batch("96", TWO);
        I.BatchedIssue memory later = _batch("96", THREE);
        _extract(earlier);
        _stands(later, 5, TWO);
        _extract(later);
        assertEq(registry.current(id, "96"), TWO, "current");
    }

    function test_of_two_batches_the_earlier_stands_when_it_is_extracted_last() external {
        I.BatchedIssue memory earlier = _batch("96", TWO);
        I.BatchedIssue memory later = _batch("96", THREE);
        _stands(later, 5, THREE);
        _extract(later);
        assertEq(registry.current(id, "96"), THREE, "until the earlier is known");
        _stands(earlier, 4, TWO);
        _extract(earlier);
        assertEq(registry.current(id, "96"), TWO, "current");
        _stands(later, 5, TWO);
    }

    function test_of_three_batches_the_earliest_stands_whatever_the_order() external {
        uint8[3][6] memory orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        for (uint256 i = 0; i < orders.length; i++) {
            setUp();
            I.BatchedIssue[3] memory issues = [_batch("96", TWO), _batch("96", THREE), _batch("96", FOUR)];
            uint256 lowest = 3;
            for (uint256 j = 0; j < 3; j++) {
                uint256 next = orders[i][j];
                _extract(issues[next]);
                if (next < lowest) lowest = next;
                assertEq(registry.current(id, "96"), issues[lowest].digest, "the earliest so far");
            }
        }
    }

    function test_an_issue_anchored_before_a_batch_and_revised_after_it_stands() external {
        // Its current revision has a later entry than the batch: what counts is its first.
        I.BatchedIssue memory issue = _batch("95", TWO);
        _does(abi.encodeCall(I.revise, (id, "95", THREE, ONE, 0)));
        _does(abi.encodeCall(I.revise, (id, "95", FOUR, THREE, 0)));
        assertEq(registry.record(id, FOUR).first, 3, "first");
        _stands(issue, 4, FOUR);
        _extract(issue);
        assertEq(registry.current(id, "95"), FOUR, "current");
    }

    function test_an_issue_anchored_and_revised_after_a_batch_gives_way_to_it() external {
        I.BatchedIssue memory issue = _batch("96", TWO);
        _does(abi.encodeCall(I.anchor, (id, "96", THREE)));
        _does(abi.encodeCall(I.revise, (id, "96", FOUR, THREE, 0)));
        assertEq(registry.record(id, FOUR).first, 5, "first");
        _stands(issue, 4, TWO);
        _extract(issue);
        assertEq(registry.current(id, "96"), TWO, "current");
        assertEq(registry.record(id, FOUR).revision, 2, "the revision stays on record");
    }

    function test_the_revision_of_an_extracted_issue_stands_before_later_ones_and_not_before_earlier()
        external
    {
        I.BatchedIssue memory earliest = _batch("96", ONE ^ TWO);
        I.BatchedIssue memory middle = _batch("96", TWO);
        I.BatchedIssue memory latest = _batch("96", THREE);
        _does(abi.encodeCall(I.reviseBatched, (id, middle, FOUR, 0)));
        _extract(latest);
        assertEq(registry.current(id, "96"), FOUR, "before later ones");
        _extract(earliest);
        assertEq(registry.current(id, "96"), earliest.digest, "not before earlier ones");
    }

    function test_a_digest_anchored_singly_and_then_in_a_batch_keeps_its_record() external {
        I.BatchedIssue memory issue = _batch("95", ONE);
        _stands(issue, 3, ONE);
        assertEq(_extract(issue), 5, "no extraction: the notice is the only entry");
        I.Record memory held = registry.record(id, ONE);
        assertEq(held.entry, 3, "entry");
        assertEq(uint8(held.kind), uint8(I.EntryKind.Anchored), "kind");
        assertEq(held.notice, 5, "notice");
        assertEq(_does(abi.encodeCall(I.reviseBatched, (id, issue, TWO, 0))), 6, "one entry");
        assertEq(registry.record(id, TWO).first, 3, "first");
    }

    function test_a_digest_in_a_batch_and_then_anchored_singly_has_the_record_of_the_latter() external {
        I.BatchedIssue memory issue = _batch("96", TWO);
        assertEq(_does(abi.encodeCall(I.anchor, (id, "96", TWO))), 5, "entry");
        _stands(issue, 5, TWO);
        assertEq(_extract(issue), 6, "no extraction: the notice is the only entry");
        assertEq(registry.record(id, TWO).entry, 5, "record");
        assertEq(registry.current(id, "96"), TWO, "current");
    }

    function test_an_extracted_issue_cannot_be_anchored_singly() external {
        _extract(_batch("96", TWO));
        bytes memory refusal = abi.encodeWithSelector(I.LabelAnchored.selector, id, "96", TWO);
        _refuses(abi.encodeCall(I.anchor, (id, "96", TWO)), refusal);
        _refuses(abi.encodeCall(I.anchor, (id, "96", THREE)), refusal);
        _refuses(
            abi.encodeCall(I.anchor, (id, "97", TWO)),
            abi.encodeWithSelector(I.DigestRecorded.selector, id, TWO, uint64(4))
        );
        _refuses(
            abi.encodeCall(I.revise, (id, "95", TWO, ONE, 0)),
            abi.encodeWithSelector(I.DigestRecorded.selector, id, TWO, uint64(4))
        );
    }

    function test_of_two_issues_of_one_batch_under_one_label_the_one_extracted_first_stands() external {
        for (uint256 first = 0; first < 2; first++) {
            setUp();
            Tree memory tree = Trees.pair(id, ["96", "96"], [TWO, THREE]);
            _anchorBatch(tree.root(), 2);
            _extract(tree.issue(first));
            _extract(tree.issue(1 - first));
            assertEq(registry.current(id, "96"), tree.digests[first], "current");
        }
    }

    function test_a_digest_under_two_labels_of_a_batch_is_extracted_under_one() external {
        Tree memory tree = Trees.pair(id, ["96", "97"], [TWO, TWO]);
        _anchorBatch(tree.root(), 2);
        _extract(tree.issue(0));
        assertEq(_extract(tree.issue(1)), 7, "one entry");
        assertEq(registry.current(id, "96"), TWO, "current");
        assertEq(registry.current(id, "97"), 0, "the other label stays free");
        _refuses(
            abi.encodeCall(I.reviseBatched, (id, tree.issue(1), THREE, 0)),
            abi.encodeWithSelector(I.LabelUnknown.selector, id, "97")
        );
    }

    // --- how it is checked ---

    /// @dev A batch of this issue and another one, as the next entry.
    function _batch(string memory label, bytes32 digest) private returns (I.BatchedIssue memory issue) {
        Tree memory tree = Trees.pair(id, [label, "filler"], [digest, keccak256(abi.encode(digest))]);
        _anchorBatch(tree.root(), 2);
        return tree.issue(0);
    }

    /// @dev A notice on an issue of a batch gives it a record.
    function _extract(I.BatchedIssue memory issue) private returns (uint64 entry) {
        return _does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)));
    }

    function _stands(I.BatchedIssue memory issue, uint64 entry, bytes32 expected) private view {
        (I.Record memory held, bytes32 standing) = registry.verifyBatched(id, issue);
        assertEq(held.entry, entry, "entry that verifyBatched gives");
        assertEq(standing, expected, "what stands, as verifyBatched says");
    }
}
