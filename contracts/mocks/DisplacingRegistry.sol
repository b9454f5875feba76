// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../IPublicationRegistry.sol";

/// @title A registry with a seeded fault in batches, for seeing the invariant tests fail
/// @author The Colophon authors
/// @notice Never deploy this. It answers as the registry that it is given, on its own storage, but an issue of a batch
/// that a notice is posted on becomes current even where an earlier issue stands: a fault that takes a batch, and an
/// earlier issue under one of its labels, to show.
contract DisplacingRegistry {
    address private immutable _rules;

    /// @param rules The registry whose code it runs.
    constructor(address rules) {
        _rules = rules;
    }

    /// @notice Runs the registry's code, then makes an issue current that has just been extracted.
    fallback(bytes calldata data) external returns (bytes memory result) {
        bytes4 call = bytes4(data);
        bool posts =
            call == IPublicationRegistry.postBatched.selector ||
                call == IPublicationRegistry.postBatchedBySig.selector;
        uint256 publicationId;
        IPublicationRegistry.BatchedIssue memory issue;
        if (posts)
            (publicationId, issue) = abi.decode(data[4:], (uint256, IPublicationRegistry.BatchedIssue));
        bool recorded = posts && _recorded(publicationId, issue.digest);
        bool ok;
        (ok, result) = _rules.delegatecall(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
        if (posts && !recorded) _displace(publicationId, issue.label, issue.digest);
    }

    function _recorded(uint256 publicationId, bytes32 digest) private returns (bool recorded) {
        (, bytes memory result) = _rules.delegatecall(
            abi.encodeCall(IPublicationRegistry.record, (publicationId, digest))
        );
        return abi.decode(result, (IPublicationRegistry.Record)).entry != 0;
    }

    function _displace(uint256 publicationId, string memory label, bytes32 digest) private {
        uint256 current = uint256(keccak256(abi.encode(publicationId, 1))) + 4;
        bytes32 place = keccak256(abi.encodePacked(label, current));
        assembly ("memory-safe") {
            sstore(place, digest)
        }
    }
}
