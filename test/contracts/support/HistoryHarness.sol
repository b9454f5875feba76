// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../../contracts/IPublicationRegistry.sol";
import {Batches} from "../../../contracts/libraries/Batches.sol";
import {History} from "../../../contracts/libraries/History.sol";
import {Labels} from "../../../contracts/libraries/Labels.sol";

/// @dev Lets test/contracts/history.test.ts feed test/vectors/history.json to the libraries that the registry folds with.
contract HistoryHarness {
    function genesis(uint256 publicationId) external view returns (bytes32 head) {
        return History.genesis(publicationId);
    }

    /// @dev `entry` is the 197 bytes of docs/spec/history.md.
    function fold(bytes32 head, bytes calldata entry) external view returns (bytes32 folded) {
        bytes32 stamped = History.stamp(
            uint64(bytes8(entry[0:8])),
            I.EntryKind(uint8(entry[8])),
            uint64(bytes8(entry[9:17]))
        );
        (bytes32 a, bytes32 b, bytes32 c, bytes32 d, bytes32 e) = abi.decode(
            entry[37:197],
            (bytes32, bytes32, bytes32, bytes32, bytes32)
        );
        return History.fold(head, stamped, address(bytes20(entry[17:37])), a, b, c, d, e);
    }

    function words(string calldata label) external pure returns (bytes32 first, bytes32 second) {
        return Labels.words(label);
    }

    function leaf(
        uint256 publicationId,
        I.BatchedIssue calldata issue
    ) external pure returns (bytes32 hash, bool proved) {
        return (Batches.leaf(publicationId, issue), Batches.proves(publicationId, issue));
    }
}
