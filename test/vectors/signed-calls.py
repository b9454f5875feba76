"""Writes signed-calls.json: every call that can be signed, with its EIP-712 hashes, its signature and its calldata.

The hashes are made here, from EIP-712 and docs/spec/signed-call.md alone; the signatures and the calldata are those of
`cast` (Foundry), which hashes the typed data once more by itself. Run in this folder, with cast on the path:
python3 signed-calls.py > signed-calls.json
"""

import json
import subprocess

from keccak import keccak256

CHAIN, REGISTRY = 31337, "0x5fbdb2315678afecb367f032d93f642f64180aa3"
# The first account of every development chain: a published key.
KEY = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
PUBLISHER = "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266"
NONE = "0" * 64
NOTICES = {"correction": 1, "retraction": 2, "concern": 3, "withdrawal": 4}
LONGEST = "a-label-of-64-characters_is-the-longest.that-there-can-be-000001"
BY = "(address,bytes32,uint256,bytes)"
ISSUE = "(bytes32,string,bytes32,bytes32[])"

DOMAIN = [("string", "name"), ("string", "version"), ("uint256", "chainId"), ("address", "verifyingContract")]
STRUCTS = {
    "anchor": ("Anchor", "string label,bytes32 digest"),
    "revise": ("Revise", "string label,bytes32 digest,bytes32 supersedes,bytes32 reasonDigest"),
    "post": ("Post", "bytes32 digest,uint8 kind,bytes32 reasonDigest"),
    "anchor-batch": ("AnchorBatch", "bytes32 root,uint32 count,bytes32 listDigest"),
    "revise-batched": (
        "ReviseBatched",
        "bytes32 root,string label,bytes32 supersedes,bytes32 digest,bytes32 reasonDigest",
    ),
    "post-batched": ("PostBatched", "bytes32 root,string label,bytes32 digest,uint8 kind,bytes32 reasonDigest"),
}


def digest(text):
    """Any 32 bytes would do: these can be told apart."""
    return keccak256(text.encode("ascii")).hex()


def word(kind, value):
    """One word, as EIP-712 encodes a member."""
    if kind == "string":
        return keccak256(value.encode("utf-8"))
    if isinstance(value, str) and not value.startswith("0x"):
        value = int(value)
    if isinstance(value, int):
        return value.to_bytes(32, "big")
    return bytes.fromhex(value[2:].rjust(64, "0"))


def encode_type(name, fields):
    return f"{name}({','.join(f'{kind} {field}' for kind, field in fields)})"


def hash_struct(name, fields, values):
    type_hash = keccak256(encode_type(name, fields).encode("ascii"))
    return keccak256(type_hash + b"".join(word(kind, values[field]) for kind, field in fields))


def fields_of(kind):
    name, arguments = STRUCTS[kind]
    whole = f"address publisher,uint256 publicationId,{arguments},bytes32 head,uint256 deadline"
    return name, [tuple(field.split(" ")) for field in whole.split(",")]


def cast(*arguments):
    return subprocess.run(["cast", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def message(unsigned):
    call = unsigned["call"]
    names = {"reason": "reasonDigest", "list": "listDigest", "notice": "kind"}
    values = {names.get(name, name): value for name, value in call.items() if name not in ("kind", "path")}
    for name in ("digest", "supersedes", "reasonDigest", "listDigest"):
        if name in values:
            values[name] = "0x" + values[name]
    if "notice" in call:
        values["kind"] = NOTICES[call["notice"]]
    return {
        "publisher": unsigned["publisher"],
        "publicationId": unsigned["publication"]["id"],
        **values,
        "head": "0x" + unsigned["head"],
        "deadline": str(unsigned["deadline"]),
    }


def calldata(kind, values, path, signature):
    by = f"({values['publisher']},{values['head']},{values['deadline']},{signature})"
    number = str(values["publicationId"])
    issue = lambda standing: f"({values['root']},{values['label']},{standing},[{','.join(path)}])"
    arguments = {
        "anchor": ("anchorBySig(uint256,string,bytes32,", ["label", "digest"]),
        "revise": ("reviseBySig(uint256,string,bytes32,bytes32,bytes32,", ["label", "digest", "supersedes", "reasonDigest"]),
        "post": ("postBySig(uint256,bytes32,uint8,bytes32,", ["digest", "kind", "reasonDigest"]),
        "anchor-batch": ("anchorBatchBySig(uint256,bytes32,uint32,bytes32,", ["root", "count", "listDigest"]),
        "revise-batched": (f"reviseBatchedBySig(uint256,{ISSUE},bytes32,bytes32,", ["digest", "reasonDigest"]),
        "post-batched": (f"postBatchedBySig(uint256,{ISSUE},uint8,bytes32,", ["kind", "reasonDigest"]),
    }
    signature_of, names = arguments[kind]
    given = [str(values[name]) for name in names]
    if kind == "revise-batched":
        given.insert(0, issue(values["supersedes"]))
    if kind == "post-batched":
        given.insert(0, issue(values["digest"]))
    return cast("calldata", f"{signature_of}{BY})", number, *given, by)


def vector(title, call, head="head", deadline=1800604800, publication="3"):
    unsigned = {
        "type": "colophon/signed-call/1",
        "publication": {"chain": f"eip155:{CHAIN}", "registry": REGISTRY, "id": publication},
        "call": call,
        "publisher": PUBLISHER,
        "head": digest(head),
        "deadline": deadline,
    }
    name, fields = fields_of(call["kind"])
    values = message(unsigned)
    typed = {
        "domain": DOMAIN_VALUES,
        "types": {
            "EIP712Domain": [{"name": field, "type": kind} for kind, field in DOMAIN],
            name: [{"name": field, "type": kind} for kind, field in fields],
        },
        "primaryType": name,
        "message": values,
    }
    struct = hash_struct(name, fields, values)
    signature = cast("wallet", "sign", "--private-key", KEY, "--data", json.dumps(typed))
    return {
        "title": title,
        "file": {**unsigned, "signature": signature},
        "typedData": typed,
        "encodeType": encode_type(name, fields),
        "typeHash": "0x" + keccak256(encode_type(name, fields).encode("ascii")).hex(),
        "structHash": "0x" + struct.hex(),
        "digest": "0x" + keccak256(b"\x19\x01" + SEPARATOR + struct).hex(),
        "calldata": calldata(call["kind"], values, call.get("path", []), signature),
    }


DOMAIN_VALUES = {"name": "Colophon", "version": "1", "chainId": CHAIN, "verifyingContract": REGISTRY}
SEPARATOR = hash_struct("EIP712Domain", DOMAIN, DOMAIN_VALUES)
ROOT = "0x" + digest("root")
PATH = ["0x" + digest("step 1"), "0x" + digest("step 2")]

print(
    json.dumps(
        {
            "privateKey": KEY,
            "publisher": PUBLISHER,
            "domain": DOMAIN_VALUES,
            "domainSeparator": "0x" + SEPARATOR.hex(),
            "calls": [
                vector("anchor", {"kind": "anchor", "label": "2019-11-26", "digest": digest("issue")}),
                vector(
                    "anchor, the longest label and the latest deadline",
                    {"kind": "anchor", "label": LONGEST, "digest": digest("issue")},
                    deadline=2**53 - 1,
                    publication=str(2**256 - 1),
                ),
                vector(
                    "revise",
                    {
                        "kind": "revise",
                        "label": "95",
                        "digest": digest("second"),
                        "supersedes": digest("first"),
                        "reason": digest("reason"),
                    },
                ),
                vector(
                    "revise, without a reason",
                    {
                        "kind": "revise",
                        "label": "95",
                        "digest": digest("second"),
                        "supersedes": digest("first"),
                        "reason": NONE,
                    },
                ),
                *[
                    vector(
                        f"post, {notice}",
                        {"kind": "post", "digest": digest("issue"), "notice": notice, "reason": digest("reason")},
                    )
                    for notice in NOTICES
                ],
                vector(
                    "anchor-batch",
                    {"kind": "anchor-batch", "root": ROOT, "count": 2**32 - 1, "list": digest("list")},
                ),
                vector(
                    "revise-batched",
                    {
                        "kind": "revise-batched",
                        "root": ROOT,
                        "label": "95",
                        "path": PATH,
                        "digest": digest("second"),
                        "supersedes": digest("first"),
                        "reason": digest("reason"),
                    },
                ),
                vector(
                    "post-batched",
                    {
                        "kind": "post-batched",
                        "root": ROOT,
                        "label": "95",
                        "path": PATH,
                        "digest": digest("issue"),
                        "notice": "retraction",
                        "reason": NONE,
                    },
                ),
            ],
        },
        indent=2,
    )
)
