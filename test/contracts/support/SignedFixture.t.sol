// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IPublicationRegistry as I} from "../../../contracts/IPublicationRegistry.sol";
import {Fixture} from "./Fixture.t.sol";
import {Tree, Trees} from "./MerkleTree.t.sol";
import {Call, Kind, SignedCalls, Terms} from "./SignedCalls.t.sol";

/// @dev The publication of `Fixture` with a batch of 5 issues (entry 4), and the six signed calls, each right as
/// things are.
abstract contract SignedFixture is Fixture {
    using SignedCalls for Call;
    using Trees for Tree;

    uint256 internal constant KINDS = 6;
    uint256 internal constant ROOM = 1 hours;

    function setUp() public virtual override {
        super.setUp();
        _anchorBatch(_tree().root(), 5);
    }

    function _tree() internal view returns (Tree memory tree) {
        return Trees.numbered(id, "batched", 5);
    }

    function _call(Kind kind) internal view returns (Call memory c) {
        c.kind = kind;
        c.issue = I.BatchedIssue("new root", "95", ONE, new bytes32[](0));
        if (kind == Kind.Anchor) c.issue.label = "96";
        if (kind == Kind.ReviseBatched || kind == Kind.PostBatched) c.issue = _tree().issue(1);
        c.digest = TWO;
        c.reason = REASON;
        c.notice = I.NoticeKind.Retraction;
        c.count = 7;
    }

    /// @dev How many entries a call adds.
    function _adds(Kind kind) internal pure returns (uint64 entries) {
        return kind == Kind.ReviseBatched || kind == Kind.PostBatched ? 2 : 1;
    }

    function _terms() internal view returns (Terms memory t) {
        return Terms(PUBLISHER, id, registry.head(id), block.timestamp + ROOM);
    }

    function _digest(Call memory c, Terms memory t) internal view returns (bytes32 digest) {
        return c.digestOf(t, address(registry), block.chainid);
    }

    /// @dev What the publisher's key gives for a call on these terms.
    function _by(Call memory c, Terms memory t) internal view returns (I.Authorization memory by) {
        return _by(t, SignedCalls.sign(PUBLISHER_KEY, _digest(c, t)));
    }

    function _by(Terms memory t, bytes memory signature) internal pure returns (I.Authorization memory by) {
        return I.Authorization(t.publisher, t.head, t.deadline, signature);
    }

    /// @dev The whole call, signed as things are now.
    function _signed(Call memory c) internal view returns (bytes memory data) {
        return c.signed(id, _by(c, _terms()));
    }

    function _stale(uint256 publicationId, bytes32 got) internal view returns (bytes memory refusal) {
        return abi.encodeWithSelector(I.HeadStale.selector, publicationId, registry.head(publicationId), got);
    }

    /// @dev The refusal of a signature on a call with these terms.
    function _invalid(Call memory c, Terms memory t) internal view returns (bytes memory refusal) {
        return abi.encodeWithSelector(I.SignatureInvalid.selector, t.publisher, _digest(c, t));
    }
}
