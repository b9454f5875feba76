"""Verifies a proof as docs/spec/proof.md says, with Python's standard library. Shares no code with src/.

python3 verify.py <x.proof.json> <chain> <registry> <code hash> <block hash>

python3 verify.py --all < list.json

The list has for each proof its path and what is believed, and the answer is a list, too: what is proved of each, or why
it is refused. For one, it prints what is proved, as JSON, and exits with 0; or says what does not hold, and exits with 1. A registry's code hash is
its publisher's to tell (docs/deployments.md) and the block hash anybody's; `-` instead of a code hash believes any code.
"""

import base64
import hashlib
import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.dont_write_bytecode = True
from keccak import keccak256  # noqa: E402
from normal_form import normalise  # noqa: E402


class Refused(Exception):
    """Step and reason."""


def hold(condition, reason):
    if not condition:
        raise Refused(reason)


# JSON and base64: step 1


def fields(pairs):
    found = dict(pairs)
    hold(len(found) == len(pairs), "a field is there twice")
    return found


def has(value, required, optional=()):
    hold(isinstance(value, dict), "no object")
    hold(set(required) <= set(value) <= set(required) | set(optional), f"fields {sorted(value)}")


def binary(text, most):
    hold(isinstance(text, str) and text != "", "no text")
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        raise Refused("no base64") from None
    hold(base64.b64encode(data).decode() == text, "not the one base64 of its bytes")
    hold(len(data) <= most, "too large")
    return data


def bytes32(text):
    hold(isinstance(text, str) and re.fullmatch("0x[0-9a-f]{64}", text), "no 32 bytes")
    return bytes.fromhex(text[2:])


def parsed(data):
    hold(len(data) <= 2 * 1024 * 1024, "too large")
    try:
        proof = json.loads(data.decode("utf-8"), object_pairs_hook=fields)
    except (ValueError, RecursionError):
        raise Refused("no JSON") from None
    has(proof, ["type", "manifest", "state"], ["path", "quotation", "batch", "identity", "endorsements"])
    hold(proof["type"] == "colophon/proof/1", "another type")
    hold(isinstance(proof.get("path", ""), str), "a path that is no text")
    has(proof["state"], ["header", "nodes"])
    nodes = proof["state"]["nodes"]
    hold(isinstance(nodes, list) and len(nodes) <= 390, "nodes")
    batch = proof.get("batch")
    if batch is not None or "batch" in proof:
        has(batch, ["root", "path"])
        hold(isinstance(batch["path"], list) and len(batch["path"]) <= 32, "a batch path")
        batch = (bytes32(batch["root"]), [bytes32(step) for step in batch["path"]])
    quotation = quoted(proof["quotation"]) if "quotation" in proof else None
    identity = documents(proof["identity"]) if "identity" in proof else {}
    endorsed = endorsements(proof["endorsements"]) if "endorsements" in proof else None
    manifest = binary(proof["manifest"], 1024 * 1024)
    header = binary(proof["state"]["header"], 16384)
    nodes = [binary(node, 532) for node in nodes]
    return manifest, proof.get("path"), quotation, batch, identity, endorsed, header, nodes


def documents(identity):
    has(identity, [], ["evidence", "profile"])
    hold(identity, "an identity of nothing")
    most = {"evidence": 1024, "profile": 65536}
    return {name: binary(text, most[name]) for name, text in identity.items()}


def hexadecimal(text, digits):
    hold(isinstance(text, str) and re.fullmatch("[0-9a-f]{%d}" % digits, text), "no digits")
    return bytes.fromhex(text)


def counted(value, least):
    """Of numbers JSON knows one kind: 1.0 is 1."""
    hold(isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value), "no number")
    hold(least <= value < 2**53, "a number out of range")
    return int(value)


def endorsements(part):
    has(part, ["before", "entries", "statements"])
    entries = binary(part["entries"], 1024 * 197)
    hold(len(entries) % 197 == 0, "an entry that is cut short")
    said = []
    hold(isinstance(part["statements"], list) and 1 <= len(part["statements"]) <= 64, "statements")
    for one in part["statements"]:
        has(one, ["endorser", "entries", "block", "seen", "holds", "signature"])
        has(one["block"], ["number", "hash"])
        bytes32(one["block"]["hash"])
        counted(one["block"]["number"], 0)
        counted(one["seen"], 0)
        hold(one["holds"] in ("none", "manifests", "full"), "holds")
        signature, endorser = one["signature"], one["endorser"]
        hold(isinstance(signature, str) and re.fullmatch("0x([0-9a-f]{2}){0,4096}", signature), "a signature")
        hold(isinstance(endorser, str) and re.fullmatch("0x[0-9a-f]{40}", endorser), "an endorser")
        said.append((endorser, counted(one["entries"], 1)))
    return hexadecimal(part["before"], 64), [entries[at : at + 197] for at in range(0, len(entries), 197)], said


def units(text):
    """UTF-16 units; a surrogate without its partner is one."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def quoted(quotation):
    has(quotation, ["passage", "blocks"])
    passage, blocks = quotation["passage"], quotation["blocks"]
    hold(isinstance(passage, str) and units(passage) <= 65536, "a passage")
    hold(isinstance(blocks, list) and len(blocks) <= 1024, "blocks")
    found = []
    for block in blocks:
        has(block, ["index", "text", "path"])
        index, text, path = block["index"], block["text"], block["path"]
        # Of numbers JSON knows one kind: 1.0 is 1.
        hold(isinstance(index, (int, float)) and not isinstance(index, bool) and index == int(index), "an index")
        hold(0 <= index < 2**53, "an index")
        hold(isinstance(text, str) and isinstance(path, list) and len(path) <= 26, "a block")
        hold(all(isinstance(step, str) and re.fullmatch("[0-9a-f]{64}", step) for step in path), "a path")
        found.append((int(index), text, [bytes.fromhex(step) for step in path]))
    return passage, found


# Text: docs/spec/text.md


def text_root(text, index, path, count):
    """RFC 9162, section 2.1.3.2, word for word."""
    hold(index < count, "no such block")
    fn, sn = index, count - 1
    r = hashlib.sha256(b"\0" + text.encode()).digest()
    for p in path:
        hold(sn != 0, "a path that is too long")
        if fn % 2 == 1 or fn == sn:
            r = hashlib.sha256(b"\1" + p + r).digest()
            while fn % 2 == 0 and fn != 0:
                fn, sn = fn // 2, sn // 2
        else:
            r = hashlib.sha256(b"\1" + r + p).digest()
        fn, sn = fn // 2, sn // 2
    hold(sn == 0, "a path that is too short")
    return r


def stands(passage, blocks, text):
    hold(blocks and passage != "" and normalise(passage) == passage, "no passage")
    for at, (index, block, path) in enumerate(blocks):
        hold(block != "" and normalise(block) == block, "a block that is none")
        hold(index == blocks[0][0] + at, "blocks that do not follow each other")
        hold(text_root(block, index, path, text["blocks"]).hex() == text["root"], "a block of another text")
    whole, last = "", 0
    for _, block, _ in blocks:
        whole = normalise(whole + " " + block) if whole else block
        last = len(whole) - len(block)
    at = whole.find(passage)
    while at != -1:
        if at < len(blocks[0][1]) and at + len(passage) > last:
            return
        at = whole.find(passage, at + 1)
    raise Refused("the passage does not stand in these blocks")


# Identity: docs/spec/identity.md, docs/spec/profile.md

DOMAIN = r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}"


def document(data, required, optional=()):
    """A small document of this project, of which the digest was checked."""
    try:
        said = json.loads(data.decode("utf-8"), object_pairs_hook=fields)
    except (ValueError, RecursionError):
        raise Refused("a document that is no JSON") from None
    has(said, required, optional)
    hold(canonical(said) == data, "a document that is not canonical")
    return said


def link_to(digest):
    """CIDv1, DAG-JSON, SHA-256."""
    cid = bytes.fromhex("01a9021220") + digest
    return {"/": "b" + base64.b32encode(cid).decode().lower().rstrip("=")}


def archived(evidence, manifest):
    hold("identity" in manifest, "evidence that the manifest does not name")
    hold(manifest["identity"] == link_to(hashlib.sha256(evidence).digest()), "other evidence than the manifest names")
    said = document(evidence, ["by", "domain", "publication", "type"])
    hold(said["type"] == "colophon/identity/1", "evidence of another type")
    hold(said["by"] in (["dns"], ["file"], ["dns", "file"]), "evidence of no place")
    hold(isinstance(said["domain"], str) and re.fullmatch(DOMAIN, said["domain"]), "evidence of no domain")
    of = manifest["publication"]
    hold(said["publication"] == f"{of['chain']}:{of['registry']}:{of['id']}", "evidence about another publication")
    return {"archived": said["by"], "archivedDomain": said["domain"]}


def profiled(profile, held):
    digest = hashlib.sha256(profile).digest()
    hold(word(held) == digest, "another profile than the registry holds")
    said = document(profile, ["title", "type"], ["description", "domain", "issn", "language"])
    hold(said["type"] == "colophon/profile/1", "a profile of another type")
    hold(all(isinstance(value, str) for value in said.values()), "a profile of other things than text")
    told = {"domain": said["domain"]} if "domain" in said else {}
    return {"profile": "0x" + digest.hex(), "title": said["title"], **told}


# History: docs/spec/history.md, docs/spec/endorsement.md

FILLED = {1: 1, 2: 3, 3: 5, 4: 3, 5: 3, 6: 1, 7: 1, 8: 1, 9: 1, 10: 1, 11: 0, 12: 4}


def entry(data):
    kind, words = data[8], [data[37 + 32 * at : 69 + 32 * at] for at in range(5)]
    hold(kind in FILLED and not any(b"".join(words[FILLED[kind] :])), "an entry of no kind")
    found = {"number": int.from_bytes(data[:8], "big"), "time": int.from_bytes(data[9:17], "big"), "kind": kind}
    hold(0 < found["number"] < 2**53 and found["time"] < 2**53, "an entry of no number or time")
    if kind in (2, 3, 12):
        label = b"".join(words[:2]).rstrip(b"\0")
        hold(re.fullmatch(rb"[a-z0-9._-]{1,64}", label), "an entry of no label")
        found["digest"] = words[2]
    if kind == 3:
        found["supersedes"] = words[3]
    if kind in (4, 12):
        found["root"] = words[0 if kind == 4 else 3]
    if kind == 4:
        hold(0 < int.from_bytes(words[2], "big") < 2**32, "a batch of no issues")
    if kind == 5:
        found["digest"] = words[0]
        hold(1 <= int.from_bytes(words[1], "big") <= 4, "a notice of no kind")
    if kind in (7, 8, 9, 10):
        hold(not any(words[0][:12]), "an entry of no address")
    return found


def endorsed_heads(part, digest, record, root):
    """Of each statement the head that it is about, and the last entry that is about the issue."""
    before, raw, said = part
    entries = [entry(data) for data in raw]
    hold([one["number"] for one in entries] == [record["entry"] + at for at in range(len(entries))], "entries misplaced")
    own, later = entries[0], entries[1:]
    hold(own["time"] == record["time"], "an entry of another time")
    if own["kind"] == 4:
        roots = [root] + [one["root"] for one in later if one["kind"] == 12 and one["digest"] == digest]
        hold(own["root"] in roots, "a batch that nothing leads to")
    else:
        hold(own["kind"] in (2, 3) and own["digest"] == digest, "an entry that anchors something else")
    heads, head = {}, before
    for one, data in zip(entries, raw):
        head = hashlib.sha256(head + data).digest()
        heads[one["number"]] = head
    hold(all(number in heads for _, number in said), "a head that does not follow")
    hold(max(number for _, number in said) == entries[-1]["number"], "entries that nobody has signed")
    revisions, reach = {digest}, own["number"]
    for one in later:
        if one["kind"] == 3 and one["supersedes"] in revisions:
            revisions.add(one["digest"])
        elif one["kind"] != 5 or one["digest"] not in revisions:
            continue
        reach = one["number"]
    return {"endorsed": [[who, number, heads[number].hex()] for who, number in said], "endorsedReach": reach}


# RLP: docs/spec/state-proof.md


def rlp(data):
    item, end = rlp_at(data, 0)
    hold(end == len(data), "RLP: bytes left over")
    return item


def rlp_at(data, at):
    hold(at < len(data), "RLP: cut short")
    first = data[at]
    if first < 0x80:
        return data[at : at + 1], at + 1
    is_list, size = first >= 0xC0, first - (0xC0 if first >= 0xC0 else 0x80)
    at += 1
    if size > 55:
        length, at = data[at : at + size - 55], at + size - 55
        size = int.from_bytes(length, "big")
        hold(length[:1] != b"\0" and size > 55, "RLP: a length longer than need be")
    end = at + size
    hold(end <= len(data), "RLP: cut short")
    if not is_list:
        hold(size != 1 or data[at] >= 0x80, "RLP: a prefix on a lone small byte")
        return data[at:end], end
    items = []
    while at < end:
        item, at = rlp_at(data[:end], at)
        items.append(item)
    return items, end


def inline_size(item):
    """Bytes of the RLP of a node that is held by its parent."""
    if isinstance(item, bytes):
        return 1 if len(item) == 1 and item[0] < 0x80 else 1 + len(item)
    return 1 + sum(map(inline_size, item))


def number(data, most):
    hold(isinstance(data, bytes) and len(data) <= most and data[:1] != b"\0", "no integer")
    return int.from_bytes(data, "big")


# The set of nodes: step 6


class Nodes:
    def __init__(self, nodes):
        self.left, self.seen = list(reversed(nodes)), {}

    def take(self, digest):
        if digest not in self.seen:
            hold(self.left, "a node is missing")
            node = self.left.pop()
            hold(keccak256(node) == digest, "a node is another than the one that comes next")
            hold(len(node) >= 32, "a node is shorter than its hash")
            self.seen[digest] = rlp(node)
        return self.seen[digest]

    def walk(self, root, key):
        """The value under a key, or None when it is proved that there is none."""
        if root == keccak256(b"\x80"):
            return None
        path, link = key.hex(), root
        while True:
            if isinstance(link, bytes):
                hold(len(link) == 32, "a link is no hash")
                node = self.take(link)
            else:
                node = link
                hold(inline_size(node) < 32, "a node that should have been hashed")
            hold(isinstance(node, list), "a node is no list")
            if len(node) == 17:
                hold(node[16] == b"" and path, "a branch that is none")
                link, path = node[int(path[0], 16)], path[1:]
                if link == b"":
                    return None
                continue
            hold(len(node) == 2 and isinstance(node[0], bytes) and node[0], "a node that is none")
            mark, rest = node[0].hex()[0], node[0].hex()[1:]
            hold(mark in "13" or (mark in "02" and rest[0] == "0"), "an unknown mark")
            rest = rest if mark in "13" else rest[1:]
            if mark in "23":
                hold(len(rest) == len(path), "a leaf of a wrong length")
                hold(isinstance(node[1], bytes) and node[1] != b"", "a leaf without a value")
                return node[1] if rest == path else None
            hold(0 < len(rest) < len(path), "an extension of a wrong length")
            if not path.startswith(rest):
                return None
            link, path = node[1], path[len(rest) :]


# The registry's storage: docs/spec/registry.md


def word(value):
    return (value % 2**256).to_bytes(32, "big")


class Registry:
    def __init__(self, nodes, storage, publication):
        self.nodes, self.storage = nodes, storage
        self.place = int.from_bytes(keccak256(word(publication) + word(1)), "big")

    def slot(self, key, mapping):
        """The word of a mapping of the publication."""
        return self.read(keccak256(key + word(self.place + mapping)))

    def profile(self):
        return self.read(word(self.place + 3))

    def read(self, slot):
        value = self.nodes.walk(self.storage, keccak256(slot))
        if value is None:
            return 0
        found = number(rlp(value), 32)
        hold(found != 0, "a leaf that holds zero")
        return found

    def record(self, digest):
        return split(self.slot(digest, 5), entry=48, time=40, revision=32, kind=8, standing=8, notice=48, first=48)


def split(value, **widths):
    if value == 0:
        return None
    found = {}
    for name, width in widths.items():
        found[name], value = value % 2**width, value >> width
    hold(value == 0, "bits are set that the registry never sets")
    return found


# Batches: docs/spec/batch.md


def leads(publication, label, digest, path):
    text = label.encode()
    encoded = word(publication) + word(96) + digest + word(len(text)) + text + bytes(-len(text) % 32)
    node = keccak256(keccak256(encoded))
    for step in path:
        node = keccak256(min(node, step) + max(node, step))
    return node


def canonical(value):
    """DAG-JSON: keys in the order of their bytes, no white space, text as it is."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def verify(data, chain, account, code_hash, block_hash):
    manifest, path, quotation, batch, identity, endorsed, header, nodes = parsed(data)
    hold(keccak256(header) == bytes32(block_hash), "the header of another block")  # 2
    block = rlp(header)
    sizes = [32, 32, 20, 32, 32, 32, 256]
    hold(isinstance(block, list) and len(block) >= 15, "no header")
    hold([len(field) for field in block[:7]] == sizes, "no header")
    digest = hashlib.sha256(manifest).digest()  # 3
    try:
        said = json.loads(manifest.decode("utf-8"), object_pairs_hook=fields)
    except (ValueError, RecursionError):
        raise Refused("the manifest is no JSON") from None
    hold(isinstance(said, dict) and said.get("type") == "colophon/manifest/1", "no manifest")
    hold(canonical(said) == manifest, "the manifest is not canonical")
    publication, label = said["publication"], said["issue"]["label"]
    hold((publication["chain"], publication["registry"]) == (chain, account), "another registry")  # 4
    files = {file["path"]: file for file in said["files"]}
    hold(path is None or path in files, "no such file")  # 5
    if quotation is not None:
        hold(path is not None and "text" in files[path], "a quotation of no text")
        stands(*quotation, files[path]["text"])
    told = archived(identity["evidence"], said) if "evidence" in identity else {}
    walked = Nodes(nodes)
    leaf = walked.walk(block[3], keccak256(bytes.fromhex(account[2:])))  # 6
    hold(leaf is not None, "no account")
    found = rlp(leaf)
    hold(isinstance(found, list) and len(found) == 4, "no account")
    hold(len(found[2]) == 32 and len(found[3]) == 32, "no account")
    hold(code_hash == "-" or found[3] == bytes32(code_hash), "other code")  # 7
    registry = Registry(walked, found[2], int(publication["id"]))
    record = registry.record(digest)  # 8
    current = registry.slot(label.encode(), 4)
    rival = None
    if current not in (0, int.from_bytes(digest, "big")):
        rival = registry.record(word(current))
        hold(rival is not None, "what is current has no record")
    batched = record is None
    if batched:  # 9
        hold(batch is not None, "no record, and no batch")
        root, steps = batch
        held = split(registry.slot(root, 8), entry=48, time=40, count=32)
        hold(held is not None, "no such batch")
        count = held["count"]
        hold(count.bit_length() - 1 <= len(steps) <= (2 * count - 1).bit_length() - 1, "a path of a wrong length")
        hold(leads(int(publication["id"]), label, digest, steps) == root, "a path that leads elsewhere")
        record = {"entry": held["entry"], "time": held["time"], "revision": 1, "kind": 4}
        record |= {"standing": 0, "notice": 0, "first": held["entry"]}
        if rival is None or rival["first"] > held["entry"]:
            current = int.from_bytes(digest, "big")
    else:
        hold(batch is None, "a record, and a batch as well")
    if "profile" in identity:  # 10
        told |= profiled(identity["profile"], registry.profile())
    hold(not walked.left, "nodes left over")  # 11
    if endorsed is not None:  # 12
        told |= endorsed_heads(endorsed, digest, record, batch and batch[0])
    block = {"number": number(block[8], 8), "hash": block_hash, "time": number(block[11], 8)}
    proved = {"digest": digest.hex(), "label": label, "block": block, "record": record}
    proved["current"] = "0x" + word(current).hex()
    if rival is not None and rival["first"] < record["first"]:
        proved["earlier"] = rival["first"]
    if path is not None:
        proved["sha256"] = files[path]["sha256"]
    if quotation is not None:
        proved["passage"] = quotation[0]
    return proved | told


if __name__ == "__main__":
    if sys.argv[1] == "--all":
        answers = []
        for file, *believed in json.load(sys.stdin):
            try:
                answers.append(verify(Path(file).read_bytes(), *believed))
            except Refused as refused:
                answers.append(str(refused))
        print(json.dumps(answers))
        sys.exit(0)
    try:
        print(json.dumps(verify(Path(sys.argv[1]).read_bytes(), *sys.argv[2:6])))
    except Refused as refused:
        print("refused:", refused, file=sys.stderr)
        sys.exit(1)
