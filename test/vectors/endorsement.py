"""Writes endorsement.json: endorsements with their EIP-712 hashes and signatures, and a proof of a fork.

The hashes are made here, from EIP-712, docs/spec/endorsement.md and docs/spec/history.md alone; the signatures are those
of `cast` (Foundry), which hashes the typed data once more by itself. Run in this folder, with cast on the path:
python3 endorsement.py > endorsement.json
"""

import base64
import hashlib
import json
import subprocess

from keccak import keccak256

CHAIN, REGISTRY = 31337, "0x5fbdb2315678afecb367f032d93f642f64180aa3"
# The first two accounts of every development chain: published keys.
KEYS = [
    (
        "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80",
        "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
    ),
    (
        "0x59c6995e998f97a5a0044966f0945389dc9e86dae88c7a8412f4603b6b78690d",
        "0x70997970c51812dc3a010c7d01b50e0d17dc79c8",
    ),
]
DOMAIN_TYPE = [("string", "name"), ("string", "version"), ("uint256", "chainId"), ("address", "verifyingContract")]
TYPE = [
    ("address", "endorser"),
    ("uint256", "publicationId"),
    ("uint256", "entries"),
    ("bytes32", "head"),
    ("uint256", "blockNumber"),
    ("bytes32", "blockHash"),
    ("uint256", "seen"),
    ("string", "holds"),
]
DOMAIN = {"name": "Colophon Endorsement", "version": "1", "chainId": CHAIN, "verifyingContract": REGISTRY}


def word(kind, value):
    """One word, as EIP-712 encodes a member."""
    if kind == "string":
        return keccak256(value.encode("utf-8"))
    if kind == "uint256":
        return int(value).to_bytes(32, "big")
    return bytes.fromhex(value[2:].rjust(64, "0"))


def encode_type(name, fields):
    return f"{name}({','.join(f'{kind} {field}' for kind, field in fields)})"


def hash_struct(name, fields, values):
    head = keccak256(encode_type(name, fields).encode("ascii"))
    return keccak256(head + b"".join(word(kind, values[field]) for kind, field in fields))


def entry(number, kind, time, rest=b""):
    """197 bytes: number, kind, time, actor and five words (docs/spec/history.md)."""
    actor = bytes.fromhex(KEYS[0][1][2:])
    return number.to_bytes(8, "big") + bytes([kind]) + time.to_bytes(8, "big") + actor + rest.ljust(160, b"\0")


def label(text):
    return text.encode("ascii").ljust(64, b"\0")


def fold(head, entries):
    for one in entries:
        head = hashlib.sha256(head + one).digest()
    return head


GENESIS = hashlib.sha256(
    b"colophon/history/1" + CHAIN.to_bytes(32, "big") + bytes.fromhex(REGISTRY[2:]) + (3).to_bytes(32, "big")
).digest()


def digest(text):
    return hashlib.sha256(text.encode("ascii")).digest()


HISTORY = [
    entry(1, 1, 1700000000, digest("profile")),
    entry(2, 2, 1700000100, label("95") + digest("issue 95")),
    entry(3, 2, 1700000200, label("96") + digest("issue 96")),
    entry(4, 2, 1700000300, label("97") + digest("issue 97")),
]
# The same, but for the second issue.
OTHER = [*HISTORY[:1], entry(2, 2, 1700000100, label("95") + digest("another issue 95")), *HISTORY[2:]]


def cast(*arguments):
    return subprocess.run(["cast", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def endorsement(title, history, entries, holds="full", by=0, seen=1700000400):
    key, endorser = KEYS[by]
    head = fold(GENESIS, history[:entries])
    block = {"number": 40 + entries, "hash": "0x" + digest(f"block {entries}").hex()}
    values = {
        "endorser": endorser,
        "publicationId": "3",
        "entries": str(entries),
        "head": "0x" + head.hex(),
        "blockNumber": str(block["number"]),
        "blockHash": block["hash"],
        "seen": str(seen),
        "holds": holds,
    }
    typed = {
        "domain": DOMAIN,
        "types": {
            "EIP712Domain": [{"name": field, "type": kind} for kind, field in DOMAIN_TYPE],
            "Endorsement": [{"name": field, "type": kind} for kind, field in TYPE],
        },
        "primaryType": "Endorsement",
        "message": values,
    }
    separator = hash_struct("EIP712Domain", DOMAIN_TYPE, DOMAIN)
    struct = hash_struct("Endorsement", TYPE, values)
    return {
        "title": title,
        "file": {
            "type": "colophon/endorsement/1",
            "publication": {"chain": f"eip155:{CHAIN}", "registry": REGISTRY, "id": "3"},
            "endorser": endorser,
            "entries": entries,
            "head": head.hex(),
            "block": block,
            "seen": seen,
            "holds": holds,
            "signature": cast("wallet", "sign", "--private-key", key, "--data", json.dumps(typed)),
        },
        "typedData": typed,
        "domainSeparator": "0x" + separator.hex(),
        "structHash": "0x" + struct.hex(),
        "digest": "0x" + keccak256(b"\x19\x01" + separator + struct).hex(),
    }


def fork(title, earlier, later, history):
    """Of two endorsements, the later one of `history`."""
    start, end = earlier["file"]["entries"], later["file"]["entries"]
    between = b"".join(history[start:end])
    return {
        "title": title,
        "file": {
            "type": "colophon/fork/1",
            "earlier": earlier["file"],
            "later": later["file"],
            "before": fold(GENESIS, history[:start]).hex(),
            "between": base64.b64encode(between).decode("ascii"),
        },
    }


ENDORSEMENTS = [
    endorsement("a library holds all", HISTORY, 4),
    endorsement("another has seen it", HISTORY, 3, holds="none", by=1),
    endorsement("another holds the documents", HISTORY, 4, holds="manifests", by=1),
    endorsement("of another history", OTHER, 2, by=1),
    endorsement("of another history, as long", OTHER, 4, by=1),
]
FORKS = [
    fork("two heads of one entry", ENDORSEMENTS[0], ENDORSEMENTS[4], OTHER),
    fork("a head that the later one does not go on from", ENDORSEMENTS[3], ENDORSEMENTS[0], HISTORY),
]
print(
    json.dumps(
        {
            "encodeType": encode_type("Endorsement", TYPE),
            "history": [one.hex() for one in HISTORY],
            "endorsements": ENDORSEMENTS,
            "forks": FORKS,
        },
        indent=2,
    )
)
