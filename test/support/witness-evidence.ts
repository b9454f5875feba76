import { type CID, rawCid } from "../../src/core/cid.ts";
import { type Digest, digestFromBytes, parseDigest } from "../../src/core/digest.ts";
import { failure } from "../../src/core/errors/error.ts";
import { parseLabel } from "../../src/core/label.ts";
import { encodeManifest } from "../../src/core/manifest/codec.ts";
import type { Manifest } from "../../src/core/manifest/manifest.ts";
import { parseIssuePath } from "../../src/core/path.ts";
import type { Answer, Placement, RegistryRecord } from "../../src/core/ports.ts";
import type { Evidence, HeldFile, IssueEvidence, RegistryEvidence } from "../../src/verify/evidence.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { DEFAULT_POLICY, type Trust, type Verdict } from "../../src/verify/judge/verdict.ts";
import { hashing, utf8 } from "./hashing.ts";
import { SAMPLE_FILES, sampleManifest } from "./manifest.ts";

const { sha256 } = hashing;

export const MANIFEST = sampleManifest();
export const ENCODED = encodeManifest(MANIFEST, sha256);
export const TRUST: Trust = { ...MANIFEST.publication, sha256 };
export const HASH = `0x${"7b".repeat(32)}` as const;
export const WITNESS = "archive.example";
export const NODE = "https://node.example";
export const NOTICE_TIME = 1_575_000_000;

export const digestOf = (text: string): Digest => digestFromBytes(sha256(utf8(text)));
export const cidOf = (text: string): CID => rawCid(digestOf(text));

/** An answer that came, and one that did not. */
export const told = <T>(value: T, source = WITNESS): Answer<T> => ({ known: true, value, source });
export const silent = (source = NODE): Extract<Answer<never>, { known: false }> => ({
  known: false,
  source,
  failure: failure("CHAIN_UNREACHABLE", { node: source, problem: "no answer" }),
});

export function heldFile(content: string, path = "index.html"): HeldFile {
  const bytes = utf8(content);
  return { path, size: bytes.length, sha256: digestFromBytes(sha256(bytes)) };
}

export const GENUINE = heldFile(SAMPLE_FILES["index.html"]);
export const CHANGED = heldFile(SAMPLE_FILES["index.html"].replace("95", "96"));
export const FOLDER = [GENUINE, heldFile(SAMPLE_FILES["images/logo.svg"], "images/logo.svg")];

export function placement(change: Partial<Placement> = {}): Placement {
  return {
    manifest: ENCODED.digest,
    publication: MANIFEST.publication.id,
    label: MANIFEST.issue.label,
    revision: 1,
    ...{ path: parseIssuePath("index.html"), sha256: GENUINE.sha256, size: GENUINE.size },
    ...change,
  };
}

/** What a registry that holds the sample issue as entry 2 answers at a block. */
export function registryState(block: number, change: Partial<RegistryEvidence> = {}): RegistryEvidence {
  const { chain, registry, id } = MANIFEST.publication;
  return {
    ...{ chain, registry, publication: id },
    block: { number: block, hash: `0x${block.toString(16).padStart(64, "0")}`, time: 1_574_800_000 + block },
    record: { entry: 2, time: 1_574_755_200, revision: 1, notice: "none" },
    current: ENCODED.digest,
    profile: parseDigest("7f".repeat(32)),
    ...change,
  };
}

export function issueEvidence(change: Partial<IssueEvidence> = {}): IssueEvidence {
  return {
    digest: ENCODED.digest,
    manifest: told(ENCODED.bytes, "kubo"),
    final: told(registryState(100), NODE),
    tip: told(registryState(120), NODE),
    notices: [],
    revisions: [],
    copies: [{ store: "kubo", status: "served" }],
    transaction: HASH,
    publicationTitle: "The Tidewater Letter",
    ...change,
  };
}

/** The evidence of an archived file that is authentic, but for what is changed. */
export function fileEvidence(change: Partial<Evidence> = {}): Evidence {
  return {
    subject: { kind: "file", file: GENUINE },
    placements: told([placement()]),
    issue: issueEvidence(),
    ...change,
  };
}

export function folderEvidence(change: Partial<Evidence> = {}): Evidence {
  return { ...fileEvidence(change), subject: { kind: "folder", name: "95", files: FOLDER }, ...change };
}

/** The evidence of a file in which one character was changed: nothing has its digest, one file is like it. */
export function changedEvidence(change: Partial<Evidence> = {}): Evidence {
  return fileEvidence({
    subject: { kind: "file", file: CHANGED },
    placements: told([]),
    difference: difference(),
    ...change,
  });
}

export function difference(change: Partial<NonNullable<Evidence["difference"]>> = {}) {
  return {
    held: CHANGED,
    archived: { path: parseIssuePath("index.html"), size: GENUINE.size, sha256: GENUINE.sha256 },
    commonStart: 29,
    commonEnd: 9,
    resemblance: 38 / 39,
    ...change,
  };
}

/** Another manifest than the sample, whole and canonical. */
export function otherManifest(change: Partial<Manifest> = {}) {
  return encodeManifest({ ...MANIFEST, issue: { ...MANIFEST.issue, title: "Another" }, ...change }, sha256);
}

export const OTHER_LABEL = parseLabel("96");

/** Issue 96, which holds the same content, with this notice on it. */
export function otherEvidence(
  notice: RegistryRecord["notice"],
  change: Partial<IssueEvidence> = {},
): IssueEvidence {
  const encoded = otherManifest({ issue: { ...MANIFEST.issue, label: OTHER_LABEL } });
  const state = { current: encoded.digest, record: { entry: 2, time: 1_574_755_200, revision: 1, notice } };
  return issueEvidence({
    digest: encoded.digest,
    manifest: told(encoded.bytes),
    final: told(registryState(100, state)),
    tip: told(registryState(120, state)),
    ...change,
  });
}

export function judged(evidence: Evidence, alikeFrom = DEFAULT_POLICY.alikeFrom): Verdict {
  return judge(evidence, TRUST, { ...DEFAULT_POLICY, alikeFrom });
}

export function reasonOf({ checks }: Verdict, name: string): string | undefined {
  return checks.find(({ check }) => check === name)?.reason;
}

export function statusOf({ checks }: Verdict, name: string): string | undefined {
  return checks.find(({ check }) => check === name)?.status;
}
