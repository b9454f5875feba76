// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {PublicationRegistry} from "../../contracts/PublicationRegistry.sol";
import {Call, Kind, SignedCalls, Terms} from "./support/SignedCalls.t.sol";
import {SignedFixture} from "./support/SignedFixture.t.sol";
import {vm, assertEq} from "./support/Vm.sol";

/// @dev A signature counts once, in one place, for what was signed. Each test tries all six calls; each refusal must
/// name the right reason and leave every history as it was. Malformed.t.sol has signatures that are none.
contract ReplayTest is SignedFixture {
    using SignedCalls for Call;

    // --- again, elsewhere, in another order ---

    function test_attack_a_signed_call_sent_a_second_time() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            bytes32 head = registry.head(id);
            bytes memory data = _signed(_call(Kind(k)));
            _does(STRANGER, data);
            _refuses(STRANGER, data, _stale(id, head));
            _refuses(PUBLISHER, data, _stale(id, head));
        }
    }

    function test_attack_a_signed_call_sent_after_another_entry() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            bytes32 head = registry.head(id);
            bytes memory data = _signed(_call(Kind(k)));
            _does(abi.encodeCall(I.setProfile, (id, THREE)));
            _refuses(STRANGER, data, _stale(id, head));
        }
    }

    function test_attack_two_calls_signed_over_one_head_and_reordered_by_the_relayer() external {
        for (uint256 k = 0; k < KINDS; k++) {
            for (uint256 order = 0; order < 2; order++) {
                setUp();
                bytes32 head = registry.head(id);
                bytes[2] memory both = [_signed(_call(Kind(k))), _signed(_other())];
                _does(STRANGER, both[order]);
                _refuses(STRANGER, both[1 - order], _stale(id, head));
            }
        }
    }

    function test_attack_a_signed_call_under_a_head_that_the_relayer_put_in() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            Call memory c = _call(Kind(k));
            Terms memory t = _terms();
            I.Authorization memory by = _by(c, t);
            _does(abi.encodeCall(I.setProfile, (id, THREE)));
            by.head = t.head = registry.head(id);
            _refuses(STRANGER, c.signed(id, by), _invalid(c, t));
        }
    }

    function test_attack_a_signed_call_under_the_head_before_entry_1_or_none() external {
        Call memory c = _call(Kind.Anchor);
        bytes32[2] memory heads = [bytes32(0), registry.genesis(id)];
        for (uint256 i = 0; i < 2; i++) {
            Terms memory t = _terms();
            t.head = heads[i];
            _refuses(STRANGER, c.signed(id, _by(c, t)), _stale(id, heads[i]));
        }
    }

    function test_attack_a_signed_call_on_another_chain() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            Call memory c = _call(Kind(k));
            Terms memory t = _terms();
            bytes memory data = c.signed(id, _by(c, t));
            // Asked from outside: the compiler takes it that the chain's number stays while a test runs.
            uint256 here = this.chainId();
            vm.chainId(here + 1);
            // As after a fork: the same contract with the same history.
            bytes32 elsewhere = c.digestOf(t, address(registry), here + 1);
            bytes memory refusal = abi.encodeWithSelector(I.SignatureInvalid.selector, PUBLISHER, elsewhere);
            _refuses(STRANGER, data, refusal);
            vm.chainId(here);
            _does(STRANGER, data);
        }
    }

    function test_attack_a_signed_call_in_another_registry() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            bytes32 head = registry.head(id);
            bytes memory data = _signed(_call(Kind(k)));
            setUp();
            _refuses(STRANGER, data, _stale(id, head));
        }
    }

    function test_attack_a_signed_call_in_a_copy_of_the_registry_with_the_same_head() external {
        address copy = address(0xC0B1);
        vm.etch(copy, address(registry).code);
        uint256 place = uint256(keccak256(abi.encode(id, 1)));
        for (uint256 i = 0; i < 4; i++) {
            vm.store(copy, bytes32(place + i), vm.load(address(registry), bytes32(place + i)));
        }
        for (uint256 k = 0; k < KINDS; k++) {
            Call memory c = _call(Kind(k));
            Terms memory t = _terms();
            assertEq(I(copy).head(id), t.head, "the same head");
            bytes memory data = c.signed(id, _by(c, t));
            bytes32 there = c.digestOf(t, copy, block.chainid);
            address original = address(registry);
            registry = PublicationRegistry(copy);
            bytes memory refusal = abi.encodeWithSelector(I.SignatureInvalid.selector, PUBLISHER, there);
            vm.prank(STRANGER);
            (bool ok, bytes memory got) = copy.call(data);
            assertEq(ok, false, "the call went through");
            assertEq(keccak256(got), keccak256(refusal), "refusal");
            registry = PublicationRegistry(original);
        }
    }

    function test_attack_a_signed_call_in_another_publication() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            uint256 other = _otherPublication();
            Call memory c = _call(Kind(k));
            Terms memory t = _terms();
            I.Authorization memory by = _by(c, t);
            _refuses(STRANGER, c.signed(other, by), _stale(other, t.head));
            by.head = t.head = registry.head(other);
            t.publicationId = other;
            _refuses(STRANGER, c.signed(other, by), _invalid(c, t));
        }
    }

    // --- other than signed ---

    function test_attack_each_argument_changed_in_turn() external {
        // Arguments of the six calls beside publication and authorization; the path is not under the signature.
        uint8[6] memory arguments = [2, 4, 3, 3, 5, 5];
        for (uint256 k = 0; k < KINDS; k++) {
            Terms memory t = _terms();
            I.Authorization memory by = _by(_call(Kind(k)), t);
            uint256 tried;
            for (uint256 field = 0; field < 7; field++) {
                Call memory c = _changed(_call(Kind(k)), field);
                if (c.structHash(t) == _call(Kind(k)).structHash(t)) continue;
                tried++;
                _refuses(STRANGER, c.signed(id, by), _invalid(c, t));
            }
            assertEq(tried, arguments[k], "arguments tried");
        }
    }

    function test_attack_the_signature_of_one_call_under_another() external {
        for (uint256 k = 0; k < KINDS; k++) {
            I.Authorization memory by = _by(_call(Kind(k)), _terms());
            for (uint256 j = 0; j < KINDS; j++) {
                Call memory c = _call(Kind(k));
                c.kind = Kind(j);
                if (j != k) _refuses(STRANGER, c.signed(id, by), _invalid(c, _terms()));
            }
        }
    }

    function test_attack_another_deadline() external {
        for (uint256 k = 0; k < KINDS; k++) {
            Call memory c = _call(Kind(k));
            Terms memory t = _terms();
            I.Authorization memory by = _by(c, t);
            by.deadline = t.deadline = t.deadline + 1;
            _refuses(STRANGER, c.signed(id, by), _invalid(c, t));
            by.deadline = t.deadline = type(uint256).max;
            _refuses(STRANGER, c.signed(id, by), _invalid(c, t));
        }
    }

    function test_attack_a_signed_call_after_its_deadline() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            bytes memory data = _signed(_call(Kind(k)));
            vm.warp(START + ROOM + 1);
            bytes memory refusal = abi.encodeWithSelector(
                I.SignatureExpired.selector,
                START + ROOM,
                START + ROOM + 1
            );
            _refuses(STRANGER, data, refusal);
            _refuses(PUBLISHER, data, refusal);
        }
    }

    function test_a_changed_path_is_the_relayers_and_does_not_prove_the_issue() external {
        for (uint256 k = 4; k < KINDS; k++) {
            Call memory c = _call(Kind(k));
            I.Authorization memory by = _by(c, _terms());
            c.issue.path[0] ^= bytes32(uint256(1));
            bytes memory refusal = abi.encodeWithSelector(
                I.PathInvalid.selector,
                id,
                c.issue.root,
                c.issue.label,
                c.issue.digest
            );
            _refuses(STRANGER, c.signed(id, by), refusal);
        }
    }

    // --- by somebody who may not ---

    function test_attack_another_publisher_named() external {
        address[3] memory others = [OWNER, STRANGER, address(0)];
        for (uint256 k = 0; k < KINDS; k++) {
            for (uint256 i = 0; i < others.length; i++) {
                Call memory c = _call(Kind(k));
                Terms memory t = _terms();
                I.Authorization memory by = _by(c, t);
                by.publisher = t.publisher = others[i];
                _refuses(STRANGER, c.signed(id, by), _invalid(c, t));
            }
        }
    }

    function test_attack_a_call_signed_by_another_key_in_the_publishers_name() external {
        for (uint256 k = 0; k < KINDS; k++) {
            Call memory c = _call(Kind(k));
            Terms memory t = _terms();
            bytes memory forged = SignedCalls.sign(0xBAD, _digest(c, t));
            _refuses(STRANGER, c.signed(id, _by(t, forged)), _invalid(c, t));
        }
    }

    function test_attack_a_call_that_a_stranger_signed() external {
        uint256 key = 0xBAD;
        for (uint256 k = 0; k < KINDS; k++) {
            Call memory c = _call(Kind(k));
            Terms memory t = _terms();
            t.publisher = vm.addr(key);
            bytes memory data = c.signed(id, _by(t, SignedCalls.sign(key, _digest(c, t))));
            bytes memory refusal = abi.encodeWithSelector(I.ActorNotPublisher.selector, id, t.publisher);
            _refuses(STRANGER, data, refusal);
            // Nor does it count that the sender may.
            _refuses(OWNER, data, refusal);
        }
    }

    function test_attack_a_call_signed_before_the_publisher_was_revoked_and_one_signed_since() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            bytes32 head = registry.head(id);
            bytes memory before = _signed(_call(Kind(k)));
            _does(abi.encodeCall(I.revokePublisher, (id, PUBLISHER)));
            _refuses(STRANGER, before, _stale(id, head));
            bytes memory since = _signed(_call(Kind(k)));
            _refuses(STRANGER, since, abi.encodeWithSelector(I.ActorNotPublisher.selector, id, PUBLISHER));
        }
    }

    function test_attack_a_call_signed_before_the_publication_was_closed_and_one_signed_since() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            bytes32 head = registry.head(id);
            bytes memory before = _signed(_call(Kind(k)));
            _does(abi.encodeCall(I.close, (id)));
            _refuses(STRANGER, before, _stale(id, head));
            bytes memory since = _signed(_call(Kind(k)));
            _refuses(STRANGER, since, abi.encodeWithSelector(I.PublicationIsClosed.selector, id));
        }
    }

    function test_attack_a_call_signed_for_a_publication_that_is_none() external {
        for (uint256 k = 0; k < KINDS; k++) {
            Call memory c = _call(Kind(k));
            // Its head is zero, and so may be what is signed.
            Terms memory t = Terms(PUBLISHER, 99, 0, block.timestamp + ROOM);
            bytes memory refusal = abi.encodeWithSelector(I.PublicationUnknown.selector, uint256(99));
            _refuses(STRANGER, c.signed(99, _by(c, t)), refusal);
        }
    }

    // --- how it is done ---

    function chainId() external view returns (uint256 number) {
        return block.chainid;
    }

    /// @dev A seventh call, unlike the six.
    function _other() private view returns (Call memory c) {
        c = _call(Kind.Anchor);
        (c.issue.label, c.digest) = ("97", THREE);
    }

    /// @dev Another publication of the same people, where the same calls would be right.
    function _otherPublication() private returns (uint256 other) {
        vm.prank(OWNER);
        other = registry.register(PROFILE);
        _does(abi.encodeCall(I.grantPublisher, (other, PUBLISHER)));
        _does(abi.encodeCall(I.anchor, (other, "95", ONE)));
    }

    function _changed(Call memory c, uint256 field) private pure returns (Call memory) {
        if (field == 0) c.issue.label = string.concat(c.issue.label, "-b");
        if (field == 1) c.issue.root ^= bytes32(uint256(1));
        if (field == 2) c.issue.digest ^= bytes32(uint256(1));
        if (field == 3) c.digest ^= bytes32(uint256(1));
        if (field == 4) c.reason ^= bytes32(uint256(1));
        if (field == 5) c.notice = I.NoticeKind.Concern;
        if (field == 6) c.count++;
        return c;
    }
}
