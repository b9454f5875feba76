// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";
import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";

/// @title A contract wallet that takes the signatures of one key
/// @author The Colophon authors
/// @notice For tests. It passes the digest on to its key as it is, as the simplest wallets do: two of them with one key
/// would take each other's signatures, unless what is signed names the wallet.
contract KeyWallet is IERC1271 {
    address private immutable _key;

    /// @param key The account whose signatures it takes.
    constructor(address key) {
        _key = key;
    }

    /// @inheritdoc IERC1271
    function isValidSignature(
        bytes32 hash,
        bytes calldata signature
    ) external view returns (bytes4 magicValue) {
        (address recovered, ECDSA.RecoverError problem, ) = ECDSA.tryRecoverCalldata(hash, signature);
        bool valid = problem == ECDSA.RecoverError.NoError && recovered == _key;
        return valid ? IERC1271.isValidSignature.selector : bytes4(0);
    }
}
