// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry} from "../../contracts/IPublicationRegistry.sol";
import {Labels} from "../../contracts/libraries/Labels.sol";
import {vm, assertEq} from "./support/Vm.sol";

contract LabelsTest {
    function words(string calldata label) external pure returns (bytes32 first, bytes32 second) {
        return Labels.words(label);
    }

    function test_every_single_byte_is_judged_as_the_written_rule_says() external {
        for (uint256 code = 0; code < 256; code++) {
            bytes memory label = new bytes(1);
            label[0] = bytes1(uint8(code));
            _agrees(label);
        }
    }

    function test_every_byte_is_judged_in_every_place_of_the_longest_label() external {
        for (uint256 code = 0; code < 256; code += 3) {
            for (uint256 place = 0; place < 64; place++) {
                bytes memory label = _filled(64);
                label[place] = bytes1(uint8(code));
                _agrees(label);
            }
        }
    }

    /// @dev All bytes of a word are judged in one sum: what one carries must not excuse or accuse its neighbour.
    function test_neighbouring_bytes_on_the_edges_of_the_ranges_are_judged_apart() external {
        bytes memory edges = hex"00012c2d2e2f30393a5e5f60617a7b7f80818691d3feff";
        uint8[2] memory places = [15, 31];
        for (uint256 p = 0; p < places.length; p++) {
            for (uint256 i = 0; i < edges.length * edges.length; i++) {
                bytes memory label = _filled(64);
                label[places[p]] = edges[i / edges.length];
                label[places[p] + 1] = edges[i % edges.length];
                _agrees(label);
            }
        }
    }

    function test_every_length_up_to_70_is_judged_as_the_written_rule_says() external {
        for (uint256 length = 0; length < 70; length++) _agrees(_filled(length));
    }

    function testFuzz_any_bytes_are_judged_as_the_written_rule_says(bytes calldata label) external {
        _agrees(label);
    }

    function testFuzz_a_label_with_one_stray_byte_is_judged_as_the_written_rule_says(
        uint256 seed,
        uint8 length,
        uint8 place,
        bytes1 stray
    ) external {
        bytes memory label = new bytes(1 + (uint256(length) % 64));
        bytes memory allowed = "abcdefghijklmnopqrstuvwxyz0123456789._-";
        for (uint256 i = 0; i < label.length; i++) {
            label[i] = allowed[uint256(keccak256(abi.encode(seed, i))) % allowed.length];
        }
        _agrees(label);
        label[place % label.length] = stray;
        _agrees(label);
    }

    function testFuzz_bytes_that_follow_the_label_in_the_calldata_do_not_count(bytes32 dirt) external view {
        bytes memory data = abi.encodePacked(this.words.selector, uint256(32), uint256(3), "abc", dirt);
        (bool ok, bytes memory out) = address(this).staticcall(data);
        assertEq(ok, true, "the label is accepted");
        (bytes32 first, bytes32 second) = abi.decode(out, (bytes32, bytes32));
        assertEq(first, "abc", "first word");
        assertEq(second, 0, "second word");
    }

    /// @dev The rule, written out byte by byte.
    function _agrees(bytes memory label) private {
        bool valid = label.length >= 1 && label.length <= 64;
        for (uint256 i = 0; valid && i < label.length; i++) {
            bytes1 c = label[i];
            valid = (c >= "a" && c <= "z") || (c >= "0" && c <= "9") || c == "." || c == "_" || c == "-";
        }
        if (!valid) {
            vm.expectRevert(
                abi.encodeWithSelector(IPublicationRegistry.LabelInvalid.selector, string(label))
            );
            this.words(string(label));
            return;
        }
        bytes memory padded = new bytes(64);
        for (uint256 i = 0; i < label.length; i++) padded[i] = label[i];
        (bytes32 expectedFirst, bytes32 expectedSecond) = abi.decode(padded, (bytes32, bytes32));
        (bytes32 first, bytes32 second) = this.words(string(label));
        assertEq(first, expectedFirst, "first word");
        assertEq(second, expectedSecond, "second word");
    }

    function _filled(uint256 length) private pure returns (bytes memory label) {
        label = new bytes(length);
        for (uint256 i = 0; i < length; i++) label[i] = "a";
    }
}
