import { vector } from "./vectors.ts";
import {
  table,
  single,
  file,
  batched,
  kept,
  superseded,
  revised,
  retracted,
  replayed,
  foreign,
  b64,
  from,
  nodesOf,
  batchOf,
  flipped,
  lastNode,
  ACCOUNT_NODES,
  without,
} from "./forging.ts";

/* Proofs whose nodes, batch or path prove something else, or nothing. */

const { list, forge } = table();

// Nodes
forge(
  single,
  ["no nodes", "STATE_PROOF_NODE_MISSING"],
  nodesOf(() => []),
);
forge(
  single,
  ["the last node missing", "STATE_PROOF_NODE_MISSING"],
  nodesOf((nodes) => nodes.slice(0, -1)),
);
forge(
  single,
  ["the first node missing", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => nodes.slice(1)),
);
forge(
  single,
  ["a node in the middle missing", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => nodes.toSpliced(ACCOUNT_NODES, 1)),
);
forge(
  single,
  ["a node too many, at the end", "STATE_PROOF_NODE_EXTRA"],
  nodesOf((nodes) => [...nodes, from(replayed).state.nodes[0] ?? ""]),
);
forge(
  single,
  ["a node too many, in front", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => [from(replayed).state.nodes[0] ?? "", ...nodes]),
);
forge(
  single,
  ["a node twice, side by side", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => nodes.toSpliced(1, 0, nodes[1] ?? "")),
);
forge(
  single,
  ["a node twice, the second time at the end", "STATE_PROOF_NODE_EXTRA"],
  nodesOf((nodes) => [...nodes, nodes[0] ?? ""]),
);
forge(
  single,
  ["nodes in another order", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => nodes.toReversed()),
);
forge(
  single,
  ["a leaf in the place of an inner node", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => nodes.with(ACCOUNT_NODES, nodes.at(-1) ?? "")),
);
forge(
  single,
  ["an inner node in the place of a leaf", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => nodes.toSpliced(-1, 1, nodes[ACCOUNT_NODES] ?? "")),
);
forge(
  single,
  ["a leaf in the place of the root", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => nodes.slice(-1)),
);
forge(
  single,
  ["the nodes of another account", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => [...from(foreign).state.nodes.slice(0, ACCOUNT_NODES), ...nodes.slice(ACCOUNT_NODES)]),
);
forge(
  single,
  ["the nodes of other slots", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf(() => from(retracted).state.nodes),
);
forge(
  retracted,
  ["the record of an issue that was not retracted", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => nodes.map((node, at) => from(single).state.nodes[at] ?? node)),
);
forge(
  single,
  ["the nodes of the same publication on another chain", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf(() => from(replayed).state.nodes),
);
forge(
  single,
  ["a value with a bit flipped", "STATE_PROOF_NODE_MISMATCH"],
  lastNode((node) => flipped(node, -1)),
);
forge(
  single,
  ["a node cut short", "STATE_PROOF_NODE_MISMATCH"],
  lastNode((node) => node.slice(0, -1)),
);
forge(
  single,
  ["a node with a byte too many", "STATE_PROOF_NODE_MISMATCH"],
  lastNode((node) => Uint8Array.of(...node, 0)),
);
forge(
  superseded,
  ["a correction hidden: nothing of it", "STATE_PROOF_NODE_MISSING"],
  nodesOf((nodes) => nodes.slice(0, -1)),
);
forge(revised, ["the superseded issue's proof of the correction", "STATE_PROOF_NODE_EXTRA"], (p) => ({
  ...p,
  state: {
    ...p.state,
    nodes: [
      ...p.state.nodes,
      from(superseded).state.nodes.find((node) => !p.state.nodes.includes(node)) ?? "",
    ],
  },
}));
forge(
  single,
  ["the empty trie's node", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => [b64(Uint8Array.of(0x80)), ...nodes]),
);

// Batch and path
forge(batched, ["a batch left out", "PROOF_ISSUE_ABSENT"], without("batch"));
forge(single, ["a batch for an issue that has a record", "PROOF_BATCH_UNUSED"], (p) => ({
  ...p,
  batch: from(batched).batch,
}));
forge(batched, ["the path of another issue of the batch", "BATCH_PATH_INVALID"], (p) => ({
  ...p,
  batch: from(kept).batch,
}));
forge(
  batched,
  ["a path with a bit flipped", "BATCH_PATH_INVALID"],
  batchOf(({ root, path }) => ({
    root,
    path: path.map((step) => step.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))),
  })),
);
forge(
  batched,
  ["a path in the other order", "BATCH_PATH_INVALID"],
  batchOf(({ root, path }) => ({ root, path: path.toReversed() })),
);
forge(
  batched,
  ["a path that is too short for the batch's count", "BATCH_PATH_LENGTH"],
  batchOf(({ root, path }) => ({ root, path: path.slice(0, 1) })),
);
forge(
  batched,
  ["a path that is too long for the batch's count", "BATCH_PATH_LENGTH"],
  batchOf(({ root, path }) => ({ root, path: [...path, ...path] })),
);
forge(
  batched,
  ["no path", "BATCH_PATH_LENGTH"],
  batchOf(({ root }) => ({ root, path: [] })),
);
forge(
  batched,
  ["the root of no batch", "STATE_PROOF_NODE_MISMATCH"],
  batchOf(({ path }) => ({ root: `0x${"ab".repeat(32)}`, path })),
);
forge(
  batched,
  ["the root of another batch", "STATE_PROOF_NODE_MISMATCH"],
  batchOf(({ path }) => ({ root: from(vector("tide/label-taken")).batch?.root, path })),
);
forge(batched, ["a batch of another chain's", "STATE_PROOF_NODE_MISMATCH"], (p) => ({
  ...p,
  batch: from(vector("other/batched")).batch,
}));
forge(
  batched,
  ["the count of the batch bent", "STATE_PROOF_NODE_MISMATCH"],
  lastNode((node) => flipped(node, node.length - 16)),
);
forge(file, ["a path that the issue has not", "PROOF_PATH_UNLISTED"], (p) => ({
  ...p,
  path: "images/map2.svg",
}));
forge(file, ["a path above the issue", "PROOF_PATH_UNLISTED"], (p) => ({ ...p, path: "../images/map.svg" }));
forge(file, ["a path that only looks the same", "PROOF_PATH_UNLISTED"], (p) => ({
  ...p,
  path: "über.txt".normalize("NFD"),
}));
forge(file, ["an empty path", "PROOF_PATH_UNLISTED"], (p) => ({ ...p, path: "" }));
forge(file, ["the path of what every object has", "PROOF_PATH_UNLISTED"], (p) => ({
  ...p,
  path: "constructor",
}));

export const FORGED_STATES = list;
