import { keccak_256 } from "@noble/hashes/sha3.js";
import { registryCodeHash } from "../../../src/adapters/evm/ground.ts";
import { parseAddress } from "../../../src/core/address.ts";
import { parseChainId } from "../../../src/core/publication.ts";
import { encodeRlp } from "../../../src/core/state-proof/rlp.ts";
import {
  table,
  single,
  superseded,
  revised,
  retracted,
  replayed,
  elsewhere,
  foreign,
  from,
  headerOf,
  manifestOf,
  flipped,
  headerWith,
} from "./forging.ts";

/* Proofs of another block, another manifest or another registry. */

const { list, forge } = table();

// Block
forge(
  single,
  ["the header of an earlier state, its root bent", "STATE_PROOF_HEADER_MISMATCH"],
  headerWith(3, new Uint8Array(32)),
);
forge(
  single,
  ["a header with a later time", "STATE_PROOF_HEADER_MISMATCH"],
  headerWith(11, Uint8Array.of(0x7f, 0, 0, 0)),
);
forge(
  single,
  ["a header with another number", "STATE_PROOF_HEADER_MISMATCH"],
  headerWith(8, Uint8Array.of(99)),
);
forge(
  single,
  ["a header with a bit flipped", "STATE_PROOF_HEADER_MISMATCH"],
  headerOf((header) => flipped(header, -1)),
);
forge(
  single,
  ["a header cut short", "STATE_PROOF_HEADER_MISMATCH"],
  headerOf((header) => header.slice(0, -1)),
);
forge(
  single,
  ["a header with a byte too many", "STATE_PROOF_HEADER_MISMATCH"],
  headerOf((header) => Uint8Array.of(...header, 0)),
);
forge(single, ["the header of another chain", "STATE_PROOF_HEADER_MISMATCH"], (p) => ({
  ...p,
  state: { ...p.state, header: from(replayed).state.header },
}));
forge(foreign, ["an old header, for the latest block", "STATE_PROOF_HEADER_MISMATCH"], (p) => ({
  ...p,
  state: { ...p.state, header: from(single).state.header },
}));
forge(
  replayed,
  ["a whole proof of another chain with the same number", "STATE_PROOF_HEADER_MISMATCH"],
  (p) => p,
  single.trust,
);
forge(single, ["an honest proof, another block believed", "STATE_PROOF_HEADER_MISMATCH"], (p) => p, {
  blockHashes: replayed.trust.blockHashes,
});
forge(single, ["an honest proof, and no block believed", "STATE_PROOF_HEADER_MISMATCH"], (p) => p, {
  blockHashes: [],
});
const noHeader = encodeRlp([new Uint8Array(32)]);
forge(
  single,
  ["a believed hash of what is no header", "STATE_PROOF_HEADER_MALFORMED"],
  headerOf(() => noHeader),
  {
    blockHashes: [`0x${Buffer.from(keccak_256(noHeader)).toString("hex")}`],
  },
);

// Manifest
forge(
  single,
  ["a title that is another", "STATE_PROOF_NODE_MISMATCH"],
  manifestOf((m) => m.replace("Issue 1", "Issue I")),
);
forge(
  single,
  ["another date", "STATE_PROOF_NODE_MISMATCH"],
  manifestOf((m) => m.replace("2019-11-26", "2018-11-26")),
);
forge(
  single,
  ["another file's digest", "MANIFEST_INVALID"],
  manifestOf((m) => m.replace(/"sha256":"[0-9a-f]/, '"sha256":"x')),
);
forge(
  single,
  ["another publication of the registry", "STATE_PROOF_NODE_MISMATCH"],
  manifestOf((m) => m.replace('"id":"2"', '"id":"1"')),
);
forge(
  single,
  ["the highest publication there can be", "STATE_PROOF_NODE_MISMATCH"],
  manifestOf((m) => m.replace('"id":"2"', `"id":"${(2n ** 256n - 1n).toString()}"`)),
);
forge(
  single,
  ["a publication beyond that", "MANIFEST_INVALID"],
  manifestOf((m) => m.replace('"id":"2"', `"id":"${(2n ** 256n).toString()}"`)),
);
forge(
  single,
  ["the label of another issue", "STATE_PROOF_NODE_MISMATCH"],
  manifestOf((m) => m.replace('"label":"1"', '"label":"2"')),
);
forge(single, ["the manifest of another issue", "STATE_PROOF_NODE_MISMATCH"], (p) => ({
  ...p,
  manifest: from(retracted).manifest,
}));
forge(revised, ["the manifest that a correction superseded", "STATE_PROOF_NODE_MISMATCH"], (p) => ({
  ...p,
  manifest: from(superseded).manifest,
}));
forge(
  single,
  ["a manifest with white space", "MANIFEST_NOT_CANONICAL"],
  manifestOf((m) => m.replace(":", ": ")),
);
forge(
  single,
  ["a manifest cut short", "MANIFEST_MALFORMED"],
  manifestOf((m) => m.slice(0, -1)),
);
forge(
  single,
  ["a manifest that is a list", "MANIFEST_INVALID"],
  manifestOf(() => "[]"),
);
forge(
  single,
  ["an empty manifest", "PROOF_MALFORMED"],
  manifestOf(() => ""),
);
forge(
  single,
  ["a manifest of a later format", "MANIFEST_TYPE_UNKNOWN"],
  manifestOf((m) => m.replace("manifest/1", "manifest/2")),
);
forge(
  single,
  ["another file, put into the manifest's place", "STATE_PROOF_NODE_MISMATCH"],
  manifestOf((m) => m.replace("über.txt", "ueber.txt").replace("ü", "u")),
);

// Which registry
forge(elsewhere, ["a registry of another chain", "PROOF_ELSEWHERE"], (p) => p, {
  ...single.trust,
  blockHashes: elsewhere.trust.blockHashes,
});
forge(
  single,
  ["the manifest of another chain", "PROOF_ELSEWHERE"],
  manifestOf((m) => m.replace("eip155:31337", "eip155:1")),
);
forge(foreign, ["another contract with the same state", "PROOF_ELSEWHERE"], (p) => p, {
  chain: single.trust.chain,
  registry: single.trust.registry,
});
forge(
  foreign,
  ["another contract with the same state, believed to be a registry", "PROOF_CODE_FOREIGN"],
  (p) => p,
);
forge(single, ["the code of a registry of another chain", "PROOF_CODE_FOREIGN"], (p) => p, {
  codeHashes: [registryCodeHash(parseChainId("eip155:1"), single.trust.registry)],
});
const nobody = parseAddress(`0x${"99".repeat(20)}`);
forge(
  single,
  ["an address at which nothing is", "STATE_PROOF_ACCOUNT_ABSENT"],
  manifestOf((m) => m.replace(single.trust.registry, nobody)),
  { registry: nobody },
);

export const FORGED_CLAIMS = list;
