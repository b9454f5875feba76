// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../IPublicationRegistry.sol";
import {History} from "../libraries/History.sol";

/// @title A registry with a seeded fault in signed publishing, for seeing the invariant tests fail
/// @author The Colophon authors
/// @notice Never deploy this. It answers as the registry that it is given, on its own storage, but a signed notice that
/// went through once goes through again, whatever the head is by then. The history stays sound: all that is wrong is
/// an entry that the publisher signed for once.
contract ReplayableRegistry {
    address private immutable _rules;

    /// @param rules The registry whose code it runs.
    constructor(address rules) {
        _rules = rules;
    }

    /// @notice Runs the registry's code, and once more with the head that was signed if that is why it refused.
    fallback(bytes calldata data) external returns (bytes memory result) {
        bool posts = bytes4(data) == IPublicationRegistry.postBySig.selector;
        bytes32 used = keccak256(abi.encode("used", data));
        bool ok;
        (ok, result) = _rules.delegatecall(data);
        if (!ok && posts && bytes4(result) == IPublicationRegistry.HeadStale.selector && _load(used) != 0)
            (ok, result) = _again(data);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(result, 0x20), mload(result))
            }
        }
        if (posts) _store(used, bytes32(uint256(1)));
    }

    function _again(bytes calldata data) private returns (bool ok, bytes memory result) {
        (
            uint256 publicationId,
            bytes32 digest,
            IPublicationRegistry.NoticeKind kind,
            bytes32 reasonDigest,
            IPublicationRegistry.Authorization memory by
        ) = abi.decode(
                data[4:],
                (
                    uint256,
                    bytes32,
                    IPublicationRegistry.NoticeKind,
                    bytes32,
                    IPublicationRegistry.Authorization
                )
            );
        bytes32 place = bytes32(uint256(keccak256(abi.encode(publicationId, 1))) + 1);
        bytes32 head = _load(place);
        _store(place, by.head);
        (ok, result) = _rules.delegatecall(data);
        if (!ok) return (ok, result);
        bytes32 stamp = History.stamp(
            abi.decode(result, (uint64)),
            IPublicationRegistry.EntryKind.NoticePosted,
            block.timestamp
        );
        bytes32 kindWord = bytes32(uint256(kind));
        _store(place, History.fold(head, stamp, by.publisher, digest, kindWord, reasonDigest, 0, 0));
    }

    function _load(bytes32 place) private view returns (bytes32 value) {
        assembly ("memory-safe") {
            value := sload(place)
        }
    }

    function _store(bytes32 place, bytes32 value) private {
        assembly ("memory-safe") {
            sstore(place, value)
        }
    }
}
