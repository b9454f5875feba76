import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import { encodeIdentity } from "../../../src/core/identity/evidence.ts";
import { decodeManifest } from "../../../src/core/manifest/codec.ts";
import { encodeProfile } from "../../../src/core/profile.ts";
import { publicationRef } from "../../../src/core/publication.ts";
import {
  b64,
  type Bend,
  batched,
  flipped,
  looseEnd,
  manifestOf,
  nodesOf,
  raw,
  single,
  table,
} from "./forging.ts";
import { partsOf, type Parts, vector } from "./vectors.ts";

/* Identities that are not the publication's: of honest proofs, or with honest parts put together another way. */

/** With evidence and profile; with either alone; before and after another profile was set. */
const named = vector("named/identity");
const byEvidence = vector("named/identity-of-evidence");
const byProfile = vector("named/identity-of-profile");
const moved = vector("named/identity-moved");
/** Their manifests link to evidence about another publication, and to a profile. */
const misled = vector("named/identity-misled");
const ofNone = vector("named/identity-of-none");

const { list, forge } = table();

type Identity = NonNullable<Parts["identity"]>;

function identityOf(change: (identity: Identity) => unknown): Bend {
  return (parts) => ({ ...parts, identity: change(parts.identity ?? {}) });
}

const evidenceOf = (change: (evidence: string) => unknown): Bend =>
  identityOf((identity) => ({ ...identity, evidence: change(identity.evidence ?? "") }));
const profileOf = (change: (profile: string) => unknown): Bend =>
  identityOf((identity) => ({ ...identity, profile: change(identity.profile ?? "") }));
const replaced = (from: string, to: string) => (text: string) =>
  b64(Buffer.from(Buffer.from(text, "base64").toString("utf8").replace(from, to)));

const { digest } = named.expected;
const manifest = decodeManifest(raw(partsOf(named).manifest), parseDigest(digest), nodeSha256);
const { chain, registry } = manifest.publication;
const evidence = (domain: string, id = "2", by: readonly ("dns" | "file")[] = ["dns"]) =>
  b64(encodeIdentity(domain, publicationRef(chain, registry, id), { by, sha256: nodeSha256 }).bytes);
const profile = (title: string, domain: string) => b64(encodeProfile({ title, domain }, nodeSha256).bytes);

const EVIDENCE = "PROOF_EVIDENCE_FALSE";
const PROFILE = "PROOF_PROFILE_FALSE";
const MALFORMED = "PROOF_MALFORMED";

// Evidence
forge(
  named,
  ["a byte of the evidence bent", EVIDENCE],
  evidenceOf((text) => b64(flipped(raw(text), 20))),
);
forge(
  named,
  ["the evidence cut short", EVIDENCE],
  evidenceOf((text) => b64(raw(text).slice(0, -1))),
);
forge(named, ["a line feed after the evidence", EVIDENCE], evidenceOf(replaced("}", "}\n")));
forge(
  named,
  ["evidence of another domain", EVIDENCE],
  evidenceOf(() => evidence("gull.example", "2")),
);
forge(
  named,
  ["evidence of another place", EVIDENCE],
  evidenceOf(() => evidence("gull.press", "2", ["file"])),
);
forge(
  named,
  ["evidence about another publication", EVIDENCE],
  evidenceOf(() => evidence("gull.press", "1")),
);
forge(
  named,
  ["the profile for the evidence", EVIDENCE],
  identityOf((one) => ({ ...one, evidence: one.profile })),
);
forge(byProfile, ["evidence that the manifest does not name", "PROOF_EVIDENCE_UNNAMED"], (parts) => ({
  ...parts,
  identity: { ...parts.identity, ...partsOf(byEvidence).identity },
}));
forge(
  single,
  ["evidence where there is none to be", "PROOF_EVIDENCE_UNNAMED"],
  evidenceOf(() => evidence("gull.press")),
);
forge(
  misled,
  ["evidence that the manifest names, about another publication", EVIDENCE],
  evidenceOf(() => evidence("gull.press", "1")),
);
forge(
  ofNone,
  ["what the manifest names, and is no evidence", EVIDENCE],
  identityOf((one) => ({ ...one, evidence: one.profile })),
);
forge(
  named,
  ["the link to the evidence taken out of the manifest", "PROOF_EVIDENCE_UNNAMED"],
  manifestOf((text) => text.replace(/"identity":\{[^}]*\},/, "")),
);
forge(byProfile, ["a link to evidence put into the manifest", "STATE_PROOF_NODE_MISMATCH"], (parts) => {
  const link = `"identity":{"/":"${String(manifest.identity)}"},"issue":`;
  const text = Buffer.from(parts.manifest, "base64").toString("utf8").replace('"issue":', link);
  return {
    ...parts,
    manifest: b64(Buffer.from(text)),
    identity: { ...partsOf(byEvidence).identity, ...parts.identity },
  };
});

// Profile
forge(
  named,
  ["a byte of the profile bent", PROFILE],
  profileOf((text) => b64(flipped(raw(text), 14))),
);
forge(
  named,
  ["the profile cut short", PROFILE],
  profileOf((text) => b64(raw(text).slice(0, -1))),
);
forge(named, ["a profile with another domain", PROFILE], profileOf(replaced("gull.press", "gull.news")));
forge(named, ["a profile with another title", PROFILE], profileOf(replaced("The gull", "The tern")));
forge(
  named,
  ["the profile of another publication", PROFILE],
  profileOf(() => profile("Another", "gull.press")),
);
forge(
  named,
  ["the profile of a later block", PROFILE],
  profileOf(() => partsOf(moved).identity?.profile),
);
forge(
  moved,
  ["the profile of an earlier block", PROFILE],
  profileOf(() => partsOf(named).identity?.profile),
);
forge(
  named,
  ["the evidence for the profile", PROFILE],
  identityOf((one) => ({ ...one, profile: one.evidence })),
);
forge(
  named,
  ["a profile taken out, its nodes left", "STATE_PROOF_NODE_EXTRA"],
  identityOf(({ evidence }) => ({ evidence })),
);
forge(byEvidence, ["a profile put in, without its nodes", "STATE_PROOF_NODE_MISSING"], (parts) => ({
  ...parts,
  identity: partsOf(named).identity,
}));
forge(
  named,
  ["the profile's nodes cut short", "STATE_PROOF_NODE_MISSING"],
  nodesOf((nodes) => nodes.slice(0, -1)),
);
forge(byEvidence, ["a profile with the nodes to another slot", "STATE_PROOF_NODE_MISMATCH"], (parts) => {
  const there = new Set(parts.state.nodes);
  const others = partsOf(vector("named/identity-of-profile")).state.nodes.filter((node) => !there.has(node));
  return {
    ...parts,
    identity: partsOf(named).identity,
    state: { ...parts.state, nodes: [...parts.state.nodes, ...others] },
  };
});
forge(named, ["the profile's nodes of a later block", "STATE_PROOF_NODE_MISMATCH"], (parts) => {
  const last = partsOf(moved).state.nodes.at(-1) ?? "";
  return { ...parts, state: { ...parts.state, nodes: [...parts.state.nodes.slice(0, -1), last] } };
});
forge(
  single,
  ["a profile where there is none to be", "STATE_PROOF_NODE_MISSING"],
  profileOf(() => profile("The tide", "tide.press")),
);
forge(
  named,
  ["the leaf of the profile for that of its slot's neighbour", "STATE_PROOF_NODE_MISMATCH"],
  nodesOf((nodes) => [...nodes.slice(0, -1), nodes.at(-3) ?? ""]),
);
forge(batched, ["the identity of another proof", "PROOF_EVIDENCE_UNNAMED"], (parts) => ({
  ...parts,
  identity: partsOf(named).identity,
}));

// Form
forge(
  named,
  ["an identity of nothing", MALFORMED],
  identityOf(() => ({})),
);
forge(
  named,
  ["an identity that is text", MALFORMED],
  identityOf(() => "gull.press"),
);
forge(
  named,
  ["an identity that is null", MALFORMED],
  identityOf(() => null),
);
forge(
  named,
  ["an identity with another field", MALFORMED],
  identityOf((one) => ({ ...one, domain: "gull.press" })),
);
forge(
  named,
  ["evidence that is empty", MALFORMED],
  evidenceOf(() => ""),
);
forge(
  named,
  ["evidence that is JSON", MALFORMED],
  evidenceOf((text) => JSON.parse(Buffer.from(text, "base64").toString())),
);
forge(
  named,
  ["evidence in hexadecimal", MALFORMED],
  evidenceOf((text) => `0x${Buffer.from(text, "base64").toString("hex")}`),
);
forge(named, ["evidence with a loose end", MALFORMED], evidenceOf(looseEnd));
forge(
  named,
  ["evidence longer than is allowed", MALFORMED],
  evidenceOf(() => b64(new Uint8Array(1025))),
);
forge(
  named,
  ["a profile that is empty", MALFORMED],
  profileOf(() => ""),
);
forge(
  named,
  ["a profile that is a number", MALFORMED],
  profileOf(() => 1),
);
forge(
  named,
  ["a profile without its padding", MALFORMED],
  profileOf((text) => text.replace(/=+$/, "").concat("\n")),
);
forge(
  named,
  ["a profile longer than is allowed", MALFORMED],
  profileOf(() => b64(new Uint8Array(65_537))),
);
forge(named, ["the identity there twice", MALFORMED], (parts) =>
  JSON.stringify(parts).replace('"identity":', '"identity":{},"identity":'),
);

export const FORGED_IDENTITIES = list;
