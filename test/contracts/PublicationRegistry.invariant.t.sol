// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../contracts/IPublicationRegistry.sol";
import {PublicationRegistry} from "../../contracts/PublicationRegistry.sol";
import {DisplacingRegistry} from "../../contracts/mocks/DisplacingRegistry.sol";
import {LossyRegistry} from "../../contracts/mocks/LossyRegistry.sol";
import {ReplayableRegistry} from "../../contracts/mocks/ReplayableRegistry.sol";
import {RegistryHandler} from "./support/RegistryHandler.t.sol";
import {RegistryModel} from "./support/RegistryModel.t.sol";
import {vm, assertEq, assertSame} from "./support/Vm.sol";

/// @dev One campaign checks everything after every call; docs/spec/registry.md says which line holds which promise.
/// With COLOPHON_CANARY=<name of a mock> it runs on a registry with a seeded fault, and must fail.
contract PublicationRegistryInvariantTest {
    I private registry;
    RegistryHandler private handler;
    RegistryModel private model;

    function setUp() external {
        registry = _registry(vm.envOr("COLOPHON_CANARY", ""));
        handler = new RegistryHandler(registry);
        model = handler.model();
        handler.register(0, 0);
        handler.register(1, 1);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_the_registry_is_what_the_calls_made_of_it() external view {
        assertSame(bytes(handler.surprise()), "", handler.surprise());
        uint256 publications = model.publications();
        assertEq(registry.publications(), publications, "publications");
        I.Publication[] memory states = registry.publicationsFrom(1, type(uint256).max);
        assertEq(states.length, publications, "publicationsFrom");
        for (uint256 id = 1; id <= publications; id++) {
            _publicationAgrees(id, states[id - 1]);
            _labelsAndRecordsAgree(id);
            _batchesAgree(id);
            _publishersAgree(id);
        }
        assertEq(address(registry).balance, 0, "balance");
    }

    function _publicationAgrees(uint256 id, I.Publication memory got) private view {
        I.Publication memory expected = model.publication(id);
        assertEq(got.head, expected.head, "head");
        assertEq(registry.head(id), expected.head, "head alone");
        assertEq(got.owner == address(0), false, "owner is nobody");
        assertEq(got.updatedAt >= got.registeredAt, true, "time goes on");
        assertSame(abi.encode(got), abi.encode(expected), "publication");
    }

    function _labelsAndRecordsAgree(uint256 id) private view {
        string[] memory labels = handler.labels();
        bytes32[] memory currents = registry.currents(id, labels);
        assertSame(abi.encode(currents), abi.encode(model.currents(id, labels)), "current");
        for (uint256 i = 0; i < labels.length; i++) {
            if (currents[i] == 0) continue;
            assertEq(registry.record(id, currents[i]).entry != 0, true, "what is current is on record");
        }
        bytes32[] memory digests = handler.digests();
        I.Record[] memory records = registry.records(id, digests);
        assertSame(abi.encode(records), abi.encode(model.records(id, digests)), "record");
    }

    function _batchesAgree(uint256 id) private view {
        (I.BatchList[] memory lists, uint256 next) = registry.batchLists(id, 0, type(uint256).max);
        assertSame(abi.encode(lists), abi.encode(model.batchLists(id)), "batchLists");
        assertEq(next, 0, "batchLists goes on");
        for (uint256 k = 0; k < handler.TREES(); k++) {
            // Trees of this publication and of the next one, whose roots may be anchored here too.
            _batchAgrees(id, handler.batched(id, k));
            _batchAgrees(id, handler.batched(id + 1, k));
        }
    }

    function _batchAgrees(uint256 id, I.BatchedIssue[] memory issues) private view {
        I.Batch memory held = registry.batch(id, issues[0].root);
        assertSame(abi.encode(held), abi.encode(model.batch(id, issues[0].root)), "batch");
        // All that a batch that is not anchored holds is nothing: one of its issues stands for the others.
        uint256 asked = held.entry == 0 ? 1 : issues.length;
        for (uint256 i = 0; i < asked; i++) {
            (I.Record memory got, bytes32 standing) = registry.verifyBatched(id, issues[i]);
            (I.Record memory expected, bytes32 stands) = model.verifyBatched(id, issues[i]);
            assertSame(abi.encode(got), abi.encode(expected), "verifyBatched");
            assertEq(standing, stands, "what stands");
        }
    }

    function _publishersAgree(uint256 id) private view {
        address[] memory granted = registry.publishers(id, 0, type(uint256).max);
        assertEq(granted.length, model.publisherCount(id), "publishers");
        assertEq(registry.publisherCount(id), granted.length, "publisherCount");
        for (uint256 i = 0; i < handler.ACTORS(); i++) {
            address account = handler.actor(i);
            assertEq(registry.isPublisher(id, account), model.isPublisher(id, account), "isPublisher");
            uint256 times;
            for (uint256 j = 0; j < granted.length; j++) if (granted[j] == account) times++;
            assertEq(times, model.isGranted(id, account) ? 1 : 0, "times among the publishers");
        }
    }

    function _registry(string memory canary) private returns (I) {
        PublicationRegistry rules = new PublicationRegistry();
        bytes32 name = keccak256(bytes(canary));
        if (name == keccak256("LossyRegistry")) return I(address(new LossyRegistry(address(rules))));
        if (name == keccak256("DisplacingRegistry"))
            return I(address(new DisplacingRegistry(address(rules))));
        if (name == keccak256("ReplayableRegistry"))
            return I(address(new ReplayableRegistry(address(rules))));
        // A canary that is misspelt must not pass for one that was tried.
        assertSame(bytes(canary), "", "no such canary");
        return rules;
    }
}
