"""Writes history.json: a history with every kind of entry, folded with Python's hashlib.

It shares no code with the contract or the TypeScript twin: only docs/spec/history.md.
Run in this folder: python3 history.py > history.json
"""

import hashlib
import json

CHAIN, REGISTRY, ID = 31337, "0x5fbdb2315678afecb367f032d93f642f64180aa3", 3
ALICE = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
BOB = "0x70997970c51812dc3a010c7d01b50e0d17dc79c8"
CAROL = "0x3c44cdddb6a900fa2b585dd299e03d12fa4293bc"
NONE = "0" * 64
NOTICES = {"correction": 1, "retraction": 2, "concern": 3, "withdrawal": 4}
LONGEST = "a-label-of-64-characters_is-the-longest.that-there-can-be-000001"


def digest(text):
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def word(value):
    """One word of 32 bytes from a digest, an address or a number."""
    if isinstance(value, int):
        return value.to_bytes(32, "big")
    return bytes.fromhex(value.removeprefix("0x").rjust(64, "0"))


def label(text):
    return [text.encode("ascii").ljust(64, b"\0")]


def words(entry):
    kind = entry["kind"]
    if kind == "registered":
        return 1, [word(entry["profile"])]
    if kind == "anchored":
        return 2, label(entry["label"]) + [word(entry["digest"])]
    if kind == "revised":
        return 3, label(entry["label"]) + [word(entry[name]) for name in ("digest", "supersedes", "reason")]
    if kind == "notice":
        return 5, [word(entry["digest"]), word(NOTICES[entry["notice"]]), word(entry["reason"])]
    if kind == "profile-set":
        return 6, [word(entry["profile"])]
    if kind == "publisher-granted":
        return 7, [word(entry["account"])]
    if kind == "publisher-revoked":
        return 8, [word(entry["account"])]
    if kind == "transfer-started":
        return 9, [word(entry["pendingOwner"])]
    if kind == "transferred":
        return 10, [word(entry["previousOwner"])]
    assert kind == "closed"
    return 11, []


def encode(entry):
    number, data = words(entry)
    fixed = entry["number"].to_bytes(8, "big") + bytes([number]) + entry["time"].to_bytes(8, "big")
    return (fixed + bytes.fromhex(entry["actor"][2:]) + b"".join(data)).ljust(197, b"\0")


one, two, long_one = digest("issue, first"), digest("issue, corrected"), digest("issue with a long label")
ENTRIES = [
    ("registered", ALICE, {"profile": digest("profile, first")}),
    ("publisher-granted", ALICE, {"account": BOB}),
    ("anchored", BOB, {"label": "2019-11-26", "digest": one}),
    ("anchored", ALICE, {"label": LONGEST, "digest": long_one}),
    ("revised", BOB, {"label": "2019-11-26", "digest": two, "supersedes": one, "reason": digest("reason")}),
    ("notice", BOB, {"digest": one, "notice": "correction", "reason": digest("reason")}),
    ("notice", ALICE, {"digest": long_one, "notice": "retraction", "reason": NONE}),
    ("notice", ALICE, {"digest": long_one, "notice": "concern", "reason": NONE}),
    ("notice", ALICE, {"digest": long_one, "notice": "withdrawal", "reason": NONE}),
    ("profile-set", ALICE, {"profile": digest("profile, second")}),
    ("publisher-revoked", ALICE, {"account": BOB}),
    ("transfer-started", ALICE, {"pendingOwner": CAROL}),
    ("transferred", CAROL, {"previousOwner": ALICE}),
    ("closed", CAROL, {}),
]

preimage = b"colophon/history/1" + word(CHAIN) + bytes.fromhex(REGISTRY[2:]) + word(ID)
genesis = head = hashlib.sha256(preimage).digest()
steps = []
for index, (kind, actor, fields) in enumerate(ENTRIES):
    entry = {"number": index + 1, "time": 1800000000 + 3600 * index, "actor": actor, "kind": kind, **fields}
    head = hashlib.sha256(head + encode(entry)).digest()
    steps.append({"entry": entry, "bytes": encode(entry).hex(), "head": head.hex()})
publication = {"chain": f"eip155:{CHAIN}", "registry": REGISTRY, "id": str(ID)}
print(json.dumps({"publication": publication, "genesis": genesis.hex(), "steps": steps}, indent=2))
