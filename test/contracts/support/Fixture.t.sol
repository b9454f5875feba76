// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../../contracts/IPublicationRegistry.sol";
import {PublicationRegistry} from "../../../contracts/PublicationRegistry.sol";
import {vm, assertEq, assertSame} from "./Vm.sol";

/// @dev A registry with one publication: registered (entry 1), with a publisher (2) and issue 95 (3).
abstract contract Fixture {
    PublicationRegistry internal registry;
    uint256 internal id;

    address internal constant OWNER = address(0xA11CE);
    address internal constant STRANGER = address(0x5712A);
    uint256 internal constant PUBLISHER_KEY = 0xB0B;
    bytes32 internal constant PROFILE = "profile";
    bytes32 internal constant ONE = "one";
    bytes32 internal constant TWO = "two";
    bytes32 internal constant THREE = "three";
    bytes32 internal constant LIST = "list";
    bytes32 internal constant REASON = "reason";
    uint64 internal constant START = 1_800_000_000;
    address internal immutable PUBLISHER = vm.addr(PUBLISHER_KEY);

    function setUp() public virtual {
        vm.warp(START);
        registry = new PublicationRegistry();
        vm.prank(OWNER);
        id = registry.register(PROFILE);
        _does(abi.encodeCall(I.grantPublisher, (id, PUBLISHER)));
        _does(abi.encodeCall(I.anchor, (id, "95", ONE)));
    }

    /// @dev The owner makes a call, which goes through.
    function _does(bytes memory call) internal returns (uint64 entry) {
        return _does(OWNER, call);
    }

    function _does(address actor, bytes memory call) internal returns (uint64 entry) {
        vm.prank(actor);
        (bool ok, bytes memory data) = address(registry).call(call);
        if (!ok) {
            assembly ("memory-safe") {
                revert(add(data, 0x20), mload(data))
            }
        }
        return abi.decode(data, (uint64));
    }

    /// @dev The owner's call reverts with exactly this data and leaves every history as it was.
    function _refuses(bytes memory call, bytes memory refusal) internal {
        _refuses(OWNER, call, refusal);
    }

    function _refuses(address actor, bytes memory call, bytes memory refusal) internal {
        bytes memory before = _histories();
        vm.prank(actor);
        (bool ok, bytes memory data) = address(registry).call(call);
        assertEq(ok, false, "the call went through");
        assertSame(data, refusal, "refusal");
        assertSame(_histories(), before, "a refused call changed something");
    }

    /// @dev The state of every publication; its head stands for all that happened in it.
    function _histories() internal view returns (bytes memory) {
        return abi.encode(registry.publicationsFrom(1, type(uint256).max));
    }

    function _anchorBatch(bytes32 root, uint256 count) internal returns (uint64 entry) {
        return _does(abi.encodeCall(I.anchorBatch, (id, root, uint32(count), LIST)));
    }

    /// @dev The head after one more entry of the test's publication, worked out from the bytes of docs/spec/history.md.
    function _folded(
        bytes32 head,
        uint64 number,
        I.EntryKind kind,
        address actor,
        bytes32[5] memory words
    ) internal view returns (bytes32 after_) {
        bytes memory entry = abi.encodePacked(number, uint8(kind), uint64(block.timestamp), actor, words);
        return sha256(abi.encodePacked(head, entry));
    }

    /// @dev A label of at most 32 characters as the first of the two words that an entry holds.
    function _word(string memory label) internal pure returns (bytes32 word) {
        return bytes32(bytes(label));
    }

    function _expectEvent() internal {
        vm.expectEmit(address(registry));
    }
}
