// SPDX-License-Identifier: MIT
pragma solidity ^0.8.0;

/// @title The least that can be written down: that a digest was here once
/// @author The Colophon authors
/// @notice Measured for comparison only, and never deployed.
contract BareMapping {
    mapping(bytes32 digest => bool known) public known;

    /// @notice Writes a digest down.
    /// @param digest The digest.
    function record(bytes32 digest) external {
        known[digest] = true;
    }
}

/// @title What most introductions to IPFS and Solidity end with: a CID as text in a list
/// @author The Colophon authors
/// @notice Measured for comparison only, and never deployed.
contract TutorialRegistry {
    struct Document {
        string cid;
        address author;
        uint256 time;
    }

    Document[] public documents;

    event DocumentAdded(uint256 indexed id, string cid, address indexed author, uint256 time);

    /// @notice Adds a document.
    /// @param cid Its CID.
    function add(string memory cid) external {
        documents.push(Document(cid, msg.sender, block.timestamp));
        emit DocumentAdded(documents.length - 1, cid, msg.sender, block.timestamp);
    }
}
