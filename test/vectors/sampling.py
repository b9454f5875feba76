"""Draws the sample of an audit by docs/spec/sampling.md, with the standard library alone.

Reads JSON on stdin, {"seed": "0x...", "blocks": ["b...", ...], "size": 3}, and prints the CIDs drawn, one a line.
"""
import base64
import hashlib
import json
import sys


def ticket(seed, cid):
    # A CID in base32: "b", then lower-case base32 without padding.
    body = cid[1:].upper()
    binary = base64.b32decode(body + "=" * (-len(body) % 8))
    return hashlib.sha256(b"colophon/sample/1\0" + bytes.fromhex(seed[2:]) + binary).digest()


def draw(seed, blocks, size):
    return sorted(set(blocks), key=lambda cid: ticket(seed, cid))[:size]


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    print("\n".join(draw(asked["seed"], asked["blocks"], asked["size"])))
