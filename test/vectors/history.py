"""Writes history.json: a history with every kind of entry, folded with Python's hashlib, and the batches in it.

It shares no code with the contract or the TypeScript twin: only docs/spec/history.md and, for the
batches, docs/spec/batch.md with keccak.py beside it.
Run in this folder: python3 history.py > history.json
"""

import hashlib
import json
import sys

sys.dont_write_bytecode = True  # keccak.py is all that lies beside the vectors

from keccak import keccak256  # noqa: E402

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
    if kind == "batch-anchored":
        return 4, [word(entry["root"]), word(entry["list"]), word(entry["count"])]
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
    if kind == "closed":
        return 11, []
    assert kind == "extracted"
    return 12, label(entry["label"]) + [word(entry["digest"]), word(entry["root"])]


def encode(entry):
    number, data = words(entry)
    fixed = entry["number"].to_bytes(8, "big") + bytes([number]) + entry["time"].to_bytes(8, "big")
    return (fixed + bytes.fromhex(entry["actor"][2:]) + b"".join(data)).ljust(197, b"\0")


def leaf(issue):
    """keccak256(keccak256(abi.encode(publicationId, label, digest))): the label is the dynamic one of three."""
    text = issue["label"].encode("ascii")
    padded = text.ljust(-(-len(text) // 32) * 32, b"\0")
    return keccak256(keccak256(word(ID) + word(96) + word(issue["digest"]) + word(len(text)) + padded))


def batch(issues, text):
    """The complete binary tree as an array: children of n at 2n + 1 and 2n + 2, sorted leaves from its end on."""
    leaves = sorted(leaf(issue) for issue in issues)
    tree = [b""] * (len(leaves) - 1) + leaves[::-1]
    for at in reversed(range(len(leaves) - 1)):
        tree[at] = keccak256(b"".join(sorted(tree[2 * at + 1 : 2 * at + 3])))
    for issue in issues:
        at, path = tree.index(leaf(issue)), []
        issue["leaf"] = "0x" + leaf(issue).hex()
        while at > 0:
            path.append("0x" + tree[at - 1 if at % 2 == 0 else at + 1].hex())
            at = (at - 1) // 2
        issue["path"] = path
    return {"root": "0x" + tree[0].hex(), "count": len(issues), "list": digest(text), "issues": issues}


def extraction(of, index):
    issue = of["issues"][index]
    return {"label": issue["label"], "digest": issue["digest"], "root": of["root"]}


def revision(of, index):
    issue = of["issues"][index]
    changed = {"digest": digest("issue 2000, corrected"), "supersedes": issue["digest"], "reason": NONE}
    return {"label": issue["label"], **changed}


one, two, long_one = digest("issue, first"), digest("issue, corrected"), digest("issue with a long label")
old = batch([{"label": f"200{n}-1{n}", "digest": digest(f"issue 200{n}")} for n in range(5)], "list of five")
alone = batch([{"label": LONGEST, "digest": digest("issue alone")}], "list of one")
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
    ("batch-anchored", BOB, {name: old[name] for name in ("root", "list", "count")}),
    ("batch-anchored", ALICE, {name: alone[name] for name in ("root", "list", "count")}),
    ("extracted", BOB, extraction(old, 3)),
    ("notice", BOB, {"digest": old["issues"][3]["digest"], "notice": "correction", "reason": NONE}),
    ("extracted", ALICE, extraction(old, 0)),
    ("revised", ALICE, revision(old, 0)),
    ("extracted", ALICE, extraction(alone, 0)),
    ("notice", ALICE, {"digest": digest("issue alone"), "notice": "withdrawal", "reason": digest("reason")}),
    ("profile-set", ALICE, {"profile": digest("profile, second")}),
    ("publisher-revoked", ALICE, {"account": BOB}),
    ("transfer-started", ALICE, {"pendingOwner": CAROL}),
    ("transferred", CAROL, {"previousOwner": ALICE}),
    ("closed", CAROL, {}),
]

preimage = b"colophon/history/1" + word(CHAIN) + bytes.fromhex(REGISTRY[2:]) + word(ID)
genesis = head = hashlib.sha256(preimage).digest()
steps, time = [], 1800000000
for index, (kind, actor, fields) in enumerate(ENTRIES):
    # An extraction and what it was made for are one call, in one block.
    if index > 0 and ENTRIES[index - 1][0] != "extracted":
        time += 3600
    entry = {"number": index + 1, "time": time, "actor": actor, "kind": kind, **fields}
    head = hashlib.sha256(head + encode(entry)).digest()
    steps.append({"entry": entry, "bytes": encode(entry).hex(), "head": head.hex()})
publication = {"chain": f"eip155:{CHAIN}", "registry": REGISTRY, "id": str(ID)}
vectors = {"publication": publication, "genesis": genesis.hex(), "batches": [old, alone], "steps": steps}
print(json.dumps(vectors, indent=2))
