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
        bytes memory nothing = new bytes(8 * 32);
        (I.Record memory held, bytes32 standing) = registry.verifyBatched(publicationId, issue);
        assertSame(abi.encode(held, standing), nothing, "of any publication");
        (held, standing) = registry.verifyBatched(id, issue);
        assertSame(abi.encode(held, standing), nothing, "of this publication");
    }

    /// @dev An issue of a batch of 5 that is entry 4; a minute later it is now.
    function _batched() private returns (I.BatchedIssue memory issue) {
        Tree memory tree = Trees.numbered(id, "batched", 5);
        _anchorBatch(tree.root(), 5);
        vm.warp(START + 60);
        return tree.issue(3);
    }
}
