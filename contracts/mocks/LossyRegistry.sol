// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../IPublicationRegistry.sol";

/// @title A registry with a seeded fault, for seeing the invariant tests fail
/// @author The Colophon authors
/// @notice Never deploy this. It answers as the registry that it is given, on its own storage, but forgets a record
/// when the issue is revised for the second time: a fault that takes several right calls in a row to show.
contract LossyRegistry {
    address private immutable _rules;

    /// @param rules The registry whose code it runs.
    constructor(address rules) {
        _rules = rules;
    }

    /// @notice Runs the registry's code, then loses what a third revision superseded.
    fallback(bytes calldata data) external returns (bytes memory result) {
        bool ok;
        (ok, result) = _rules.delegatecall(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
        if (bytes4(data) == IPublicationRegistry.revise.selector) {
            (uint256 publicationId, , bytes32 digest, bytes32 supersedes, ) = abi.decode(
                data[4:],
                (uint256, string, bytes32, bytes32, bytes32)
            );
            if (_revision(publicationId, digest) > 2) _lose(publicationId, supersedes);
        }
    }

    function _revision(uint256 publicationId, bytes32 digest) private returns (uint32 revision) {
        (, bytes memory result) = _rules.delegatecall(
            abi.encodeCall(IPublicationRegistry.record, (publicationId, digest))
        );
        return abi.decode(result, (IPublicationRegistry.Record)).revision;
    }

    function _lose(uint256 publicationId, bytes32 digest) private {
        uint256 records = uint256(keccak256(abi.encode(publicationId, 1))) + 5;
        bytes32 place = keccak256(abi.encode(digest, records));
        assembly ("memory-safe") {
            sstore(place, 0)
        }
    }
}
