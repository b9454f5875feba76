// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {PublicationRegistry} from "../../contracts/PublicationRegistry.sol";
import {LossyRegistry} from "../../contracts/mocks/LossyRegistry.sol";
import {RegistryHandler} from "./support/RegistryHandler.t.sol";
import {vm, assertEq} from "./support/Vm.sol";

/// @dev One campaign checks everything after every call; docs/spec/registry.md says which line holds which promise.
/// With COLOPHON_CANARY=true it runs on a registry with a seeded fault, and must fail.
contract PublicationRegistryInvariantTest {
    I private registry;
    RegistryHandler private handler;

    function setUp() external {
        PublicationRegistry rules = new PublicationRegistry();
        registry = rules;
        if (vm.envOr("COLOPHON_CANARY", false)) registry = I(address(new LossyRegistry(address(rules))));
        handler = new RegistryHandler(registry);
        handler.register(0, 0);
        handler.register(1, 1);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_the_registry_is_what_the_calls_made_of_it() external view {
        assertEq(keccak256(bytes(handler.surprise())), keccak256(""), handler.surprise());
        assertEq(registry.publications(), handler.publications(), "publications");
        for (uint256 id = 1; id <= handler.publications(); id++) {
            _publicationAgrees(id);
            _labelsAgree(id);
            _recordsAgree(id);
            _publishersAgree(id);
        }
        assertEq(address(registry).balance, 0, "balance");
    }

    function _publicationAgrees(uint256 id) private view {
        I.Publication memory got = registry.publication(id);
        I.Publication memory expected = handler.publication(id);
        assertEq(got.head, expected.head, "head");
        assertEq(registry.head(id), expected.head, "head alone");
        assertEq(got.entries, expected.entries, "entries");
        assertEq(got.owner, expected.owner, "owner");
        assertEq(got.owner == address(0), false, "owner is nobody");
        assertEq(got.pendingOwner, expected.pendingOwner, "pendingOwner");
        assertEq(got.registeredAt, expected.registeredAt, "registeredAt");
        assertEq(got.updatedAt, expected.updatedAt, "updatedAt");
        assertEq(got.updatedAt >= got.registeredAt, true, "time goes on");
        assertEq(got.closed, expected.closed, "closed");
        assertEq(got.profile, expected.profile, "profile");
    }

    function _labelsAgree(uint256 id) private view {
        for (uint256 i = 0; i < handler.LABELS(); i++) {
            string memory label = handler.label(i);
            bytes32 digest = registry.current(id, label);
            assertEq(digest, handler.current(id, label), "current");
            if (digest != 0)
                assertEq(registry.record(id, digest).entry != 0, true, "what is current is on record");
        }
    }

    function _recordsAgree(uint256 id) private view {
        for (uint256 i = 0; i < handler.DIGESTS(); i++) {
            bytes32 digest = handler.digest(i);
            assertEq(
                keccak256(abi.encode(registry.record(id, digest))),
                keccak256(abi.encode(handler.record(id, digest))),
                "record"
            );
        }
    }

    function _publishersAgree(uint256 id) private view {
        for (uint256 i = 0; i < handler.ACTORS(); i++) {
            address account = handler.actor(i);
            assertEq(registry.isPublisher(id, account), handler.isPublisher(id, account), "isPublisher");
        }
    }
}
