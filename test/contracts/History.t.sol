// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../../contracts/IPublicationRegistry.sol";
import {History} from "../../contracts/libraries/History.sol";
import {assertEq} from "./support/Vm.sol";

contract HistoryTest {
    function test_the_genesis_hashes_the_name_the_chain_the_registry_and_the_publication() external view {
        bytes memory preimage = abi.encodePacked(
            "colophon/history/1",
            uint256(block.chainid),
            address(this),
            uint256(12)
        );
        assertEq(preimage.length, 102, "width");
        assertEq(History.genesis(12), sha256(preimage), "genesis");
    }

    function testFuzz_no_two_publications_share_a_genesis(uint256 one, uint256 other) external view {
        if (one == other) other ^= 1;
        assertEq(History.genesis(one) == History.genesis(other), false, "same genesis");
    }

    function testFuzz_the_fold_hashes_the_packed_fields(
        bytes32 head,
        uint64 number,
        uint8 kindSeed,
        uint64 time,
        address actor,
        bytes32[5] calldata w
    ) external view {
        IPublicationRegistry.EntryKind kind = IPublicationRegistry.EntryKind(kindSeed % 13);
        bytes memory entry = abi.encodePacked(number, kind, time, actor, w[0], w[1], w[2], w[3], w[4]);
        assertEq(entry.length, 197, "width");
        _dirtyFreeMemory();
        bytes32 stamp = History.stamp(number, kind, time);
        bytes32 folded = History.fold(head, stamp, actor, w[0], w[1], w[2], w[3], w[4]);
        assertEq(folded, sha256(abi.encodePacked(head, entry)), "head");
    }

    function testFuzz_folding_leaves_the_memory_of_others_alone(bytes calldata before) external view {
        bytes memory kept = before;
        bytes32 word = keccak256(before);
        bytes32 stamp = History.stamp(1, IPublicationRegistry.EntryKind.Closed, 2);
        History.fold(word, stamp, address(3), word, word, word, word, word);
        bytes memory added = new bytes(300);
        assertEq(keccak256(kept), word, "what was allocated before");
        assertEq(keccak256(added), keccak256(new bytes(300)), "what is allocated after");
    }

    /// @dev What others left in memory that is free must not count.
    function _dirtyFreeMemory() private pure {
        assembly ("memory-safe") {
            let at := mload(0x40)
            for {
                let end := add(at, 512)
            } lt(at, end) {
                at := add(at, 32)
            } {
                mstore(at, not(0))
            }
        }
    }
}
