// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./support/Fixture.t.sol";
import {vm, assertEq} from "./support/Vm.sol";

contract PublicationRegistryTest is Fixture {
    // --- register ---

    function test_registering_numbers_publications_from_1_and_gives_them_to_the_caller() external {
        vm.prank(STRANGER);
        assertEq(registry.register(TWO), 2, "number");
        assertEq(registry.publications(), 2, "publications");
        I.Publication memory state = registry.publication(2);
        assertEq(state.owner, STRANGER, "owner");
        assertEq(state.pendingOwner, address(0), "pendingOwner");
        assertEq(state.profile, TWO, "profile");
        assertEq(state.entries, 1, "entries");
        assertEq(state.registeredAt, START, "registeredAt");
        assertEq(state.updatedAt, START, "updatedAt");
        assertEq(state.closed, false, "closed");
    }

    function test_registering_folds_the_entry_onto_the_genesis() external {
        bytes32 genesis = registry.genesis(2);
        vm.prank(STRANGER);
        registry.register(TWO);
        bytes memory entry = abi.encodePacked(uint64(1), uint8(1), START, STRANGER, TWO, new bytes(128));
        assertEq(registry.head(2), sha256(abi.encodePacked(genesis, entry)), "head");
    }

    function test_registering_emits_PublicationRegistered() external {
        _expectEvent();
        emit I.PublicationRegistered(2, 1, STRANGER, START, TWO);
        vm.prank(STRANGER);
        registry.register(TWO);
    }

    function test_registering_reverts_when_the_profile_is_zero() external {
        vm.expectRevert(abi.encodeWithSelector(I.DigestZero.selector));
        registry.register(0);
    }

    // --- anchor ---

    function test_anchoring_makes_the_digest_current_as_revision_1() external {
        vm.warp(START + 60);
        vm.prank(PUBLISHER);
        assertEq(registry.anchor(id, "96", TWO), 4, "entry");
        assertEq(registry.current(id, "96"), TWO, "current");
        I.Record memory held = registry.record(id, TWO);
        assertEq(held.entry, 4, "record.entry");
        assertEq(held.time, START + 60, "record.time");
        assertEq(held.revision, 1, "record.revision");
        assertEq(uint8(held.kind), uint8(I.EntryKind.Anchored), "record.kind");
        assertEq(uint8(held.standing), 0, "record.standing");
        assertEq(held.notice, 0, "record.notice");
        assertEq(registry.publication(id).updatedAt, START + 60, "updatedAt");
        assertEq(registry.publication(id).registeredAt, START, "registeredAt");
    }

    function test_anchoring_emits_IssueAnchored() external {
        _expectEvent();
        emit I.IssueAnchored(id, 4, TWO, PUBLISHER, START, "2019-11-26");
        vm.prank(PUBLISHER);
        registry.anchor(id, "2019-11-26", TWO);
    }

    function test_anchoring_reverts_when_the_label_has_an_issue_and_names_it() external {
        _refuses(
            abi.encodeCall(I.anchor, (id, "95", TWO)),
            abi.encodeWithSelector(I.LabelAnchored.selector, id, "95", ONE)
        );
    }

    function test_anchoring_the_same_issue_again_reverts_as_a_label_that_has_one() external {
        _refuses(
            abi.encodeCall(I.anchor, (id, "95", ONE)),
            abi.encodeWithSelector(I.LabelAnchored.selector, id, "95", ONE)
        );
    }

    function test_anchoring_reverts_when_the_digest_is_on_record_under_another_label() external {
        _refuses(
            abi.encodeCall(I.anchor, (id, "96", ONE)),
            abi.encodeWithSelector(I.DigestRecorded.selector, id, ONE, uint64(3))
        );
    }

    function test_anchoring_reverts_when_the_digest_is_zero() external {
        _refuses(abi.encodeCall(I.anchor, (id, "96", 0)), abi.encodeWithSelector(I.DigestZero.selector));
    }

    function test_anchoring_reverts_when_the_label_is_invalid() external {
        _refuses(
            abi.encodeCall(I.anchor, (id, "Issue 95", TWO)),
            abi.encodeWithSelector(I.LabelInvalid.selector, "Issue 95")
        );
    }

    function test_the_same_label_and_digest_can_stand_in_two_publications() external {
        vm.prank(STRANGER);
        uint256 other = registry.register(PROFILE);
        vm.prank(STRANGER);
        registry.anchor(other, "95", ONE);
        assertEq(registry.current(other, "95"), ONE, "current");
    }

    // --- revise ---

    function test_revising_replaces_what_is_current_and_keeps_what_it_superseded_on_record() external {
        vm.prank(PUBLISHER);
        assertEq(registry.revise(id, "95", TWO, ONE, REASON), 4, "entry");
        vm.prank(OWNER);
        registry.revise(id, "95", THREE, TWO, 0);
        assertEq(registry.current(id, "95"), THREE, "current");
        assertEq(registry.record(id, ONE).revision, 1, "first revision");
        assertEq(registry.record(id, TWO).revision, 2, "second revision");
        assertEq(registry.record(id, THREE).revision, 3, "third revision");
        assertEq(uint8(registry.record(id, THREE).kind), uint8(I.EntryKind.Revised), "kind");
        assertEq(registry.record(id, TWO).entry, 4, "entry of the superseded one");
    }

    function test_revising_emits_IssueRevised() external {
        _expectEvent();
        emit I.IssueRevised(id, 4, TWO, PUBLISHER, START, "95", ONE, REASON);
        vm.prank(PUBLISHER);
        registry.revise(id, "95", TWO, ONE, REASON);
    }

    function test_revising_reverts_when_the_label_has_no_issue() external {
        _refuses(
            abi.encodeCall(I.revise, (id, "96", TWO, ONE, 0)),
            abi.encodeWithSelector(I.LabelUnknown.selector, id, "96")
        );
    }

    function test_revising_reverts_when_the_label_has_no_issue_and_none_is_superseded() external {
        _refuses(
            abi.encodeCall(I.revise, (id, "96", TWO, 0, 0)),
            abi.encodeWithSelector(I.LabelUnknown.selector, id, "96")
        );
    }

    function test_revising_reverts_when_another_digest_is_current() external {
        vm.prank(OWNER);
        registry.revise(id, "95", TWO, ONE, 0);
        _refuses(
            abi.encodeCall(I.revise, (id, "95", THREE, ONE, 0)),
            abi.encodeWithSelector(I.SupersedesMismatch.selector, id, "95", TWO, ONE)
        );
    }

    function test_revising_reverts_when_the_digest_is_on_record() external {
        vm.prank(OWNER);
        registry.revise(id, "95", TWO, ONE, 0);
        _refuses(
            abi.encodeCall(I.revise, (id, "95", ONE, TWO, 0)),
            abi.encodeWithSelector(I.DigestRecorded.selector, id, ONE, uint64(3))
        );
    }

    function test_revising_reverts_when_the_digest_is_zero() external {
        _refuses(
            abi.encodeCall(I.revise, (id, "95", 0, ONE, 0)),
            abi.encodeWithSelector(I.DigestZero.selector)
        );
    }

    function test_revising_reverts_when_the_label_is_invalid() external {
        _refuses(
            abi.encodeCall(I.revise, (id, "", TWO, ONE, 0)),
            abi.encodeWithSelector(I.LabelInvalid.selector, "")
        );
    }

    // --- post ---

    function test_posting_sets_the_standing_to_the_latest_notice_and_nothing_else() external {
        vm.warp(START + 60);
        vm.prank(PUBLISHER);
        assertEq(registry.post(id, ONE, I.NoticeKind.Concern, REASON), 4, "entry");
        vm.prank(OWNER);
        registry.post(id, ONE, I.NoticeKind.Retraction, 0);
        I.Record memory held = registry.record(id, ONE);
        assertEq(uint8(held.standing), uint8(I.NoticeKind.Retraction), "standing");
        assertEq(held.notice, 5, "notice");
        assertEq(held.entry, 3, "entry of the record");
        assertEq(held.time, START, "time of the record");
        assertEq(held.revision, 1, "revision");
        assertEq(registry.current(id, "95"), ONE, "current");
    }

    function test_posting_on_a_superseded_digest_leaves_the_current_one_alone() external {
        vm.prank(OWNER);
        registry.revise(id, "95", TWO, ONE, 0);
        vm.prank(OWNER);
        registry.post(id, ONE, I.NoticeKind.Withdrawal, 0);
        assertEq(uint8(registry.record(id, ONE).standing), uint8(I.NoticeKind.Withdrawal), "superseded");
        assertEq(uint8(registry.record(id, TWO).standing), 0, "current");
    }

    function test_posting_emits_NoticePosted() external {
        _expectEvent();
        emit I.NoticePosted(id, 4, ONE, PUBLISHER, START, I.NoticeKind.Correction, REASON);
        vm.prank(PUBLISHER);
        registry.post(id, ONE, I.NoticeKind.Correction, REASON);
    }

    function test_posting_reverts_when_the_digest_is_not_on_record() external {
        _refuses(
            abi.encodeCall(I.post, (id, TWO, I.NoticeKind.Correction, 0)),
            abi.encodeWithSelector(I.DigestUnknown.selector, id, TWO)
        );
    }

    function test_posting_reverts_when_the_kind_is_none() external {
        _refuses(
            abi.encodeCall(I.post, (id, ONE, I.NoticeKind.None, 0)),
            abi.encodeWithSelector(I.NoticeKindNone.selector)
        );
    }

    function test_posting_reverts_without_data_when_the_kind_is_no_kind() external {
        _refuses(abi.encodeWithSelector(I.post.selector, id, ONE, uint8(5), bytes32(0)), "");
    }

    // --- who may publish ---

    function test_a_stranger_can_neither_anchor_nor_revise_nor_post() external {
        bytes memory refusal = abi.encodeWithSelector(I.ActorNotPublisher.selector, id, STRANGER);
        _refuses(STRANGER, abi.encodeCall(I.anchor, (id, "96", TWO)), refusal);
        _refuses(STRANGER, abi.encodeCall(I.revise, (id, "95", TWO, ONE, 0)), refusal);
        _refuses(STRANGER, abi.encodeCall(I.post, (id, ONE, I.NoticeKind.Concern, 0)), refusal);
    }

    function test_a_publisher_can_do_nothing_that_is_the_owners() external {
        bytes memory refusal = abi.encodeWithSelector(I.ActorNotOwner.selector, id, PUBLISHER, OWNER);
        _refuses(PUBLISHER, abi.encodeCall(I.grantPublisher, (id, STRANGER)), refusal);
        _refuses(PUBLISHER, abi.encodeCall(I.revokePublisher, (id, PUBLISHER)), refusal);
        _refuses(PUBLISHER, abi.encodeCall(I.transferOwnership, (id, PUBLISHER)), refusal);
        _refuses(PUBLISHER, abi.encodeCall(I.setProfile, (id, TWO)), refusal);
        _refuses(PUBLISHER, abi.encodeCall(I.close, (id)), refusal);
    }

    function test_a_publisher_of_one_publication_is_a_stranger_to_another() external {
        vm.prank(STRANGER);
        uint256 other = registry.register(PROFILE);
        _refuses(
            PUBLISHER,
            abi.encodeCall(I.anchor, (other, "95", TWO)),
            abi.encodeWithSelector(I.ActorNotPublisher.selector, other, PUBLISHER)
        );
    }

    // --- views ---

    function test_the_views_answer_nothing_for_what_is_not_there() external {
        assertEq(registry.current(id, "none"), 0, "current");
        assertEq(registry.current(99, "95"), 0, "current of no publication");
        assertEq(registry.head(99), 0, "head of no publication");
        assertEq(registry.record(id, TWO).entry, 0, "record");
        assertEq(registry.record(99, ONE).entry, 0, "record of no publication");
        assertEq(registry.isPublisher(99, OWNER), false, "isPublisher of no publication");
        assertEq(registry.isPublisher(99, address(0)), false, "nobody is no publisher of no publication");
        vm.expectRevert(abi.encodeWithSelector(I.PublicationUnknown.selector, uint256(99)));
        registry.publication(99);
    }

    function test_the_version_names_the_rules() external view {
        assertEq(keccak256(bytes(registry.version())), keccak256("colophon/registry/1"), "version");
    }

    function test_ether_is_refused() external {
        (bool ok, ) = address(registry).call{value: 1}("");
        assertEq(ok, false, "plain transfer");
        (ok, ) = address(registry).call{value: 1}(abi.encodeCall(I.register, (PROFILE)));
        assertEq(ok, false, "with a call");
        assertEq(address(registry).balance, 0, "balance");
    }
}
