// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./support/Fixture.t.sol";
import {Tree, Trees} from "./support/MerkleTree.t.sol";
import {vm, assertEq} from "./support/Vm.sol";

/// @dev Rules that hold for each call that changes a publication.
contract EveryCallTest is Fixture {
    using Trees for Tree;

    uint256 private constant CALLS = 12;
    uint256 private constant PUBLISHERS_CALLS = 6;

    function setUp() public override {
        super.setUp();
        _anchorBatch(Trees.numbered(id, "batched", 3).root(), 3);
    }

    function test_every_call_goes_through_for_the_owner_as_things_are() external {
        for (uint256 i = 0; i < CALLS; i++) {
            setUp();
            if (i == 10) _does(abi.encodeCall(I.transferOwnership, (id, OWNER)));
            uint64 entries = registry.publication(id).entries;
            bool two = i == 4 || i == 5;
            assertEq(_does(_call(id, i)), entries + (two ? 2 : 1), "entry");
        }
    }

    function test_every_call_reverts_when_there_is_no_such_publication() external {
        for (uint256 i = 0; i < CALLS; i++) {
            _refuses(_call(99, i), abi.encodeWithSelector(I.PublicationUnknown.selector, uint256(99)));
        }
    }

    function test_every_call_reverts_once_the_publication_is_closed() external {
        _does(abi.encodeCall(I.transferOwnership, (id, OWNER)));
        _does(abi.encodeCall(I.close, (id)));
        for (uint256 i = 0; i < CALLS; i++) {
            _refuses(_call(id, i), abi.encodeWithSelector(I.PublicationIsClosed.selector, id));
        }
        assertEq(registry.current(id, "95"), ONE, "what was recorded can still be read");
    }

    function test_a_stranger_can_make_none_of_the_publishers_calls() external {
        for (uint256 i = 0; i < PUBLISHERS_CALLS; i++) {
            _refuses(
                STRANGER,
                _call(id, i),
                abi.encodeWithSelector(I.ActorNotPublisher.selector, id, STRANGER)
            );
        }
    }

    function test_a_publisher_can_make_all_of_the_publishers_calls() external {
        for (uint256 i = 0; i < PUBLISHERS_CALLS; i++) {
            setUp();
            _does(PUBLISHER, _call(id, i));
        }
    }

    function test_neither_a_publisher_nor_a_stranger_can_make_the_owners_calls() external {
        address[2] memory others = [PUBLISHER, STRANGER];
        for (uint256 i = PUBLISHERS_CALLS; i < CALLS; i++) {
            for (uint256 j = 0; j < 2; j++) {
                bytes memory refusal = abi.encodeWithSelector(I.ActorNotOwner.selector, id, others[j], OWNER);
                if (i == 10)
                    refusal = abi.encodeWithSelector(
                        I.ActorNotPendingOwner.selector,
                        id,
                        others[j],
                        address(0)
                    );
                _refuses(others[j], _call(id, i), refusal);
            }
        }
    }

    function test_former_owners_pending_owners_and_revoked_publishers_can_make_no_call() external {
        (address owner, address pending) = (address(0x0E3), address(0x9E4D));
        _does(abi.encodeCall(I.transferOwnership, (id, owner)));
        _does(owner, abi.encodeCall(I.acceptOwnership, (id)));
        _does(owner, abi.encodeCall(I.transferOwnership, (id, pending)));
        _does(owner, abi.encodeCall(I.revokePublisher, (id, PUBLISHER)));
        address[4] memory actors = [OWNER, pending, PUBLISHER, address(0)];
        for (uint256 j = 0; j < actors.length; j++) {
            address actor = actors[j];
            for (uint256 i = 0; i < CALLS; i++) {
                bytes memory refusal = abi.encodeWithSelector(I.ActorNotPublisher.selector, id, actor);
                if (i >= PUBLISHERS_CALLS)
                    refusal = abi.encodeWithSelector(I.ActorNotOwner.selector, id, actor, owner);
                if (i == 10)
                    refusal = abi.encodeWithSelector(I.ActorNotPendingOwner.selector, id, actor, pending);
                if (i != 10 || actor != pending) _refuses(actor, _call(id, i), refusal);
            }
        }
        _does(pending, abi.encodeCall(I.acceptOwnership, (id)));
    }

    function test_no_call_costs_more_after_a_long_history() external {
        uint256[4] memory early = _costs("early");
        for (uint256 i = 0; i < 300; i++) _does(abi.encodeCall(I.setProfile, (id, bytes32(i + 1))));
        uint256[4] memory late = _costs("later");
        for (uint256 i = 0; i < 4; i++) assertEq(late[i] <= early[i], true, "cost");
    }

    /// @dev Gas of two issues, a batch and a notice on an issue of one, with labels and digests of their own.
    function _costs(string memory name) private returns (uint256[4] memory gas) {
        Tree memory tree = Trees.numbered(id, name, 3);
        bytes[4] memory calls = [
            abi.encodeCall(I.anchor, (id, string.concat(name, "-a"), keccak256(bytes(name)))),
            abi.encodeCall(I.anchor, (id, string.concat(name, "-b"), sha256(bytes(name)))),
            abi.encodeCall(I.anchorBatch, (id, tree.root(), 3, LIST)),
            abi.encodeCall(I.postBatched, (id, tree.issue(0), I.NoticeKind.Concern, 0))
        ];
        for (uint256 i = 0; i < 4; i++) {
            vm.prank(OWNER);
            uint256 before = gasleft();
            (bool ok, ) = address(registry).call(calls[i]);
            gas[i] = before - gasleft();
            assertEq(ok, true, "refused");
        }
    }

    function test_no_call_writes_the_slots_of_another_publication() external {
        for (uint256 i = 0; i < CALLS; i++) {
            setUp();
            if (i == 10) _does(abi.encodeCall(I.transferOwnership, (id, OWNER)));
            vm.prank(STRANGER);
            uint256 other = registry.register(PROFILE);
            vm.record();
            _does(_call(id, i));
            (, bytes32[] memory writes) = vm.accesses(address(registry));
            assertEq(writes.length > 1, true, "writes were seen");
            for (uint256 j = 0; j < writes.length; j++) {
                assertEq(writes[j] == 0, false, "the number of publications was written");
                assertEq(_belongsTo(other, writes[j]), false, "another publication was written");
            }
        }
    }

    /// @dev Whether a slot is one of the fixed ones of a publication.
    function _belongsTo(uint256 publicationId, bytes32 slot) private pure returns (bool) {
        uint256 place = uint256(keccak256(abi.encode(publicationId, 1)));
        return uint256(slot) >= place && uint256(slot) < place + 10;
    }

    /// @dev The i-th call, right for the owner as things are (the 10th: once the publication is on offer to the owner).
    function _call(uint256 to, uint256 i) private view returns (bytes memory call) {
        I.BatchedIssue memory batched = Trees.numbered(id, "batched", 3).issue(1);
        if (i == 0) return abi.encodeCall(I.anchor, (to, "96", TWO));
        if (i == 1) return abi.encodeCall(I.revise, (to, "95", TWO, ONE, 0));
        if (i == 2) return abi.encodeCall(I.post, (to, ONE, I.NoticeKind.Retraction, 0));
        if (i == 3) return abi.encodeCall(I.anchorBatch, (to, THREE, 1, LIST));
        if (i == 4) return abi.encodeCall(I.reviseBatched, (to, batched, TWO, 0));
        if (i == 5) return abi.encodeCall(I.postBatched, (to, batched, I.NoticeKind.Concern, 0));
        if (i == 6) return abi.encodeCall(I.grantPublisher, (to, STRANGER));
        if (i == 7) return abi.encodeCall(I.revokePublisher, (to, PUBLISHER));
        if (i == 8) return abi.encodeCall(I.transferOwnership, (to, STRANGER));
        if (i == 9) return abi.encodeCall(I.setProfile, (to, TWO));
        if (i == 10) return abi.encodeCall(I.acceptOwnership, (to));
        return abi.encodeCall(I.close, (to));
    }
}
