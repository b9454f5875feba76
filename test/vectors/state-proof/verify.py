"""Verifies a state proof as docs/spec/state-proof.md says, with Python's standard library. Shares no code with src/.

python3 verify.py <vector.json>    every proof of a vector beside this file, against the values that the node gave
python3 verify.py --proof <blockhash> <registry> < proof.json    one proof, in the form of the specification
"""

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
from keccak import keccak256  # noqa: E402


def rlp(data):
    """The one item that the bytes encode: bytes or a list."""
    item, end = rlp_at(data, 0)
    assert end == len(data), "bytes left over"
    return item


def rlp_at(data, at):
    first = data[at]
    if first < 0x80:
        return data[at : at + 1], at + 1
    is_list, short = first >= 0xC0, first - (0xC0 if first >= 0xC0 else 0x80)
    at += 1
    if short > 55:
        size = data[at : at + short - 55]
        at += short - 55
        short = int.from_bytes(size, "big")
        assert size[0] != 0 and short > 55, "a length longer than need be"
    end = at + short
    assert end <= len(data), "cut short"
    if not is_list:
        assert short != 1 or data[at] >= 0x80, "a prefix on a lone small byte"
        return data[at:end], end
    items = []
    while at < end:
        item, at = rlp_at(data[:end], at)
        items.append(item)
    return items, end


def encode(item):
    """The RLP of an item of fewer than 56 bytes, which nodes within nodes are."""
    if isinstance(item, bytes):
        return item if len(item) == 1 and item[0] < 0x80 else bytes([0x80 + len(item)]) + item
    body = b"".join(map(encode, item))
    return bytes([0xC0 + len(body)]) + body


def number(data):
    assert data[:1] != b"\0", "a leading zero"
    return int.from_bytes(data, "big")


def proven(root, key, nodes):
    """The value under a key, or None when it is proved that there is none."""
    if root == keccak256(b"\x80"):
        assert nodes in ([], [b"\x80"]), "nodes left over"
        return None
    path, link, nodes = key.hex(), root, list(nodes)
    while True:
        if isinstance(link, bytes):
            assert len(link) == 32, "a link is no hash"
            assert nodes, "a node is missing"
            encoded = nodes.pop(0)
            assert keccak256(encoded) == link, "a node is another than the one named"
            assert len(encoded) >= 32, "a node is shorter than its hash"
            node = rlp(encoded)
        else:
            node, encoded = link, encode(link)
            assert len(encoded) < 32, "a node that should have been hashed"
            if nodes and nodes[0] == encoded:
                nodes.pop(0)
        value = None
        if len(node) == 17:
            assert node[16] == b"", "a branch with a value"
            link, path = node[int(path[0], 16)], path[1:]
            if link != b"":
                continue
        else:
            mark, rest = node[0].hex()[0], node[0].hex()[1:]
            assert mark in "13" or (mark in "02" and rest[0] == "0"), "an unknown mark"
            rest = rest if mark in "13" else rest[1:]
            if mark in "01":
                assert 0 < len(rest) < len(path), "an extension of a wrong length"
                if path.startswith(rest):
                    link, path = node[1], path[len(rest) :]
                    continue
            else:
                assert len(rest) == len(path) and node[1] != b"", "a leaf of a wrong length"
                value = node[1] if rest == path else None
        assert not nodes, "nodes left over"
        return value


def verify(proof, block_hash, account):
    """Each slot with its word, as of the block with that hash."""
    header = bytes.fromhex(proof["header"][2:])
    assert keccak256(header) == bytes.fromhex(block_hash[2:]), "the header of another block"
    fields = rlp(header)
    assert len(fields) >= 15, "too few fields"
    leaf = proven(fields[3], keccak256(bytes.fromhex(account[2:])), decoded(proof["account"]))
    if leaf is None:
        return number(fields[8]), None
    nonce, balance, storage, code = rlp(leaf)
    words = {}
    for slot in proof["slots"]:
        value = proven(storage, keccak256(bytes.fromhex(slot["key"][2:])), decoded(slot["nodes"]))
        words[slot["key"]] = 0 if value is None else number(rlp(value))
    return number(fields[8]), words


def decoded(nodes):
    return [bytes.fromhex(node[2:]) for node in nodes]


def word(value):
    return f"0x{value:064x}"


if __name__ == "__main__":
    if sys.argv[1] == "--proof":
        block, words = verify(json.load(sys.stdin), sys.argv[2], sys.argv[3])
        print("block", block)
        for key, value in (words or {}).items():
            print(key, word(value))
        sys.exit(0 if words is not None else 1)
    vector = json.loads(Path(sys.argv[1]).read_text())
    for name, answer in vector["answers"].items():
        slots = [
            {"key": word(int(slot["key"], 16)), "nodes": slot["proof"], "value": slot["value"]}
            for slot in answer["storageProof"]
        ]
        proof = {"header": vector["header"], "account": answer["accountProof"], "slots": slots}
        block, words = verify(proof, vector["block"]["hash"], answer["address"])
        print(name, "block", block, "nothing there" if words is None else f"{len(words)} slots")
        for slot in slots:
            assert words[slot["key"]] == int(slot["value"], 16), "a value that the node did not give"
            print(slot["key"], word(words[slot["key"]]))
