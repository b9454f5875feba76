// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./support/Fixture.t.sol";
import {Tree, Trees} from "./support/MerkleTree.t.sol";
import {assertEq} from "./support/Vm.sol";

/// @dev Lengths of paths, by the number of issues.
contract BatchPathsTest is Fixture {
    using Trees for Tree;

    function test_the_trees_of_these_tests_are_those_of_the_openzeppelin_library() external pure {
        // Roots that @openzeppelin/merkle-tree 1.0.8 gives for StandardMerkleTree.of([[7n, "t.0", sha256("t.0")], ...],
        // ["uint256", "string", "bytes32"]) with 1, 2, 5 and 8 issues.
        assertEq(
            Trees.numbered(7, "t", 1).root(),
            0x0f5f36cc06bfca787721314211de1cf3f738033c11479a8d620f5ade5cb046e8,
            "1"
        );
        assertEq(
            Trees.numbered(7, "t", 2).root(),
            0xbf5198fc70d68469ce8e2eba3eb1ad92d692b8c40a2e107d51922d18524f163a,
            "2"
        );
        assertEq(
            Trees.numbered(7, "t", 5).root(),
            0x8d8c91cece589540869ee87f05f03a5af8ea18a8ed5cfe889690004301c87674,
            "5"
        );
        assertEq(
            Trees.numbered(7, "t", 8).root(),
            0x7a3d8c6fb3b2ea68db20d1f933cfbc7b6c6b2a1daaad22afe8a26472cd1652ff,
            "8"
        );
    }

    function test_a_path_in_a_batch_of_1_has_no_step() external {
        _lengths(1, 0, 0);
    }

    function test_a_path_in_a_batch_of_2_has_1_step() external {
        _lengths(2, 1, 1);
    }

    function test_a_path_in_a_batch_of_3_has_1_or_2_steps() external {
        _lengths(3, 1, 2);
    }

    function test_a_path_in_a_batch_of_4_has_2_steps() external {
        _lengths(4, 2, 2);
    }

    function test_a_path_in_a_batch_of_5_has_2_or_3_steps() external {
        _lengths(5, 2, 3);
    }

    function test_a_path_in_a_batch_of_8_has_3_steps() external {
        _lengths(8, 3, 3);
    }

    function test_a_path_in_a_batch_of_9_has_3_or_4_steps() external {
        _lengths(9, 3, 4);
    }

    function test_the_largest_count_takes_paths_of_31_and_32_steps() external {
        bytes32 root = "root";
        _anchorBatch(root, type(uint32).max);
        for (uint256 length = 30; length <= 33; length++) {
            I.BatchedIssue memory issue = I.BatchedIssue(root, "96", TWO, new bytes32[](length));
            bytes memory refusal = abi.encodeWithSelector(I.PathInvalid.selector, id, root, "96", TWO);
            if (length == 30 || length == 33) refusal = _lengthInvalid(issue, 31, 32);
            _refuses(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)), refusal);
        }
    }

    function testFuzz_the_paths_of_a_tree_have_the_lengths_that_its_count_allows(uint8 seed) external {
        uint256 count = 1 + (uint256(seed) % 64);
        uint256 longest;
        while (1 << longest < count) longest++;
        uint256 shortest = 1 << longest == count ? longest : longest - 1;
        _lengths(count, shortest, longest);
    }

    /// @dev Every issue's own path is accepted, and of them there are both a shortest and a longest one; a path that is
    /// shorter or longer than those is refused with the two bounds.
    function _lengths(uint256 count, uint256 shortest, uint256 longest) private {
        Tree memory tree = Trees.numbered(id, "batched", count);
        _anchorBatch(tree.root(), count);
        bool seenShortest;
        bool seenLongest;
        for (uint256 i = 0; i < count; i++) {
            I.BatchedIssue memory issue = tree.issue(i);
            (I.Record memory held, ) = registry.verifyBatched(id, issue);
            assertEq(held.entry, 4, "proved");
            if (issue.path.length == shortest) seenShortest = true;
            if (issue.path.length == longest) seenLongest = true;
        }
        assertEq(seenShortest && seenLongest, true, "both lengths occur");
        if (shortest > 0) _refusesLength(tree, shortest - 1, shortest, longest);
        _refusesLength(tree, longest + 1, shortest, longest);
    }

    function _refusesLength(Tree memory tree, uint256 length, uint256 shortest, uint256 longest) private {
        I.BatchedIssue memory issue = tree.issue(0);
        issue.path = new bytes32[](length);
        bytes memory refusal = _lengthInvalid(issue, shortest, longest);
        _refuses(abi.encodeCall(I.reviseBatched, (id, issue, TWO, 0)), refusal);
        _refuses(abi.encodeCall(I.postBatched, (id, issue, I.NoticeKind.Concern, 0)), refusal);
    }

    function _lengthInvalid(
        I.BatchedIssue memory issue,
        uint256 shortest,
        uint256 longest
    ) private view returns (bytes memory refusal) {
        return
            abi.encodeWithSelector(
                I.PathLengthInvalid.selector,
                id,
                issue.root,
                shortest,
                longest,
                issue.path.length
            );
    }
}
