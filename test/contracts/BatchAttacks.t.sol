// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./support/Fixture.t.sol";
import {Tree, Trees} from "./support/MerkleTree.t.sol";
import {vm, assertEq, assertSame} from "./support/Vm.sol";

/// @dev What somebody might hand in as an issue of a batch. None of it is accepted by a call, and `verifyBatched`
/// answers nothing, without reverting, to each.
contract BatchAttacksTest is Fixture {
    using Trees for Tree;

    uint256 private constant COUNT = 5;

    function setUp() public override {
        super.setUp();
        _anchorBatch(_tree().root(), COUNT);
    }

    function test_the_issues_themselves_are_accepted() external view {
        for (uint256 i = 0; i < COUNT; i++) {
            (I.Record memory held, bytes32 standing) = registry.verifyBatched(id, _tree().issue(i));
            assertEq(held.entry, 4, "entry");
            assertEq(standing, _tree().digests[i], "standing");
        }
    }

    // --- attacks on the tree ---

    function test_attack_an_inner_node_given_as_a_digest() external {
        Tree memory tree = Trees.numbered(id, "inner", COUNT);
        for (uint256 i = 0; i < COUNT - 1; i++) {
            setUp();
            bytes32[] memory path = Trees.path(tree.nodes, tree.nodes[i]);
            // Anchored with a count that this length of a path goes with, so that the hashes alone refuse it.
            _anchorBatch(tree.root(), 1 << path.length);
            _rejectsPath(I.BatchedIssue(tree.root(), "95", tree.nodes[i], path));
            _rejectsPath(I.BatchedIssue(tree.root(), "inner.0", tree.nodes[i], path));
        }
    }

    function test_attack_the_two_children_of_an_inner_node_given_as_an_issue() external {
        // If leaves were hashed once, an issue that encodes to the 64 bytes of two children would be an inner node.
        Tree memory tree = _once(Trees.numbered(id, "batched", COUNT));
        bytes32 once = keccak256(abi.encode(id, "batched.0", tree.digests[0]));
        assertEq(_anchorBatch(tree.nodes[0], COUNT), 5, "the root of a tree over leaves hashed once");
        _rejectsPath(
            I.BatchedIssue(tree.nodes[0], "batched.0", tree.digests[0], Trees.path(tree.nodes, once))
        );
    }

    function test_attack_a_single_hashed_leaf() external {
        bytes32 once = keccak256(abi.encode(id, "96", TWO));
        _anchorBatch(once, 1);
        _rejectsPath(I.BatchedIssue(once, "96", TWO, new bytes32[](0)));
    }

    function test_attack_a_leaf_of_packed_fields() external {
        bytes32 packed = keccak256(abi.encodePacked(keccak256(abi.encodePacked(id, "96", TWO))));
        _anchorBatch(packed, 1);
        _rejectsPath(I.BatchedIssue(packed, "96", TWO, new bytes32[](0)));
    }

    function test_attack_the_root_given_as_an_issue() external {
        _rejectsLength(I.BatchedIssue(_tree().root(), "96", _tree().root(), new bytes32[](0)), 2, 3);
    }

    function test_attack_a_leaf_of_another_batch_of_the_same_publication() external {
        Tree memory other = Trees.numbered(id, "other", COUNT);
        _anchorBatch(other.root(), COUNT);
        for (uint256 i = 0; i < COUNT; i++) {
            I.BatchedIssue memory issue = other.issue(i);
            issue.root = _tree().root();
            _rejectsPath(issue);
        }
    }

    function test_attack_another_publications_leaf_under_a_root_anchored_in_both() external {
        vm.prank(STRANGER);
        uint256 other = registry.register(PROFILE);
        Tree memory tree = _tree();
        _does(STRANGER, abi.encodeCall(I.anchorBatch, (other, tree.root(), uint32(COUNT), LIST)));
        for (uint256 i = 0; i < COUNT; i++) {
            I.BatchedIssue memory issue = tree.issue(i);
            _provesNothing(other, issue);
            bytes memory refusal = _pathInvalid(other, issue);
            _refuses(STRANGER, abi.encodeCall(I.reviseBatched, (other, issue, TWO, 0)), refusal);
            _refuses(
                STRANGER,
                abi.encodeCall(I.postBatched, (other, issue, I.NoticeKind.Concern, 0)),
                refusal
            );
        }
    }

    function test_attack_another_publications_leaf_within_a_tree_over_both() external {
        vm.prank(STRANGER);
        uint256 other = registry.register(PROFILE);
        bytes32 ours = Trees.leaf(id, "96", TWO);
        bytes32 theirs = Trees.leaf(other, "96", THREE);
        bytes32 root = Trees.parent(ours, theirs);
        _anchorBatch(root, 2);
        bytes32[] memory path = new bytes32[](1);
        path[0] = ours;
        _rejectsPath(I.BatchedIssue(root, "96", THREE, path));
        path[0] = theirs;
        _accepts(I.BatchedIssue(root, "96", TWO, path));
    }

    function test_attack_a_digest_under_another_label() external {
        I.BatchedIssue memory issue = _tree().issue(1);
        string[4] memory labels = ["batched.2", "batched.10", "batched", "95"];
        for (uint256 i = 0; i < labels.length; i++) {
            issue.label = labels[i];
            _rejectsPath(issue);
        }
    }

    function test_attack_a_label_with_another_digest() external {
        I.BatchedIssue memory issue = _tree().issue(1);
        issue.digest = _tree().digests[2];
        _rejectsPath(issue);
        issue.digest = TWO;
        _rejectsPath(issue);
    }

    // --- attacks on the path ---

    function test_attack_the_path_of_a_sibling() external {
        for (uint256 i = 0; i < COUNT; i++) {
            for (uint256 j = 0; j < COUNT; j++) {
                I.BatchedIssue memory issue = _tree().issue(i);
                issue.path = _tree().issue(j).path;
                if (i != j) _rejectsPath(issue);
            }
        }
    }

    function test_attack_a_path_in_reversed_order() external {
        for (uint256 i = 0; i < COUNT; i++) {
            I.BatchedIssue memory issue = _tree().issue(i);
            (issue.path[0], issue.path[1]) = (issue.path[1], issue.path[0]);
            _rejectsPath(issue);
        }
    }

    function testFuzz_attack_a_path_with_one_changed_bit(uint8 pick, uint8 step, uint8 bit) external {
        I.BatchedIssue memory issue = _tree().issue(pick % COUNT);
        issue.path[step % issue.path.length] ^= bytes32(uint256(1) << bit);
        _rejectsPath(issue);
    }

    function test_attack_a_truncated_path() external {
        for (uint256 i = 0; i < COUNT; i++) {
            I.BatchedIssue memory issue = _tree().issue(i);
            uint256 length = issue.path.length;
            issue.path = _cut(issue.path, length - 1);
            // Without its last step a path of 3 still has a length that a path can have.
            if (length == 3) _rejectsPath(issue);
            else _rejectsLength(issue, 2, 3);
        }
    }

    function test_attack_a_lengthened_path() external {
        for (uint256 i = 0; i < COUNT; i++) {
            I.BatchedIssue memory issue = _tree().issue(i);
            uint256 length = issue.path.length;
            issue.path = _cut(issue.path, length + 1);
            if (length == 2) _rejectsPath(issue);
            else _rejectsLength(issue, 2, 3);
        }
    }

    function test_attack_no_path_and_a_very_long_one() external {
        I.BatchedIssue memory issue = _tree().issue(0);
        issue.path = new bytes32[](0);
        _rejectsLength(issue, 2, 3);
        issue.path = new bytes32[](500);
        _rejectsLength(issue, 2, 3);
    }

    // --- attacks on the count ---

    function test_attack_a_tree_anchored_as_a_smaller_or_larger_one_proves_none_of_its_issues() external {
        // Paths in a tree of 5 have 2 or 3 steps: all of them are wrong for these counts.
        uint32[4] memory counts = [uint32(1), 2, 9, type(uint32).max];
        uint8[2][4] memory depths = [[0, 0], [1, 1], [3, 4], [31, 32]];
        for (uint256 i = 0; i < counts.length; i++) {
            Tree memory tree = Trees.numbered(id, "counted", COUNT);
            setUp();
            _does(abi.encodeCall(I.anchorBatch, (id, tree.root(), counts[i], LIST)));
            for (uint256 j = 0; j < COUNT; j++) {
                I.BatchedIssue memory issue = tree.issue(j);
                if (counts[i] == 9 && issue.path.length == 3) _accepts(issue);
                else _rejectsLength(issue, depths[i][0], depths[i][1]);
            }
        }
    }

    function test_attack_a_batch_of_one_anchored_as_many() external {
        Tree memory tree = Trees.single(id, "96", TWO);
        _anchorBatch(tree.root(), 2);
        _rejectsLength(tree.issue(0), 1, 1);
    }

    // --- attacks on what is named ---

    function test_attack_a_root_that_was_never_anchored() external {
        I.BatchedIssue memory issue = Trees.numbered(id, "other", COUNT).issue(0);
        _provesNothing(id, issue);
        bytes memory refusal = abi.encodeWithSelector(I.RootUnknown.selector, id, issue.root);
        _refuses(abi.encodeCall(I.reviseBatched, (id, issue, TWO, 0)), refusal);
        _refuses(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)), refusal);
        issue.root = 0;
        _provesNothing(id, issue);
        refusal = abi.encodeWithSelector(I.RootUnknown.selector, id, bytes32(0));
        _refuses(abi.encodeCall(I.reviseBatched, (id, issue, TWO, 0)), refusal);
    }

    function test_attack_a_root_that_another_publication_anchored() external {
        vm.prank(STRANGER);
        uint256 other = registry.register(PROFILE);
        I.BatchedIssue memory issue = _tree().issue(0);
        _provesNothing(other, issue);
        _refuses(
            STRANGER,
            abi.encodeCall(I.postBatched, (other, issue, I.NoticeKind.Concern, 0)),
            abi.encodeWithSelector(I.RootUnknown.selector, other, issue.root)
        );
        _provesNothing(99, issue);
    }

    function test_attack_a_batch_that_holds_an_invalid_label() external {
        string[3] memory labels = [
            "",
            "Issue 95",
            "a-label-of-sixty-five-characters-is-one-too-long-for-the-registry"
        ];
        assertEq(bytes(labels[2]).length, 65, "length");
        for (uint256 i = 0; i < labels.length; i++) {
            Tree memory tree = Trees.single(id, labels[i], TWO);
            _anchorBatch(tree.root(), 1);
            bytes memory refusal = abi.encodeWithSelector(I.LabelInvalid.selector, labels[i]);
            _refuses(abi.encodeCall(I.reviseBatched, (id, tree.issue(0), THREE, 0)), refusal);
            _refuses(abi.encodeCall(I.postBatched, (id, tree.issue(0), I.NoticeKind.Concern, 0)), refusal);
            _refuses(abi.encodeCall(I.verifyBatched, (id, tree.issue(0))), refusal);
        }
    }

    function test_attack_a_batch_that_holds_the_zero_digest() external {
        Tree memory tree = Trees.single(id, "96", 0);
        _anchorBatch(tree.root(), 1);
        _provesNothing(id, tree.issue(0));
        bytes memory refusal = abi.encodeWithSelector(I.DigestZero.selector);
        _refuses(abi.encodeCall(I.reviseBatched, (id, tree.issue(0), TWO, 0)), refusal);
        _refuses(abi.encodeCall(I.postBatched, (id, tree.issue(0), I.NoticeKind.Concern, 0)), refusal);
    }

    // --- how it is checked ---

    function _tree() private view returns (Tree memory tree) {
        return Trees.numbered(id, "batched", COUNT);
    }

    /// @dev The same issues under leaves that are hashed once.
    function _once(Tree memory tree) private view returns (Tree memory) {
        bytes32[] memory nodes = tree.nodes;
        for (uint256 i = 0; i < COUNT; i++) {
            bytes32 twice = Trees.leaf(id, tree.labels[i], tree.digests[i]);
            for (uint256 j = COUNT - 1; j < nodes.length; j++) {
                if (nodes[j] == twice) nodes[j] = keccak256(abi.encode(id, tree.labels[i], tree.digests[i]));
            }
        }
        for (uint256 i = COUNT - 1; i > 0; i--) nodes[i - 1] = Trees.parent(nodes[2 * i - 1], nodes[2 * i]);
        return tree;
    }

    function _cut(bytes32[] memory path, uint256 length) private pure returns (bytes32[] memory other) {
        other = new bytes32[](length);
        for (uint256 i = 0; i < length && i < path.length; i++) other[i] = path[i];
    }

    function _accepts(I.BatchedIssue memory issue) private {
        _does(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)));
    }

    function _rejectsPath(I.BatchedIssue memory issue) private {
        _rejects(issue, _pathInvalid(id, issue));
    }

    function _rejectsLength(I.BatchedIssue memory issue, uint256 shortest, uint256 longest) private {
        _rejects(
            issue,
            abi.encodeWithSelector(
                I.PathLengthInvalid.selector,
                id,
                issue.root,
                shortest,
                longest,
                issue.path.length
            )
        );
    }

    function _rejects(I.BatchedIssue memory issue, bytes memory refusal) private {
        _provesNothing(id, issue);
        _refuses(abi.encodeCall(I.reviseBatched, (id, issue, "new", 0)), refusal);
        _refuses(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)), refusal);
    }

    function _provesNothing(uint256 publicationId, I.BatchedIssue memory issue) private view {
        (I.Record memory held, bytes32 standing) = registry.verifyBatched(publicationId, issue);
        assertSame(abi.encode(held, standing), new bytes(8 * 32), "all zero");
    }

    function _pathInvalid(
        uint256 publicationId,
        I.BatchedIssue memory issue
    ) private pure returns (bytes memory refusal) {
        return
            abi.encodeWithSelector(
                I.PathInvalid.selector,
                publicationId,
                issue.root,
                issue.label,
                issue.digest
            );
    }
}
