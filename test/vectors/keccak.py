"""Keccak-256 as the EVM has it, from the Keccak reference's definition, for generators of vectors. Slow and plain.

SHA3-256 is the same permutation with another padding byte: every run holds it against Python's hashlib, and against
two published hashes (the empty string, and `Transfer(address,address,uint256)`, topic 0 of ERC-20's event).
"""

import hashlib

RATE, LANES, MASK = 136, 25, 2**64 - 1


def rotate(lane, by):
    by %= 64
    return ((lane << by) | (lane >> (64 - by))) & MASK


def constants():
    """The 24 round constants, from the linear feedback shift register of the definition."""
    register, found = 1, []
    for _ in range(24):
        constant = 0
        for j in range(7):
            if register & 1:
                constant |= 1 << (2**j - 1)
            register = (register << 1) ^ (0x171 if register & 0x80 else 0)
        found.append(constant)
    return found


def offsets():
    """How far the lane at (x, y) is rotated."""
    found, x, y = {(0, 0): 0}, 1, 0
    for t in range(24):
        found[x, y] = (t + 1) * (t + 2) // 2
        x, y = y, (2 * x + 3 * y) % 5
    return found


CONSTANTS, OFFSETS = constants(), offsets()


def permute(a):
    for constant in CONSTANTS:
        c = [a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20] for x in range(5)]
        d = [c[(x + 4) % 5] ^ rotate(c[(x + 1) % 5], 1) for x in range(5)]
        b = [0] * LANES
        for (x, y), by in OFFSETS.items():
            b[y + 5 * ((2 * x + 3 * y) % 5)] = rotate(a[x + 5 * y] ^ d[x], by)
        a = [b[i] ^ (~b[i // 5 * 5 + (i + 1) % 5] & b[i // 5 * 5 + (i + 2) % 5] & MASK) for i in range(LANES)]
        a[0] ^= constant
    return a


def sponge(data, padding):
    padded = bytearray(data + bytes([padding]))
    padded += bytes(-len(padded) % RATE)
    padded[-1] |= 0x80
    state = [0] * LANES
    for at in range(0, len(padded), RATE):
        for lane in range(RATE // 8):
            state[lane] ^= int.from_bytes(padded[at + 8 * lane : at + 8 * lane + 8], "little")
        state = permute(state)
    return b"".join(lane.to_bytes(8, "little") for lane in state[:4])


def keccak256(data):
    return sponge(data, 0x01)


for length in (0, 1, 32, 64, 135, 136, 137, 160, 192, 300):
    sample = bytes(i % 251 for i in range(length))
    assert sponge(sample, 0x06) == hashlib.sha3_256(sample).digest()
assert keccak256(b"").hex() == "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"
assert (
    keccak256(b"Transfer(address,address,uint256)").hex()
    == "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef"
)
