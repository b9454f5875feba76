// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../../contracts/IPublicationRegistry.sol";
import {KeyWallet} from "../../../contracts/mocks/KeyWallet.sol";
import {Tree, Trees} from "./MerkleTree.t.sol";
import {vm} from "./Vm.sol";

/// @dev The actors, labels, digests and batches that random calls are made of: few, so that they meet.
abstract contract Cast {
    using Trees for Tree;

    uint256 public constant ACTORS = 5;
    uint256 public constant LABELS = 3;
    uint256 public constant DIGESTS = 12;
    uint256 public constant TREES = 4;
    uint256 internal constant MOST_PUBLICATIONS = 3;

    address[] private _actors;
    I.BatchedIssue[][] private _batches;

    constructor() {
        // Four accounts, and a contract wallet whose key is the fifth.
        for (uint256 key = 1; key < ACTORS; key++) _actors.push(vm.addr(key));
        _actors.push(address(new KeyWallet(vm.addr(ACTORS))));
        for (uint256 id = 1; id <= MOST_PUBLICATIONS; id++) {
            for (uint256 k = 0; k < TREES; k++) _grow(id, k);
        }
    }

    function actor(uint256 seed) public view returns (address account) {
        return _actors[seed % ACTORS];
    }

    function label(uint256 seed) public pure returns (string memory text) {
        string[3] memory texts = [
            "1",
            "2019-11-26",
            "a-label-of-more-than-thirty-two-characters_and-up-to-64.letters."
        ];
        return texts[seed % LABELS];
    }

    function digest(uint256 seed) public pure returns (bytes32 value) {
        return keccak256(abi.encode("digest", seed % DIGESTS));
    }

    function labels() external pure returns (string[] memory all) {
        all = new string[](LABELS);
        for (uint256 i = 0; i < LABELS; i++) all[i] = label(i);
    }

    function digests() external pure returns (bytes32[] memory all) {
        all = new bytes32[](DIGESTS);
        for (uint256 i = 0; i < DIGESTS; i++) all[i] = digest(i);
    }

    /// @dev The issues of the k-th batch of a publication, whether or not it is anchored.
    function batched(uint256 id, uint256 k) public view returns (I.BatchedIssue[] memory issues) {
        return _batches[((id - 1) % MOST_PUBLICATIONS) * TREES + (k % TREES)];
    }

    /// @dev The key that signs for an actor.
    function _keyOf(address account) internal view returns (uint256 key) {
        for (uint256 i = 0; i < ACTORS; i++) if (_actors[i] == account) return i + 1;
        return ACTORS + 1;
    }

    /// @dev Batches of 1, 2, 3 and 5 issues. Some issues are in two batches, some labels in several with different
    /// digests; the largest names a label twice and has a digest under two labels.
    function _grow(uint256 id, uint256 k) private {
        uint256 count = [1, 2, 3, 5][k];
        string[] memory named = new string[](count);
        bytes32[] memory values = new bytes32[](count);
        for (uint256 j = 0; j < count; j++) {
            (named[j], values[j]) = (label(k + j), digest(4 + ((3 * k + 2 * j) % 8)));
        }
        Tree memory tree = Trees.plant(id, named, values);
        I.BatchedIssue[] storage issues = _batches.push();
        for (uint256 j = 0; j < count; j++) issues.push(tree.issue(j));
    }
}
