// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @title A contract wallet that answers as it was last told, whatever it is asked
/// @author The Colophon authors
/// @notice For tests: it changes its mind, and most of its answers are none that ERC-1271 allows.
contract MoodyWallet {
    /// @notice What it answers.
    enum Mood {
        Accepts,
        AcceptsAtLength,
        Refuses,
        SaysTrue,
        SaysNothing,
        SaysTheMagicValueIn4Bytes,
        SaysTheMagicValueIn31Bytes,
        SaysTheMagicValueRightAligned,
        SaysTheMagicValueWithMoreInItsWord,
        SaysTooMuch,
        Reverts,
        RevertsWithTheMagicValue,
        BurnsAllGas,
        Loops
    }

    Mood private _mood;

    /// @notice Tells it what to answer from now on.
    /// @param mood The answer.
    function become(Mood mood) external {
        _mood = mood;
    }

    /// @notice Answers.
    fallback() external {
        Mood mood = _mood;
        bytes32 magic = IERC1271.isValidSignature.selector;
        if (mood == Mood.Refuses) _answer(bytes4(0xffffffff), 32);
        if (mood == Mood.SaysTrue) _answer(bytes32(uint256(1)), 32);
        if (mood == Mood.SaysNothing) _answer(magic, 0);
        if (mood == Mood.SaysTheMagicValueIn4Bytes) _answer(magic, 4);
        if (mood == Mood.SaysTheMagicValueIn31Bytes) _answer(magic, 31);
        if (mood == Mood.SaysTheMagicValueRightAligned) _answer(magic >> 224, 32);
        if (mood == Mood.SaysTheMagicValueWithMoreInItsWord) _answer(magic | bytes32(uint256(1)), 32);
        if (mood == Mood.AcceptsAtLength) _answer(magic, 4096);
        if (mood == Mood.SaysTooMuch) _answer(0, 1_000_000);
        if (mood == Mood.Reverts) revert("moody");
        if (mood == Mood.RevertsWithTheMagicValue) {
            assembly ("memory-safe") {
                mstore(0, magic)
                revert(0, 32)
            }
        }
        if (mood == Mood.BurnsAllGas) {
            assembly ("memory-safe") {
                invalid()
            }
        }
        while (mood == Mood.Loops) {}
        _answer(magic, 32);
    }

    /// @dev Ends the call with a word and zeros after it, cut to a length.
    function _answer(bytes32 word, uint256 length) private pure {
        assembly {
            // Memory after the word is not used: nothing runs after this.
            mstore(0, word)
            mstore(32, 0)
            calldatacopy(64, calldatasize(), length)
            return(0, length)
        }
    }
}
