// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./support/Fixture.t.sol";
import {vm, assertEq} from "./support/Vm.sol";

contract OwnershipTest is Fixture {
    // --- grants ---

    function test_a_grant_lets_an_address_publish_and_a_revocation_takes_it_back() external {
        assertEq(registry.isPublisher(id, OWNER), true, "owner");
        assertEq(registry.isPublisher(id, STRANGER), false, "before");
        vm.prank(OWNER);
        assertEq(registry.grantPublisher(id, STRANGER), 4, "entry");
        assertEq(registry.isPublisher(id, STRANGER), true, "granted");
        vm.prank(OWNER);
        assertEq(registry.revokePublisher(id, STRANGER), 5, "entry");
        assertEq(registry.isPublisher(id, STRANGER), false, "revoked");
        assertEq(registry.isPublisher(id, PUBLISHER), true, "the other publisher");
    }

    function test_granting_emits_PublisherGranted() external {
        _expectEvent();
        emit I.PublisherGranted(id, 4, STRANGER, OWNER, START);
        vm.prank(OWNER);
        registry.grantPublisher(id, STRANGER);
    }

    function test_revoking_emits_PublisherRevoked() external {
        _expectEvent();
        emit I.PublisherRevoked(id, 4, PUBLISHER, OWNER, START);
        vm.prank(OWNER);
        registry.revokePublisher(id, PUBLISHER);
    }

    function test_granting_reverts_when_the_address_is_granted_already() external {
        _refuses(
            abi.encodeCall(I.grantPublisher, (id, PUBLISHER)),
            abi.encodeWithSelector(I.PublisherAlreadyGranted.selector, id, PUBLISHER)
        );
    }

    function test_granting_reverts_when_the_address_is_zero() external {
        _refuses(
            abi.encodeCall(I.grantPublisher, (id, address(0))),
            abi.encodeWithSelector(I.AddressZero.selector)
        );
    }

    function test_revoking_reverts_when_the_address_is_not_granted() external {
        bytes memory call = abi.encodeCall(I.revokePublisher, (id, OWNER));
        _refuses(call, abi.encodeWithSelector(I.PublisherNotGranted.selector, id, OWNER));
    }

    // --- transfer ---

    function test_a_transfer_takes_effect_when_it_is_accepted() external {
        vm.prank(OWNER);
        assertEq(registry.transferOwnership(id, STRANGER), 4, "entry");
        assertEq(registry.publication(id).owner, OWNER, "owner before");
        assertEq(registry.publication(id).pendingOwner, STRANGER, "pendingOwner before");
        assertEq(registry.isPublisher(id, STRANGER), false, "not yet");
        vm.prank(STRANGER);
        assertEq(registry.acceptOwnership(id), 5, "entry");
        assertEq(registry.publication(id).owner, STRANGER, "owner after");
        assertEq(registry.publication(id).pendingOwner, address(0), "pendingOwner after");
        assertEq(registry.publication(id).registeredAt, START, "registeredAt");
        assertEq(registry.isPublisher(id, OWNER), false, "the previous owner");
        assertEq(registry.isPublisher(id, PUBLISHER), true, "grants stay");
    }

    function test_offering_emits_TransferStarted() external {
        _expectEvent();
        emit I.TransferStarted(id, 4, STRANGER, OWNER, START);
        vm.prank(OWNER);
        registry.transferOwnership(id, STRANGER);
    }

    function test_accepting_emits_Transferred() external {
        vm.prank(OWNER);
        registry.transferOwnership(id, STRANGER);
        _expectEvent();
        emit I.Transferred(id, 5, OWNER, STRANGER, START);
        vm.prank(STRANGER);
        registry.acceptOwnership(id);
    }

    function test_a_later_offer_replaces_the_earlier_one() external {
        vm.prank(OWNER);
        registry.transferOwnership(id, STRANGER);
        vm.prank(OWNER);
        registry.transferOwnership(id, PUBLISHER);
        _refuses(
            STRANGER,
            abi.encodeCall(I.acceptOwnership, (id)),
            abi.encodeWithSelector(I.ActorNotPendingOwner.selector, id, STRANGER, PUBLISHER)
        );
    }

    function test_an_offer_to_nobody_withdraws_the_earlier_one() external {
        vm.prank(OWNER);
        registry.transferOwnership(id, STRANGER);
        vm.prank(OWNER);
        registry.transferOwnership(id, address(0));
        _refuses(
            STRANGER,
            abi.encodeCall(I.acceptOwnership, (id)),
            abi.encodeWithSelector(I.ActorNotPendingOwner.selector, id, STRANGER, address(0))
        );
    }

    function test_the_owner_cannot_accept_for_the_one_it_offered_to() external {
        vm.prank(OWNER);
        registry.transferOwnership(id, STRANGER);
        _refuses(
            abi.encodeCall(I.acceptOwnership, (id)),
            abi.encodeWithSelector(I.ActorNotPendingOwner.selector, id, OWNER, STRANGER)
        );
    }

    function test_the_zero_address_cannot_accept_what_is_not_on_offer_and_be_nobody() external {
        // No transaction comes from the zero address, but a call that only simulates one can.
        vm.prank(address(0));
        (bool ok, ) = address(registry).call(abi.encodeCall(I.acceptOwnership, (id)));
        assertEq(ok, false, "accepted");
    }

    // --- profile ---

    function test_setting_the_profile_replaces_it() external {
        vm.prank(OWNER);
        assertEq(registry.setProfile(id, TWO), 4, "entry");
        assertEq(registry.publication(id).profile, TWO, "profile");
    }

    function test_setting_the_profile_emits_ProfileSet() external {
        _expectEvent();
        emit I.ProfileSet(id, 4, TWO, OWNER, START);
        vm.prank(OWNER);
        registry.setProfile(id, TWO);
    }

    function test_setting_the_profile_reverts_when_it_is_zero() external {
        _refuses(abi.encodeCall(I.setProfile, (id, 0)), abi.encodeWithSelector(I.DigestZero.selector));
    }

    function test_setting_the_profile_reverts_when_it_is_the_one_that_is_set() external {
        _refuses(
            abi.encodeCall(I.setProfile, (id, PROFILE)),
            abi.encodeWithSelector(I.ProfileUnchanged.selector, id, PROFILE)
        );
    }

    // --- close ---

    function test_closing_is_the_last_entry() external {
        vm.prank(OWNER);
        assertEq(registry.close(id), 4, "entry");
        assertEq(registry.publication(id).closed, true, "closed");
        assertEq(registry.publication(id).entries, 4, "entries");
        assertEq(registry.publication(id).owner, OWNER, "owner");
    }

    function test_closing_emits_PublicationClosed() external {
        _expectEvent();
        emit I.PublicationClosed(id, 4, OWNER, START);
        vm.prank(OWNER);
        registry.close(id);
    }
}
