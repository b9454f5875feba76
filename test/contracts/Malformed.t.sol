// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Call, Kind, SignedCalls, Terms} from "./support/SignedCalls.t.sol";
import {SignedFixture} from "./support/SignedFixture.t.sol";
import {vm} from "./support/Vm.sol";

/// @dev Bytes that are no signature of the publisher, or another form of one. Each is tried with all six calls.
contract MalformedTest is SignedFixture {
    using SignedCalls for Call;

    uint256 private constant ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;

    function test_attack_the_twin_of_a_signature_with_a_high_s() external {
        for (uint256 k = 0; k < KINDS; k++) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(PUBLISHER_KEY, _digest(_call(Kind(k)), _terms()));
            bytes32 high = bytes32(ORDER - uint256(s));
            _rejects(Kind(k), abi.encodePacked(r, high, v == 27 ? uint8(28) : uint8(27)));
        }
    }

    function test_attack_the_compact_form_of_64_bytes() external {
        for (uint256 k = 0; k < KINDS; k++) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(PUBLISHER_KEY, _digest(_call(Kind(k)), _terms()));
            _rejects(Kind(k), abi.encodePacked(r, s | bytes32(uint256(v - 27) << 255)));
        }
    }

    function test_attack_the_form_whose_v_is_0_or_1() external {
        for (uint256 k = 0; k < KINDS; k++) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(PUBLISHER_KEY, _digest(_call(Kind(k)), _terms()));
            _rejects(Kind(k), abi.encodePacked(r, s, v - 27));
        }
    }

    function test_attack_the_other_v() external {
        for (uint256 k = 0; k < KINDS; k++) {
            (uint8 v, bytes32 r, bytes32 s) = vm.sign(PUBLISHER_KEY, _digest(_call(Kind(k)), _terms()));
            _rejects(Kind(k), abi.encodePacked(r, s, 55 - v));
        }
    }

    function test_attack_an_empty_signature() external {
        for (uint256 k = 0; k < KINDS; k++) _rejects(Kind(k), "");
    }

    function test_attack_a_signature_of_zeros_which_recovers_nobody() external {
        for (uint256 k = 0; k < KINDS; k++) {
            _rejects(Kind(k), new bytes(65));
            // The zero address is what recovering fails with: it is nobody's name.
            Terms memory t = _terms();
            t.publisher = address(0);
            Call memory c = _call(Kind(k));
            _refuses(STRANGER, c.signed(id, _by(t, new bytes(65))), _invalid(c, t));
        }
    }

    function test_attack_a_signature_that_is_too_long_or_too_short() external {
        for (uint256 k = 0; k < KINDS; k++) {
            bytes memory right = _by(_call(Kind(k)), _terms()).signature;
            _rejects(Kind(k), bytes.concat(right, hex"00"));
            _rejects(Kind(k), bytes.concat(right, right));
            _rejects(Kind(k), _cut(right, 64));
            _rejects(Kind(k), _cut(right, 1));
        }
    }

    function test_attack_a_signature_over_the_bare_struct_or_as_a_personal_message() external {
        for (uint256 k = 0; k < KINDS; k++) {
            Call memory c = _call(Kind(k));
            _rejects(Kind(k), SignedCalls.sign(PUBLISHER_KEY, c.structHash(_terms())));
            bytes32 digest = _digest(c, _terms());
            bytes32 message = keccak256(abi.encodePacked("\x19Ethereum Signed Message:\n32", digest));
            _rejects(Kind(k), SignedCalls.sign(PUBLISHER_KEY, message));
        }
    }

    function testFuzz_attack_any_other_bytes(uint8 kind, bytes calldata signature) external {
        _rejects(Kind(kind % KINDS), signature);
    }

    function testFuzz_attack_a_signature_with_one_changed_bit(uint8 kind, uint16 bit) external {
        Call memory c = _call(Kind(kind % KINDS));
        bytes memory signature = _by(c, _terms()).signature;
        signature[(bit / 8) % 65] ^= bytes1(uint8(1 << (bit % 8)));
        _rejects(c.kind, signature);
    }

    function _rejects(Kind kind, bytes memory signature) private {
        Call memory c = _call(kind);
        Terms memory t = _terms();
        _refuses(STRANGER, c.signed(id, _by(t, signature)), _invalid(c, t));
    }

    function _cut(bytes memory whole, uint256 length) private pure returns (bytes memory part) {
        part = new bytes(length);
        for (uint256 i = 0; i < length; i++) part[i] = whole[i];
    }
}
