// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @dev The few test instructions that these tests use; the runner answers them at a fixed address.
interface Vm {
    function prank(address sender) external;
    function warp(uint256 time) external;
    function chainId(uint256 chainId_) external;
    function etch(address target, bytes calldata code) external;
    function assume(bool condition) external pure;
    function expectRevert(bytes calldata data) external;
    function expectRevert() external;
    function expectEmit(address emitter) external;
    function store(address target, bytes32 slot, bytes32 value) external;
    function load(address target, bytes32 slot) external view returns (bytes32 value);
    function record() external;
    function accesses(address target) external returns (bytes32[] memory reads, bytes32[] memory writes);
    function addr(uint256 key) external pure returns (address account);
    function sign(uint256 key, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function envOr(string calldata name, string calldata fallbackValue) external view returns (string memory);
}

Vm constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

function assertEq(uint256 got, uint256 expected, string memory what) pure {
    if (got != expected) revert Differs(what, bytes32(expected), bytes32(got));
}

function assertEq(bytes32 got, bytes32 expected, string memory what) pure {
    if (got != expected) revert Differs(what, expected, got);
}

function assertEq(address got, address expected, string memory what) pure {
    assertEq(uint160(got), uint160(expected), what);
}

function assertEq(bool got, bool expected, string memory what) pure {
    assertEq(got ? 1 : 0, expected ? 1 : 0, what);
}

/// @dev Equal as bytes, whatever they encode.
function assertSame(bytes memory got, bytes memory expected, string memory what) pure {
    if (keccak256(got) != keccak256(expected)) revert BytesDiffer(what, expected, got);
}

error Differs(string what, bytes32 expected, bytes32 got);
error BytesDiffer(string what, bytes expected, bytes got);
