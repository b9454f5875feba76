import { uncheckedBlock, type Block } from "../../src/core/block.ts";
import { type CID, documentCid, RAW } from "../../src/core/cid.ts";
import { packContent } from "../../src/core/dag/pack.ts";
import type { ClaimedDate } from "../../src/core/date.ts";
import { type Digest, digestFromBytes, ZERO_DIGEST } from "../../src/core/digest.ts";
import { asFailure, fail } from "../../src/core/errors/error.ts";
import type { Entry, NoticeKind } from "../../src/core/history/entry.ts";
import { foldAll } from "../../src/core/history/fold.ts";
import { type Label, parseLabel } from "../../src/core/label.ts";
import { encodeManifest } from "../../src/core/manifest/codec.ts";
import type { FileEntry } from "../../src/core/manifest/manifest.ts";
import { comparePaths, parseIssuePath } from "../../src/core/path.ts";
import type {
  Answer,
  BlockRef,
  CataloguedIssue,
  LoggedEntry,
  Placement,
  SourceFile,
} from "../../src/core/ports.ts";
import {
  decodeProfile,
  decodeReason,
  encodeProfile,
  encodeReason,
  hasReason,
} from "../../src/core/profile.ts";
import { type PublicationId, publicationRef } from "../../src/core/publication.ts";
import { textReading } from "../../src/adapters/document/node-reader.ts";
import { nodeSha256, nodeSha256Stream } from "../../src/adapters/node/sha256.ts";
import { currentIn, recordIn } from "./memory-records.ts";
import type { Archive, PublicationSummary } from "../../src/verify/archive.ts";
import { finalHistory, type FinalHistory } from "../../src/verify/final-history.ts";
import { latestOf } from "../../src/verify/latest.ts";
import type { IssueEvidence, NoticeEvidence, RegistryEvidence } from "../../src/verify/evidence.ts";

export const CHAIN = "eip155:31337";
export const REGISTRY = `0x${"5a".repeat(20)}`;
const ACTOR = `0x${"ac".repeat(20)}`;
const START = Date.parse("2026-10-16T07:00:00Z") / 1000;
const WEEK = 7 * 24 * 3600;

export interface NewIssue {
  readonly label: string;
  readonly title: string;
  readonly date?: string;
  readonly creators?: readonly string[];
  readonly files: Readonly<Record<string, { readonly type: string; readonly bytes: Uint8Array }>>;
}

/**
 * An archive that lives in memory: issues are packed, encoded and folded by the project's own code, and only the chain
 * and the stores are stood in for, so that a test can take either away.
 */
export class MemoryArchive implements Archive {
  readonly name = "the archive of this test";
  readonly blocks = new Map<string, Uint8Array>();
  readonly #histories = new Map<PublicationId, LoggedEntry[]>();
  readonly #issues: CataloguedIssue[] = [];
  readonly #placements: Placement[] = [];
  /** By their CIDs, the latest issue that holds them. */
  readonly #largeFiles = new Map<string, Digest>();
  #blockNumber = 100;
  /** The node does not answer. */
  chainDown = false;
  /** No store answers. */
  storesDown = false;
  /** How many of the latest blocks are not final. */
  notFinal = 0;

  // --- what a publisher does ---

  register(title: string, more: { description?: string; domain?: string } = {}): PublicationId {
    const id = this.#ref(String(this.#histories.size + 1)).id;
    this.#histories.set(id, []);
    const { block, digest } = encodeProfile({ title, ...more }, nodeSha256);
    this.#keep(block);
    this.#append(id, { kind: "registered", profile: digest });
    return id;
  }

  async anchor(id: PublicationId, issue: NewIssue): Promise<Digest> {
    const digest = await this.#pack(id, issue, undefined);
    this.#append(id, { kind: "anchored", label: parseLabel(issue.label), digest });
    await this.#catalogue(id, issue, digest);
    return digest;
  }

  async revise(id: PublicationId, issue: NewIssue, why: string): Promise<Digest> {
    const label = parseLabel(issue.label);
    const before = this.#latest(id, label) ?? fail("LABEL_UNKNOWN", { id, label });
    const digest = await this.#pack(id, issue, before);
    const reason = this.#reason(why);
    this.#append(id, { kind: "revised", label, digest, supersedes: before.manifest, reason });
    await this.#catalogue(id, issue, digest);
    return digest;
  }

  post(id: PublicationId, digest: Digest, notice: NoticeKind, why?: string): void {
    this.#append(id, {
      kind: "notice",
      digest,
      notice,
      reason: why === undefined ? ZERO_DIGEST : this.#reason(why),
    });
  }

  // --- Archive ---

  readonly batch = () => Promise.resolve(undefined);
  readonly entries = async (id: PublicationId) => this.#histories.get(id) ?? [];

  async refresh(): Promise<void> {
    this.#askChain();
  }

  async finalBlock(): Promise<BlockRef> {
    this.#askChain();
    return this.#blockAt(this.#blockNumber - this.notFinal);
  }

  async finalHistory(id: PublicationId): Promise<FinalHistory> {
    const final = await this.finalBlock();
    const read = this.#blockAt(this.#blockNumber);
    return finalHistory(this.#ref(id), await this.entries(id), { final, read, sha256: nodeSha256 });
  }

  async publications(): Promise<readonly PublicationSummary[]> {
    return [...this.#histories.keys()].map((id) => this.#summary(id));
  }

  async publication(id: PublicationId): Promise<PublicationSummary | undefined> {
    return this.#histories.has(id) ? this.#summary(id) : undefined;
  }

  async issues(id: PublicationId): Promise<readonly CataloguedIssue[]> {
    return this.#issues.filter((issue) => issue.publication === id);
  }

  async catalogued(manifest: Digest): Promise<CataloguedIssue | undefined> {
    return this.#issues.find((issue) => issue.manifest === manifest);
  }

  async revisions(id: PublicationId, label: Label): Promise<readonly CataloguedIssue[]> {
    return this.#issues.filter((issue) => issue.publication === id && issue.label === label);
  }

  async files(sha256: Digest): Promise<readonly Placement[]> {
    return this.#placements.filter((placement) => placement.sha256 === sha256);
  }

  async similar(name: string, size: number): Promise<readonly Placement[]> {
    const named = this.#placements.filter((one) => one.path.split("/").at(-1) === name.split("/").at(-1));
    return [...named, ...this.#placements.filter((one) => one.size === size && !named.includes(one))].slice(
      0,
      20,
    );
  }

  async labelled(label: Label): Promise<readonly Digest[]> {
    return [...this.#histories.keys()].flatMap((id) => this.#latest(id, label)?.manifest ?? []);
  }

  async byCid(cid: CID): Promise<Digest | undefined> {
    const text = cid.toString();
    const issue = this.#issues.find(
      (one) => one.content === text || String(documentCid(one.manifest)) === text,
    );
    return issue?.manifest ?? this.#largeFiles.get(text);
  }

  async block(cid: CID): Promise<Block | undefined> {
    if (this.storesDown) fail("STORE_UNREACHABLE", { store: "memory", problem: "it was taken away" });
    const bytes = this.blocks.get(cid.toString());
    return bytes === undefined ? undefined : uncheckedBlock(cid, bytes);
  }

  async issue(manifest: Digest): Promise<IssueEvidence> {
    const catalogued = await this.catalogued(manifest);
    const id = catalogued?.publication;
    const summary = id === undefined ? undefined : this.#summary(id);
    const domain = summary?.profile?.domain;
    const bytes = await this.#answer("memory", async () => (await this.block(documentCid(manifest)))?.bytes);
    const final = await this.#state(manifest, id, this.#blockNumber - this.notFinal);
    const current = final.known ? await this.catalogued(final.value.current ?? manifest) : undefined;
    const notices = this.#notices(current?.manifest ?? manifest, id);
    return {
      digest: manifest,
      manifest: bytes,
      final,
      tip: await this.#state(manifest, id, this.#blockNumber),
      notices: this.#notices(manifest, id),
      revisions:
        catalogued === undefined ? [] : await this.revisions(catalogued.publication, catalogued.label),
      copies: [
        {
          store: "memory",
          status: this.storesDown ? "unreachable" : bytes.known && bytes.value ? "served" : "missing",
        },
      ],
      ...(catalogued === undefined ? {} : { transaction: catalogued.transaction }),
      ...(domain === undefined ? {} : { domain }),
      ...(summary === undefined ? {} : { publicationTitle: summary.title }),
      ...(current === undefined || current.manifest === manifest
        ? {}
        : {
            onCurrent: {
              digest: current.manifest,
              revision: current.revision,
              notices,
              source: final.source,
            },
          }),
    };
  }

  #askChain(): void {
    if (this.chainDown)
      fail("CHAIN_UNREACHABLE", { node: "http://127.0.0.1:8545", problem: "connection refused" });
  }

  async #answer<T>(source: string, ask: () => Promise<T>): Promise<Answer<T>> {
    try {
      return { known: true, value: await ask(), source };
    } catch (error) {
      return { known: false, failure: asFailure(error), source };
    }
  }

  #state(manifest: Digest, id: PublicationId | undefined, at: number): Promise<Answer<RegistryEvidence>> {
    return this.#answer("the node at http://127.0.0.1:8545", async () => {
      this.#askChain();
      const publication = id ?? fail("DIGEST_UNKNOWN", { id: "?", digest: manifest });
      const entries = (this.#histories.get(publication) ?? []).filter(({ block }) => block.number <= at);
      const { chain, registry } = this.#ref(publication);
      return {
        chain,
        registry,
        publication,
        block: this.#blockAt(at),
        record: recordIn(entries, manifest, this.#issues),
        current: currentIn(entries, this.#issues.find((one) => one.manifest === manifest)?.label),
        profile: undefined,
      };
    });
  }

  #notices(manifest: Digest, id: PublicationId | undefined): NoticeEvidence[] {
    return (id === undefined ? [] : (this.#histories.get(id) ?? [])).flatMap(({ entry, transaction }) => {
      if (entry.kind !== "notice" || entry.digest !== manifest) return [];
      const bytes = this.blocks.get(String(documentCid(entry.reason)));
      const reason = hasReason(entry.reason) && bytes !== undefined ? decodeReason(bytes)?.text : undefined;
      return {
        kind: entry.notice,
        time: entry.time,
        entry: entry.number,
        transaction,
        ...(reason === undefined ? {} : { reason }),
      };
    });
  }

  #summary(id: PublicationId): PublicationSummary {
    const history = this.#histories.get(id) ?? [];
    const [first] = history;
    const profileDigest = first?.entry.kind === "registered" ? first.entry.profile : ZERO_DIGEST;
    const profile = decodeProfile(this.blocks.get(String(documentCid(profileDigest))) ?? new Uint8Array(0));
    const entries = history.map(({ entry }) => entry);
    const { head } = foldAll(this.#ref(id), entries, nodeSha256);
    const issues = this.#issues.filter((one) => one.publication === id);
    const latest = latestOf(issues);
    return {
      id,
      title: profile?.title ?? `Publication ${id}`,
      profile,
      isRead: false,
      ...(latest === undefined ? {} : { latest }),
      issues: new Set(issues.map((one) => one.label)).size,
      state: {
        id,
        owner: publicationRef(CHAIN, ACTOR, "1").registry,
        head,
        entries: entries.length,
        registeredAt: entries[0]?.time ?? START,
        updatedAt: entries.at(-1)?.time ?? START,
        closed: false,
        profile: profileDigest,
      },
    };
  }

  async #pack(id: PublicationId, issue: NewIssue, before: CataloguedIssue | undefined): Promise<Digest> {
    const sources = Object.entries(issue.files)
      .map(([path, { bytes }]): SourceFile => ({
        path: parseIssuePath(path),
        size: bytes.length,
        read: () => once(bytes),
      }))
      .sort((a, b) => comparePaths(a.path, b.path));
    const writer = {
      put: async (cid: CID, bytes: Uint8Array) => void this.blocks.set(cid.toString(), bytes),
    };
    const { content, files } = await packContent(sources, writer, {
      hashing: { sha256: nodeSha256, stream: nodeSha256Stream },
      ...textReading(),
      typeOf: ({ path }) => issue.files[path]?.type ?? "application/octet-stream",
    });
    const { block, digest } = encodeManifest(
      {
        content,
        files,
        issue: {
          label: parseLabel(issue.label),
          revision: (before?.revision ?? 0) + 1,
          title: issue.title,
          ...(issue.date === undefined ? {} : { date: issue.date as ClaimedDate }),
          ...(issue.creators === undefined ? {} : { creators: issue.creators }),
        },
        profile: "unixfs-v1-2025",
        publication: this.#ref(id),
        ...(before === undefined ? {} : { supersedes: before.manifest }),
        type: "colophon/manifest/1",
      },
      nodeSha256,
    );
    this.#keep(block);
    this.#pending = { content: content.toString(), files, revision: (before?.revision ?? 0) + 1 };
    return digest;
  }

  #pending: { content: string; files: readonly FileEntry[]; revision: number } | undefined;

  async #catalogue(id: PublicationId, issue: NewIssue, digest: Digest): Promise<void> {
    const made = this.#histories.get(id)?.at(-1);
    const pending = this.#pending;
    if (made === undefined || pending === undefined) return;
    const { content, files, revision } = pending;
    const at = { publication: id, label: parseLabel(issue.label), revision };
    this.#issues.push({
      manifest: digest,
      content,
      ...at,
      title: issue.title,
      ...(issue.date === undefined ? {} : { date: issue.date }),
      entry: made.entry.number,
      time: made.entry.time,
      transaction: made.transaction,
      block: made.block.number,
    });
    for (const { path, sha256, size, cid } of files) {
      this.#placements.push({ manifest: digest, ...at, path, sha256, size });
      if (cid.code !== RAW) this.#largeFiles.set(cid.toString(), digest);
    }
  }

  #append(id: PublicationId, fields: DistributiveOmit<Entry, "number" | "time" | "actor">): void {
    const history = this.#histories.get(id) ?? [];
    const block = this.#blockAt(++this.#blockNumber);
    const common = {
      number: history.length + 1,
      time: block.time,
      actor: publicationRef(CHAIN, ACTOR, "1").registry,
    };
    const transaction = hashOf(`transaction ${this.#blockNumber}`);
    history.push({ entry: { ...common, ...fields }, transaction, block });
  }

  #blockAt(number: number): BlockRef {
    return { number, hash: hashOf(`block ${number}`), time: START + (number - 100) * WEEK };
  }

  #latest(id: PublicationId, label: Label): CataloguedIssue | undefined {
    return this.#issues.findLast((one) => one.publication === id && one.label === label);
  }

  #reason(text: string): Digest {
    const { block, digest } = encodeReason(text, nodeSha256);
    this.#keep(block);
    return digest;
  }

  #keep({ cid, bytes }: Block): void {
    this.blocks.set(cid.toString(), bytes);
  }

  #ref(id: string) {
    return publicationRef(CHAIN, REGISTRY, id);
  }
}

type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length || at === 0; at += 1024 * 1024)
    yield bytes.subarray(at, at + 1024 * 1024);
}

function hashOf(text: string): `0x${string}` {
  return `0x${digestFromBytes(nodeSha256(new TextEncoder().encode(text)))}`;
}
