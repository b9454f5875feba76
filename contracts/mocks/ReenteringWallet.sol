// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title A contract wallet that makes a call of its own before it accepts a signature
/// @author The Colophon authors
/// @notice For tests. It is asked by `staticcall`, so that its call can change nothing. It accepts only if the call was
/// made and came back as expected, so that whoever sees it accept knows that it tried.
contract ReenteringWallet is IERC1271 {
    address private immutable _registry;
    bytes private _call;
    bool private _goes;

    /// @param registry Whom it calls.
    constructor(address registry) {
        _registry = registry;
    }

    /// @notice Tells it what to do.
    /// @param call The call that it makes.
    /// @param goes Whether it expects the call to go through.
    function prepare(bytes calldata call, bool goes) external {
        _call = call;
        _goes = goes;
    }

    /// @notice Makes the call by itself, outside of any signature.
    /// @return ok Whether it went through.
    function attempt() public returns (bool ok) {
        (ok, ) = _registry.call(_call);
    }

    /// @inheritdoc IERC1271
    function isValidSignature(bytes32, bytes calldata) external view returns (bytes4 magicValue) {
        // Under a staticcall, a call is one too. A view function cannot say `call`: this one is made through itself.
        (bool made, bytes memory result) = address(this).staticcall(abi.encodeCall(this.attempt, ()));
        bool ok = made && abi.decode(result, (bool));
        return ok == _goes ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
