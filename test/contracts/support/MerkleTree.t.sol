// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../../contracts/IPublicationRegistry.sol";

/// @dev Issues and the OpenZeppelin standard tree over them. `nodes` is the tree as that library lays it out: the root
/// at 0, the children of i at 2i + 1 and 2i + 2, the leaves at the end in falling order.
struct Tree {
    uint256 publicationId;
    string[] labels;
    bytes32[] digests;
    bytes32[] nodes;
}

/// @dev Builds trees as a publisher does. Shares no line with the contract, which only climbs them.
library Trees {
    /// @dev A tree over issues of a publication, in any order.
    function plant(
        uint256 publicationId,
        string[] memory labels,
        bytes32[] memory digests
    ) internal pure returns (Tree memory tree) {
        uint256 count = labels.length;
        bytes32[] memory leaves = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) leaves[i] = leaf(publicationId, labels[i], digests[i]);
        tree = Tree(publicationId, labels, digests, _grow(leaves));
    }

    /// @dev A tree over `count` issues named `<name>.0`, `<name>.1` and so on, each with a digest of its own.
    function numbered(
        uint256 publicationId,
        string memory name,
        uint256 count
    ) internal pure returns (Tree memory tree) {
        string[] memory labels = new string[](count);
        bytes32[] memory digests = new bytes32[](count);
        for (uint256 i = 0; i < count; i++) {
            labels[i] = string.concat(name, ".", _decimal(i));
            digests[i] = sha256(bytes(labels[i]));
        }
        return plant(publicationId, labels, digests);
    }

    /// @dev A tree over one issue: its root is the leaf.
    function single(
        uint256 publicationId,
        string memory label,
        bytes32 digest
    ) internal pure returns (Tree memory tree) {
        string[] memory labels = new string[](1);
        bytes32[] memory digests = new bytes32[](1);
        (labels[0], digests[0]) = (label, digest);
        return plant(publicationId, labels, digests);
    }

    /// @dev A tree over two issues.
    function pair(
        uint256 publicationId,
        string[2] memory two,
        bytes32[2] memory digestsOfTwo
    ) internal pure returns (Tree memory tree) {
        string[] memory labels = new string[](2);
        bytes32[] memory digests = new bytes32[](2);
        for (uint256 i = 0; i < 2; i++) (labels[i], digests[i]) = (two[i], digestsOfTwo[i]);
        return plant(publicationId, labels, digests);
    }

    function root(Tree memory tree) internal pure returns (bytes32 node) {
        return tree.nodes[0];
    }

    /// @dev The i-th issue with its path.
    function issue(Tree memory tree, uint256 i) internal pure returns (I.BatchedIssue memory batched) {
        bytes32 from = leaf(tree.publicationId, tree.labels[i], tree.digests[i]);
        return I.BatchedIssue(root(tree), tree.labels[i], tree.digests[i], path(tree.nodes, from));
    }

    function leaf(
        uint256 publicationId,
        string memory label,
        bytes32 digest
    ) internal pure returns (bytes32 node) {
        return keccak256(abi.encodePacked(keccak256(abi.encode(publicationId, label, digest))));
    }

    function parent(bytes32 one, bytes32 other) internal pure returns (bytes32 node) {
        return
            one < other ? keccak256(abi.encodePacked(one, other)) : keccak256(abi.encodePacked(other, one));
    }

    /// @dev The siblings from a node, found by its value, up to below the root.
    function path(bytes32[] memory nodes, bytes32 from) internal pure returns (bytes32[] memory siblings) {
        uint256 start = nodes.length - 1;
        while (nodes[start] != from) start--;
        uint256 depth;
        for (uint256 place = start; place > 0; place = (place - 1) / 2) depth++;
        siblings = new bytes32[](depth);
        uint256 step;
        for (uint256 place = start; place > 0; place = (place - 1) / 2)
            siblings[step++] = nodes[_sibling(place)];
    }

    function _grow(bytes32[] memory leaves) private pure returns (bytes32[] memory nodes) {
        uint256 count = leaves.length;
        nodes = new bytes32[](2 * count - 1);
        for (uint256 i = 0; i < count; i++) {
            // The lowest leaf comes last.
            uint256 place = nodes.length - 1;
            for (uint256 j = 0; j < count; j++) {
                if (leaves[j] < leaves[i] || (leaves[j] == leaves[i] && j < i)) place--;
            }
            nodes[place] = leaves[i];
        }
        for (uint256 i = count - 1; i > 0; i--) nodes[i - 1] = parent(nodes[2 * i - 1], nodes[2 * i]);
    }

    function _sibling(uint256 place) private pure returns (uint256 other) {
        return place % 2 == 1 ? place + 1 : place - 1;
    }

    function _decimal(uint256 number) private pure returns (string memory text) {
        bytes memory digit = new bytes(1);
        digit[0] = bytes1(uint8(48 + (number % 10)));
        return number < 10 ? string(digit) : string.concat(_decimal(number / 10), string(digit));
    }
}
