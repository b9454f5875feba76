"""Writes batch.json: batches of several sizes with their leaves, roots, paths and lists.

It shares no code with the contract, OpenZeppelin's library or the TypeScript twin: only docs/spec/batch.md, Python's
standard library and keccak.py beside it. Run in this folder: python3 batch.py > batch.json
"""

import base64
import datetime
import hashlib
import json
import sys

sys.dont_write_bytecode = True  # keccak.py is all that lies beside the vectors

from keccak import keccak256  # noqa: E402

CHAIN, REGISTRY, ID = "eip155:31337", "0x5fbdb2315678afecb367f032d93f642f64180aa3", 1
PART = 4096
ODD = ["-", ".", "0", "95", "_", "a" * 32 + "b", "a" * 31 + "b", "b" * 64, "z"]


def word(number):
    return number.to_bytes(32, "big")


def hexed(data):
    return "0x" + data.hex()


def digest_of(label):
    """Stands for the SHA-256 of a manifest."""
    return hashlib.sha256(("the issue " + label).encode("ascii")).digest()


def leaf(publication, label, digest):
    text = label.encode("ascii")
    padded = text + bytes(-len(text) % 32)
    encoded = word(publication) + word(96) + digest + word(len(text)) + padded
    return keccak256(keccak256(encoded))


def tree_over(leaves):
    """The nodes: the root is node 0, the children of i are 2i + 1 and 2i + 2, the lowest leaf stands last."""
    count = len(leaves)
    nodes = [b""] * (count - 1) + sorted(leaves, reverse=True)
    for i in range(count - 2, -1, -1):
        nodes[i] = keccak256(b"".join(sorted(nodes[2 * i + 1 : 2 * i + 3])))
    return nodes


def path_of(own, nodes):
    at, path = nodes.index(own, len(nodes) // 2), []
    while at > 0:
        path.append(nodes[at + 1 if at % 2 == 1 else at - 1])
        at = (at - 1) // 2
    return path


def dag_json(value):
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")


def link(digest):
    cid = bytes.fromhex("01a9021220") + digest
    return {"/": "b" + base64.b32encode(cid).decode("ascii").lower().rstrip("=")}


def list_of(labels, root):
    issues = [{"label": label, "manifest": link(digest_of(label))} for label in labels]
    runs = [issues[at : at + PART] for at in range(0, len(issues), PART)]
    parts = [dag_json({"issues": run, "type": "colophon/batch-part/1"}) for run in runs]
    value = {
        "count": len(labels),
        "parts": [
            {"cid": link(hashlib.sha256(part).digest()), "first": run[0]["label"]}
            for part, run in zip(parts, runs)
        ],
        "publication": {"chain": CHAIN, "id": str(ID), "registry": REGISTRY},
        "root": root.hex(),
        "type": "colophon/batch/1",
    }
    return dag_json(value), parts


def batch(labels, proved):
    assert labels == sorted(set(labels))
    leaves = [leaf(ID, label, digest_of(label)) for label in labels]
    nodes = tree_over(leaves)
    listed, parts = list_of(labels, nodes[0])
    return {
        "count": len(labels),
        "root": hexed(nodes[0]),
        "listDigest": hexed(hashlib.sha256(listed).digest()),
        "partDigests": [hexed(hashlib.sha256(part).digest()) for part in parts],
        "labels": labels,
        "digests": [hexed(digest_of(label)) for label in labels],
        "leaves": [hexed(each) for each in leaves],
        "proved": proved,
        "paths": [[hexed(step) for step in path_of(leaves[i], nodes)] for i in proved],
        "listBytes": hexed(listed),
        "partBytes": [hexed(part) for part in parts],
    }


def weekly(count):
    first = datetime.date(2019, 1, 1)
    return [str(first + datetime.timedelta(weeks=i)) for i in range(count)]


def numbered(count):
    """Enough for two parts: too many to write out, so that only what follows from them is."""
    kept = ("count", "root", "listDigest", "partDigests", "proved", "paths")
    full = batch([f"{i:05}" for i in range(1, count + 1)], [0, PART - 1, PART])
    return {name: full[name] for name in kept}


def alone(publication, label):
    """A leaf of another publication; the number as text, since it does not fit a number of JSON."""
    own = leaf(publication, label, digest_of(label))
    return {"publication": str(publication), "label": label, "digest": hexed(digest_of(label)), "leaf": hexed(own)}


batches = [batch(weekly(n), list(range(n))) for n in (1, 2, 3, 4, 5, 8)]
batches.append(batch(ODD, list(range(len(ODD)))))
batches.append(batch(weekly(100), [0, 1, 49, 98, 99]))
document = {
    "publication": {"chain": CHAIN, "registry": REGISTRY, "id": str(ID)},
    "batches": batches,
    "numbered": numbered(PART + 1),
    "leaves": [alone(2, "95"), alone(2**64, "95"), alone(2**256 - 1, "b" * 33)],
}
print(json.dumps(document, indent=2))
