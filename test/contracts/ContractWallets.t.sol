// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {KeyWallet} from "../../contracts/mocks/KeyWallet.sol";
import {MoodyWallet} from "../../contracts/mocks/MoodyWallet.sol";
import {ReenteringWallet} from "../../contracts/mocks/ReenteringWallet.sol";
import {Call, Kind, SignedCalls, Terms} from "./support/SignedCalls.t.sol";
import {SignedFixture} from "./support/SignedFixture.t.sol";
import {vm, assertEq} from "./support/Vm.sol";

/// @dev Publishers that are contracts (ERC-1271), honest and not, and accounts that have code and a key (EIP-7702).
contract ContractWalletsTest is SignedFixture {
    using SignedCalls for Call;

    uint256 private constant KEY = 0x3E7;

    // --- wallets that do as they should ---

    function test_a_wallet_signs_by_its_key_and_the_entry_names_the_wallet() external {
        for (uint256 k = 0; k < KINDS; k++) {
            setUp();
            address wallet = _granted(address(new KeyWallet(vm.addr(KEY))));
            (Call memory c, Terms memory t) = (_call(Kind(k)), _termsOf(wallet));
            uint64 entry = registry.publication(id).entries + _adds(Kind(k));
            assertEq(
                _does(STRANGER, c.signed(id, _by(t, SignedCalls.sign(KEY, _digest(c, t))))),
                entry,
                "entry"
            );
        }
    }

    function test_the_entry_of_a_wallets_call_names_the_wallet() external {
        address wallet = _granted(address(new KeyWallet(vm.addr(KEY))));
        (Call memory c, Terms memory t) = (_call(Kind.Anchor), _termsOf(wallet));
        bytes memory data = c.signed(id, _by(t, SignedCalls.sign(KEY, _digest(c, t))));
        _expectEvent();
        emit I.IssueAnchored(id, 6, TWO, wallet, START, "96");
        _does(STRANGER, data);
    }

    function test_a_wallet_refuses_the_signature_of_another_key() external {
        address wallet = _granted(address(new KeyWallet(vm.addr(KEY))));
        for (uint256 k = 0; k < KINDS; k++) {
            (Call memory c, Terms memory t) = (_call(Kind(k)), _termsOf(wallet));
            bytes memory signature = SignedCalls.sign(PUBLISHER_KEY, _digest(c, t));
            _refuses(STRANGER, c.signed(id, _by(t, signature)), _invalid(c, t));
        }
    }

    function test_a_signature_for_one_wallet_of_a_key_is_no_good_for_another_or_for_the_key() external {
        address one = _granted(address(new KeyWallet(vm.addr(KEY))));
        address other = _granted(address(new KeyWallet(vm.addr(KEY))));
        _granted(vm.addr(KEY));
        address[2] memory wrong = [other, vm.addr(KEY)];
        for (uint256 k = 0; k < KINDS; k++) {
            (Call memory c, Terms memory t) = (_call(Kind(k)), _termsOf(one));
            I.Authorization memory by = _by(t, SignedCalls.sign(KEY, _digest(c, t)));
            for (uint256 i = 0; i < 2; i++) {
                by.publisher = t.publisher = wrong[i];
                _refuses(STRANGER, c.signed(id, by), _invalid(c, t));
            }
        }
    }

    function test_a_wallet_that_is_no_publisher_publishes_nothing() external {
        address wallet = address(new KeyWallet(vm.addr(KEY)));
        (Call memory c, Terms memory t) = (_call(Kind.Anchor), _termsOf(wallet));
        bytes memory data = c.signed(id, _by(t, SignedCalls.sign(KEY, _digest(c, t))));
        _refuses(STRANGER, data, abi.encodeWithSelector(I.ActorNotPublisher.selector, id, wallet));
    }

    function test_a_wallets_signature_works_once_as_well() external {
        address wallet = _granted(address(_moody(MoodyWallet.Mood.Accepts)));
        (Call memory c, Terms memory t) = (_call(Kind.Post), _termsOf(wallet));
        bytes memory data = c.signed(id, _by(t, "anything"));
        _does(STRANGER, data);
        _refuses(STRANGER, data, _stale(id, t.head));
    }

    // --- wallets that change their mind ---

    function test_a_wallet_that_changes_its_mind_takes_nothing_back_and_gives_nothing_more() external {
        MoodyWallet wallet = _moody(MoodyWallet.Mood.Accepts);
        _granted(address(wallet));
        Call memory c = _call(Kind.Anchor);
        Terms memory t = _termsOf(address(wallet));
        _does(STRANGER, c.signed(id, _by(t, "yes")));
        wallet.become(MoodyWallet.Mood.Refuses);
        assertEq(registry.current(id, "96"), TWO, "what it said yes to stays");
        c = _call(Kind.Post);
        t = _termsOf(address(wallet));
        _refuses(STRANGER, c.signed(id, _by(t, "yes")), _invalid(c, t));
        wallet.become(MoodyWallet.Mood.Accepts);
        _does(STRANGER, c.signed(id, _by(t, "yes")));
    }

    // --- wallets that answer what is no answer ---

    function test_an_answer_that_is_longer_than_a_word_counts_by_its_first_word() external {
        address wallet = _granted(address(_moody(MoodyWallet.Mood.AcceptsAtLength)));
        _does(STRANGER, _call(Kind.Anchor).signed(id, _by(_termsOf(wallet), "")));
    }

    function test_attack_a_wallet_that_answers_anything_but_the_magic_value() external {
        MoodyWallet wallet = _moody(MoodyWallet.Mood.Refuses);
        _granted(address(wallet));
        uint256 last = uint256(MoodyWallet.Mood.RevertsWithTheMagicValue);
        for (uint256 mood = uint256(MoodyWallet.Mood.Refuses); mood <= last; mood++) {
            wallet.become(MoodyWallet.Mood(mood));
            for (uint256 k = 0; k < KINDS; k++) {
                (Call memory c, Terms memory t) = (_call(Kind(k)), _termsOf(address(wallet)));
                _refuses(STRANGER, c.signed(id, _by(t, "signature")), _invalid(c, t));
            }
        }
    }

    function test_attack_a_wallet_that_answers_with_a_megabyte_costs_what_it_takes_and_no_more() external {
        address wallet = _granted(address(_moody(MoodyWallet.Mood.SaysTooMuch)));
        (Call memory c, Terms memory t) = (_call(Kind.Anchor), _termsOf(wallet));
        bytes memory data = c.signed(id, _by(t, "signature"));
        uint256 before = gasleft();
        (bool ok, bytes memory refusal) = address(registry).call(data);
        uint256 used = before - gasleft();
        assertEq(ok, false, "the call went through");
        assertEq(keccak256(refusal), keccak256(_invalid(c, t)), "refusal");
        before = gasleft();
        (ok, ) = wallet.staticcall("");
        // Copying the answer would cost as much as making it once more.
        assertEq(used < before - gasleft() + 60_000, true, "the answer was copied");
    }

    function test_attack_a_wallet_that_burns_all_gas_leaves_enough_to_say_so() external {
        MoodyWallet.Mood[2] memory moods = [MoodyWallet.Mood.BurnsAllGas, MoodyWallet.Mood.Loops];
        for (uint256 i = 0; i < 2; i++) {
            setUp();
            address wallet = _granted(address(_moody(moods[i])));
            (Call memory c, Terms memory t) = (_call(Kind.Anchor), _termsOf(wallet));
            bytes memory data = c.signed(id, _by(t, "signature"));
            bytes memory before = _histories();
            (bool ok, bytes memory refusal) = address(registry).call{gas: 1_000_000}(data);
            assertEq(ok, false, "the call went through");
            assertEq(keccak256(refusal), keccak256(_invalid(c, t)), "refusal");
            assertEq(keccak256(_histories()), keccak256(before), "a refused call changed something");
        }
    }

    // --- wallets that call back ---

    function test_attack_a_wallet_that_anchors_from_within_its_answer() external {
        (ReenteringWallet wallet, Call memory c, Terms memory t) = _reentering();
        bytes memory inner = abi.encodeCall(I.anchor, (id, "97", THREE));
        // It accepts, so it tried, and its call failed.
        wallet.prepare(inner, false);
        assertEq(_does(STRANGER, c.signed(id, _by(t, ""))), 6, "entry");
        assertEq(registry.publication(id).entries, 6, "entries");
        assertEq(registry.current(id, "97"), 0, "what it tried");
        // The same call goes through when it is not asked for its word.
        assertEq(wallet.attempt(), true, "attempt");
        assertEq(registry.current(id, "97"), THREE, "what it tried again");
    }

    function test_attack_a_wallet_that_sends_the_same_signed_call_from_within_its_answer() external {
        (ReenteringWallet wallet, Call memory c, Terms memory t) = _reentering();
        wallet.prepare(c.signed(id, _by(t, "")), false);
        // Asking it makes it ask itself, and so on, until 63/64 of the gas are too little.
        (bool ok, ) = address(registry).call{gas: 3_000_000}(c.signed(id, _by(t, "")));
        assertEq(ok, true, "the outermost call goes through");
        assertEq(registry.publication(id).entries, 6, "entries");
    }

    function test_a_wallet_may_read_the_registry_within_its_answer() external {
        (ReenteringWallet wallet, Call memory c, Terms memory t) = _reentering();
        wallet.prepare(abi.encodeCall(I.head, (id)), true);
        assertEq(_does(STRANGER, c.signed(id, _by(t, ""))), 6, "entry");
    }

    // --- accounts with code ---

    function test_an_account_that_has_code_still_signs_with_its_key() external {
        bytes[4] memory codes = [
            bytes(hex"60006000fd"),
            hex"fe",
            address(new MoodyWallet()).code,
            // EIP-7702: this account runs the code of another.
            abi.encodePacked(hex"ef0100", address(registry))
        ];
        for (uint256 i = 0; i < codes.length; i++) {
            for (uint256 k = 0; k < KINDS; k++) {
                setUp();
                vm.etch(PUBLISHER, codes[i]);
                assertEq(_does(STRANGER, _signed(_call(Kind(k)))), 4 + _adds(Kind(k)), "entry");
            }
        }
        vm.etch(PUBLISHER, "");
    }

    function test_an_account_that_has_code_may_also_say_yes_by_it() external {
        vm.etch(PUBLISHER, address(new KeyWallet(vm.addr(KEY))).code);
        (Call memory c, Terms memory t) = (_call(Kind.Anchor), _terms());
        _does(STRANGER, c.signed(id, _by(t, SignedCalls.sign(KEY, _digest(c, t)))));
    }

    function test_attack_a_precompile_in_the_place_of_a_wallet() external {
        for (uint160 i = 1; i <= 10; i++) {
            setUp();
            _granted(address(i));
            (Call memory c, Terms memory t) = (_call(Kind.Anchor), _termsOf(address(i)));
            bytes memory data = c.signed(id, _by(t, "signature"));
            (bool ok, bytes memory refusal) = address(registry).call{gas: 3_000_000}(data);
            assertEq(ok, false, "the call went through");
            assertEq(keccak256(refusal), keccak256(_invalid(c, t)), "refusal");
        }
    }

    // --- how it is done ---

    function _granted(address wallet) private returns (address) {
        _does(abi.encodeCall(I.grantPublisher, (id, wallet)));
        return wallet;
    }

    function _moody(MoodyWallet.Mood mood) private returns (MoodyWallet wallet) {
        wallet = new MoodyWallet();
        wallet.become(mood);
    }

    function _reentering() private returns (ReenteringWallet wallet, Call memory c, Terms memory t) {
        wallet = new ReenteringWallet(address(registry));
        _granted(address(wallet));
        (c, t) = (_call(Kind.Anchor), _termsOf(address(wallet)));
    }

    function _termsOf(address publisher) private view returns (Terms memory t) {
        t = _terms();
        t.publisher = publisher;
    }
}
