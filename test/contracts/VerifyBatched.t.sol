// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./support/Fixture.t.sol";
import {Tree, Trees} from "./support/MerkleTree.t.sol";
import {vm, assertEq, assertSame} from "./support/Vm.sol";

/// @dev What `verifyBatched` answers for issues that a batch holds; BatchAttacks.t.sol has those that none does.
contract VerifyBatchedTest is Fixture {
    using Trees for Tree;

    function test_an_issue_that_was_not_extracted_is_given_the_record_that_it_would_get() external {
        I.BatchedIssue memory issue = _batched();
        (I.Record memory held, bytes32 standing) = registry.verifyBatched(id, issue);
        I.Record memory expected = I.Record(4, START, 1, I.EntryKind.BatchAnchored, I.NoticeKind.None, 0, 4);
        assertSame(abi.encode(held), abi.encode(expected), "record");
        assertEq(standing, issue.digest, "standing");
        assertEq(registry.record(id, issue.digest).entry, 0, "it has none of its own");
    }

    function test_an_extracted_issue_is_given_its_record_with_the_latest_notice() external {
        I.BatchedIssue memory issue = _batched();
        _does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Retraction, REASON)));
        (I.Record memory held, bytes32 standing) = registry.verifyBatched(id, issue);
        I.Record memory expected = I.Record(
            4,
            START,
            1,
            I.EntryKind.BatchAnchored,
            I.NoticeKind.Retraction,
            6,
            4
        );
        assertSame(abi.encode(held), abi.encode(expected), "record");
        assertEq(standing, issue.digest, "standing");
    }

    function test_a_revised_issue_is_given_its_record_and_what_stands_now() external {
        I.BatchedIssue memory issue = _batched();
        _does(abi.encodeCall(I.reviseBatched, (id, issue, TWO, 0)));
        (I.Record memory held, bytes32 standing) = registry.verifyBatched(id, issue);
        assertEq(held.revision, 1, "revision");
        assertEq(standing, TWO, "standing");
    }

    function test_a_closed_publication_is_answered_for_all_the_same() external {
        I.BatchedIssue memory issue = _batched();
        _does(abi.encodeCall(I.close, (id)));
        (I.Record memory held, bytes32 standing) = registry.verifyBatched(id, issue);
        assertEq(held.entry, 4, "entry");
        assertEq(standing, issue.digest, "standing");
    }

    function testFuzz_the_answer_is_what_extracting_the_issue_makes_true(
        uint8 countSeed,
        uint8 pick,
        uint32 wait
    ) external {
        uint256 count = 1 + (countSeed % 20);
        Tree memory tree = Trees.numbered(id, "batched", count);
        _anchorBatch(tree.root(), count);
        vm.warp(START + wait);
        I.BatchedIssue memory issue = tree.issue(pick % count);
        (I.Record memory held, bytes32 standing) = registry.verifyBatched(id, issue);
        _does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)));
        (held.standing, held.notice) = (I.NoticeKind.Concern, 6);
        assertSame(abi.encode(registry.record(id, issue.digest)), abi.encode(held), "record");
        assertEq(registry.current(id, issue.label), standing, "current");
    }

    function test_a_digest_keeps_the_place_of_its_record_when_an_earlier_batch_holds_it_too() external {
        I.BatchedIssue memory two = _pair("96", TWO);
        I.BatchedIssue memory three = _pair("96", THREE);
        _does(abi.encodeCall(I.anchor, (id, "96", TWO)));
        _standsAs(two, 6, TWO);
        _standsAs(three, 5, THREE);
        _extract(three);
        _standsAs(two, 6, THREE);
        assertEq(registry.current(id, "96"), THREE, "current");
        _refuses(
            abi.encodeCall(I.reviseBatched, (id, two, "four", 0)),
            abi.encodeWithSelector(I.SupersedesMismatch.selector, id, "96", THREE, TWO)
        );
    }

    function test_a_digest_keeps_the_place_of_the_batch_that_it_was_extracted_from() external {
        I.BatchedIssue memory two = _pair("96", TWO);
        I.BatchedIssue memory three = _pair("96", THREE);
        Tree memory again = Trees.pair(id, ["96", "again"], [TWO, bytes32("again")]);
        _anchorBatch(again.root(), 2);
        _extract(again.issue(0));
        _standsAs(two, 6, TWO);
        _extract(three);
        _standsAs(two, 6, THREE);
        _standsAs(again.issue(0), 6, THREE);
    }

    function test_a_digest_on_record_under_one_label_stands_under_no_other() external {
        Tree memory tree = Trees.pair(id, ["96", "97"], [TWO, TWO]);
        _anchorBatch(tree.root(), 2);
        _standsAs(tree.issue(1), 4, TWO);
        _extract(tree.issue(0));
        _standsAs(tree.issue(1), 4, 0);
        _extract(tree.issue(1));
        assertEq(registry.current(id, "97"), 0, "current");
    }

    function test_a_digest_that_is_a_revision_already_does_not_stand_again() external {
        I.BatchedIssue memory two = _pair("96", TWO);
        _does(abi.encodeCall(I.anchor, (id, "96", THREE)));
        _does(abi.encodeCall(I.revise, (id, "96", TWO, THREE, 0)));
        _does(abi.encodeCall(I.revise, (id, "96", "four", TWO, 0)));
        _standsAs(two, 6, "four");
        _extract(two);
        assertEq(registry.current(id, "96"), "four", "current");
    }

    function _pair(string memory label, bytes32 digest) private returns (I.BatchedIssue memory issue) {
        Tree memory tree = Trees.pair(id, [label, "filler"], [digest, keccak256(abi.encode(digest))]);
        _anchorBatch(tree.root(), 2);
        return tree.issue(0);
    }

    function _extract(I.BatchedIssue memory issue) private {
        _does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)));
    }

    function _standsAs(I.BatchedIssue memory issue, uint64 entry, bytes32 expected) private view {
        (I.Record memory held, bytes32 standing) = registry.verifyBatched(id, issue);
        assertEq(held.entry, entry, "entry");
        assertEq(standing, expected, "what stands");
    }

    function testFuzz_it_answers_whatever_it_is_asked(
        uint256 publicationId,
        bytes32 root,
        string calldata label,
        bytes32 digest,
        bytes32[] calldata path,
        uint32 count
    ) external {
        vm.assume(root != 0 && count != 0);
        _anchorBatch(root, count);
        I.BatchedIssue memory issue = I.BatchedIssue(root, label, digest, path);
        _answersNothing(publicationId, issue);
        _answersNothing(id, issue);
    }

    /// @dev All zero, or the one refusal that there is.
    function _answersNothing(uint256 publicationId, I.BatchedIssue memory issue) private view {
        bytes memory call = abi.encodeCall(I.verifyBatched, (publicationId, issue));
        (bool ok, bytes memory answer) = address(registry).staticcall(call);
        bytes memory refusal = abi.encodeWithSelector(I.LabelInvalid.selector, issue.label);
        assertSame(answer, ok ? new bytes(8 * 32) : refusal, "answer");
    }

    /// @dev An issue of a batch of 5 that is entry 4; a minute later it is now.
    function _batched() private returns (I.BatchedIssue memory issue) {
        Tree memory tree = Trees.numbered(id, "batched", 5);
        _anchorBatch(tree.root(), 5);
        vm.warp(START + 60);
        return tree.issue(3);
    }
}
