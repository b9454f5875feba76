import { partsOf } from "./vectors.ts";
import { MAX_PROOF_BYTES } from "../../../src/core/proof/form.ts";
import {
  looseEnd,
  table,
  single,
  batched,
  retracted,
  b64,
  raw,
  from,
  text,
  nodesOf,
  headerOf,
  batchOf,
  nested,
  WORD,
  without,
} from "./forging.ts";

/* Files that are no proofs, whatever they are about. */

const { list, forge } = table();

// The file as a whole
forge(single, ["an empty file", "PROOF_MALFORMED"], () => "");
forge(single, ["no JSON", "PROOF_MALFORMED"], () => "proof");
forge(single, ["a list", "PROOF_MALFORMED"], (p) => [p]);
forge(single, ["null", "PROOF_MALFORMED"], () => "null");
forge(single, ["cut off in the middle", "PROOF_MALFORMED"], (p) => text(p).slice(0, -200));
forge(single, ["two proofs, one after the other", "PROOF_MALFORMED"], (p) => text(p) + text(p));
forge(single, ["a byte-order mark before it", "PROOF_MALFORMED"], (p) => `\uFEFF${text(p)}`);
forge(single, ["a comment in it", "PROOF_MALFORMED"], (p) => text(p).replace("{", "{/* */"));
forge(single, ["a comma too many", "PROOF_MALFORMED"], (p) => text(p).replace(/\}$/, ",}"));
forge(single, ["larger than any proof", "PROOF_TOO_LARGE"], (p) => text(p) + " ".repeat(MAX_PROOF_BYTES));
forge(single, ["nested 100,000 deep", "PROOF_MALFORMED"], (p) =>
  text({ ...p, path: "@" }).replace('"@"', nested(100_000)),
);
forge(
  single,
  ["nested lists of nodes", "PROOF_MALFORMED"],
  nodesOf((nodes) => [nodes] as never),
);
forge(single, ["a huge number for the manifest", "PROOF_MALFORMED"], (p) =>
  text({ ...p, manifest: "@" }).replace('"@"', "1e999"),
);
forge(single, ["a number of 10,000 digits", "PROOF_MALFORMED"], (p) =>
  text({ ...p, path: "@" }).replace('"@"', "9".repeat(10_000)),
);
forge(single, ["its type twice", "PROOF_MALFORMED"], (p) =>
  text(p).replace("{", '{"type":"colophon/proof/1",'),
);
forge(single, ["two manifests, the honest one last", "PROOF_MALFORMED"], (p) =>
  text(p).replace("{", `{"manifest":"${from(retracted).manifest}",`),
);
forge(single, ["two lists of nodes", "PROOF_MALFORMED"], (p) =>
  text(p).replace('"nodes":', '"nodes":[],"nodes":'),
);
forge(single, ["two paths that are one, escaped", "PROOF_MALFORMED"], (p) =>
  text({ ...p, path: "index.html" }).replace("{", '{"p\\u0061th":"x",'),
);

list.push({
  ...{ name: "a path that is no UTF-8", code: "PROOF_MALFORMED", honest: single, trust: single.trust },
  bytes: Uint8Array.from(
    Buffer.from(text({ ...partsOf(single), path: "\u00ff" }).replace("\u00ff", "\u0080"), "latin1"),
  ),
});

// Type and fields
forge(single, ["no type", "PROOF_MALFORMED"], without("type"));
forge(single, ["a later version", "PROOF_TYPE_UNKNOWN"], (p) => ({ ...p, type: "colophon/proof/2" }));
forge(single, ["another document's type", "PROOF_MALFORMED"], (p) => ({ ...p, type: "colophon/manifest/1" }));
forge(single, ["a type that is a list", "PROOF_MALFORMED"], (p) => ({ ...p, type: [p.type] }));
forge(single, ["an unknown field", "PROOF_MALFORMED"], (p) => ({ ...p, trusted: true }));
forge(single, ["its own block hash to believe", "PROOF_MALFORMED"], (p) => ({
  ...p,
  blockHash: single.believed.blockHash,
}));
forge(single, ["a prototype", "PROOF_MALFORMED"], (p) =>
  text(p).replace("{", '{"__proto__":{"path":"index.html"},'),
);
forge(single, ["an unknown field of the state", "PROOF_MALFORMED"], (p) => ({
  ...p,
  state: { ...p.state, values: [] },
}));
forge(
  batched,
  ["an unknown field of the batch", "PROOF_MALFORMED"],
  batchOf((batch) => ({ ...batch, count: 1 })),
);
forge(single, ["no manifest", "PROOF_MALFORMED"], without("manifest"));
forge(single, ["no state", "PROOF_MALFORMED"], without("state"));
forge(single, ["no header", "PROOF_MALFORMED"], (p) => ({ ...p, state: { nodes: p.state.nodes } }));
forge(single, ["no list of nodes", "PROOF_MALFORMED"], (p) => ({ ...p, state: { header: p.state.header } }));
forge(single, ["a link for a manifest", "PROOF_MALFORMED"], (p) => ({ ...p, manifest: { "/": "bafkqaaa" } }));
forge(
  single,
  ["more nodes than can be", "PROOF_MALFORMED"],
  nodesOf((nodes) => Array.from({ length: 400 }, () => nodes[0] ?? "")),
);
forge(
  single,
  ["a node larger than any", "PROOF_MALFORMED"],
  nodesOf((nodes) => [b64(new Uint8Array(1000)), ...nodes]),
);
forge(
  single,
  ["a header larger than any", "PROOF_MALFORMED"],
  headerOf(() => new Uint8Array(20_000)),
);
forge(single, ["a path that is no text", "PROOF_MALFORMED"], (p) => ({ ...p, path: 1 }));

// How bytes are written
forge(single, ["base64 without its padding", "PROOF_MALFORMED"], (p) => ({
  ...p,
  manifest: b64(raw(p.manifest)).replace(/=*$/, "") + "A",
}));
forge(
  single,
  ["base64 with bits that belong to no byte", "PROOF_MALFORMED"],
  nodesOf((nodes) => nodes.map(looseEnd)),
);
forge(single, ["base64 with a line break", "PROOF_MALFORMED"], (p) => ({
  ...p,
  manifest: `${p.manifest.slice(0, 76)}\n${p.manifest.slice(76)}`,
}));
forge(
  single,
  ["base64 of URLs", "PROOF_MALFORMED"],
  nodesOf((nodes) => nodes.map((node) => node.replaceAll("+", "-").replaceAll("/", "_"))),
);
forge(single, ["hexadecimal for base64", "STATE_PROOF_HEADER_MISMATCH"], (p) => ({
  ...p,
  state: { ...p.state, header: `0x${Buffer.from(raw(p.state.header)).toString("hex")}` },
}));
forge(
  batched,
  ["a batch's root in capitals", "PROOF_MALFORMED"],
  batchOf(({ root, path }) => ({ root: `0x${root.slice(2).toUpperCase()}`, path })),
);
forge(
  batched,
  ["a step of 31 bytes", "PROOF_MALFORMED"],
  batchOf(({ root, path }) => ({ root, path: path.map((step) => step.slice(0, -2)) })),
);
forge(
  batched,
  ["more steps than a batch can have", "PROOF_MALFORMED"],
  batchOf(({ root }) => ({ root, path: Array.from({ length: 33 }, () => WORD) })),
);

export const FORGED_FORMS = list;
