"""Writes audit-signature.json: signatures under reports, with their EIP-712 hashes.

The hashes are made here, from EIP-712 and docs/spec/audit-signature.md alone; the signatures are those of `cast`
(Foundry), which hashes the typed data once more by itself. Run in this folder, with cast on the path:
python3 audit-signature.py > audit-signature.json
"""

import hashlib
import json
import subprocess

from keccak import keccak256

REGISTRY = "0x5fbdb2315678afecb367f032d93f642f64180aa3"
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
    ("address", "auditor"),
    ("bytes32", "sha256"),
    ("string", "mediaType"),
    ("uint256", "blockNumber"),
    ("bytes32", "blockHash"),
]


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


def cast(*arguments):
    return subprocess.run(["cast", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def signature(title, report, media_type, block, chain=31337, by=0):
    key, auditor = KEYS[by]
    sha256 = hashlib.sha256(report.encode("utf-8")).hexdigest()
    block_hash = "0x" + hashlib.sha256(f"block {block}".encode("ascii")).hexdigest()
    domain = {"name": "Colophon Audit Report", "version": "1", "chainId": chain, "verifyingContract": REGISTRY}
    values = {
        "auditor": auditor,
        "sha256": "0x" + sha256,
        "mediaType": media_type,
        "blockNumber": str(block),
        "blockHash": block_hash,
    }
    typed = {
        "domain": domain,
        "types": {
            "EIP712Domain": [{"name": field, "type": kind} for kind, field in DOMAIN_TYPE],
            "AuditReport": [{"name": field, "type": kind} for kind, field in TYPE],
        },
        "primaryType": "AuditReport",
        "message": values,
    }
    separator = hash_struct("EIP712Domain", DOMAIN_TYPE, domain)
    struct = hash_struct("AuditReport", TYPE, values)
    return {
        "title": title,
        "report": report,
        "file": {
            "type": "colophon/audit-signature/1",
            "chain": f"eip155:{chain}",
            "registry": REGISTRY,
            "auditor": auditor,
            "sha256": sha256,
            "mediaType": media_type,
            "block": {"number": block, "hash": block_hash},
            "signature": cast("wallet", "sign", "--private-key", key, "--data", json.dumps(typed)),
        },
        "typedData": typed,
        "domainSeparator": "0x" + separator.hex(),
        "structHash": "0x" + struct.hex(),
        "digest": "0x" + keccak256(b"\x19\x01" + separator + struct).hex(),
    }


SIGNATURES = [
    signature("a report for programs", '{"type":"colophon/audit/1","ok":true}\n', "application/json", 44),
    signature("a report for people", "<!doctype html>\n<title>Audit</title>\n", "text/html", 44),
    signature("another auditor's", "# Audit\n", "text/markdown", 0, by=1),
    signature("on another chain", "<?xml version='1.0'?><testsuites/>\n", "application/xml", 2**53 - 1, chain=8453, by=1),
]
print(json.dumps({"encodeType": encode_type("AuditReport", TYPE), "signatures": SIGNATURES}, indent=2))
