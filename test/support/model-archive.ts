import type { Block } from "../../src/core/block.ts";
import type { CID } from "../../src/core/cid.ts";
import { packContent } from "../../src/core/dag/pack.ts";
import { type Digest, ZERO_DIGEST } from "../../src/core/digest.ts";
import { fail } from "../../src/core/errors/error.ts";
import type { NoticeKind } from "../../src/core/history/entry.ts";
import { type Label, parseLabel } from "../../src/core/label.ts";
import { encodeManifest } from "../../src/core/manifest/codec.ts";
import type { Manifest } from "../../src/core/manifest/manifest.ts";
import { comparePaths } from "../../src/core/path.ts";
import type { Store } from "../../src/core/ports.ts";
import { encodeProfile, encodeReason } from "../../src/core/profile.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import type { Call } from "../contracts/support/calls.ts";
import { hashing, memoryFile } from "./hashing.ts";
import { ModelRegistry, OWNER } from "./model-registry.ts";

type Texts = Readonly<Record<string, string>>;

/** A store in memory that a test can empty, spoil, or stop after so many blocks. */
export class MemoryStore implements Store {
  readonly blocks = new Map<string, Uint8Array>();
  readonly operator: string = "us";
  /** How many more times it answers. */
  patience = Infinity;
  asked = 0;
  readonly id: string;

  constructor(id: string) {
    this.id = id;
  }

  async put(): Promise<void> {
    fail("STORE_REFUSED", { store: this.id, problem: "it is only read from" });
  }

  async block(cid: CID): Promise<Uint8Array | undefined> {
    this.asked += 1;
    if (this.patience-- <= 0) fail("STORE_UNREACHABLE", { store: this.id, problem: "no answer after 10 s" });
    return this.blocks.get(cid.toString());
  }

  spoil(cid: unknown): void {
    const bytes = this.blocks.get(String(cid));
    if (bytes === undefined) throw new Error(`there is no block ${String(cid)}`);
    this.blocks.set(String(cid), bytes.with(0, (bytes[0] ?? 0) ^ 1));
  }
}

/** A publisher over the registry's model and stores in memory: what it publishes is packed by the project's own code. */
export class ModelArchive {
  readonly registry = new ModelRegistry();
  readonly stores: readonly MemoryStore[];

  constructor(...stores: readonly string[]) {
    this.stores = (stores.length === 0 ? ["first"] : stores).map((id) => new MemoryStore(id));
  }

  register(title = "The Letter"): PublicationId {
    return this.registry.register(this.profile({ title }));
  }

  profile(profile: Parameters<typeof encodeProfile>[0]): Digest {
    const { block, digest } = encodeProfile(profile, hashing.sha256);
    this.keep(block);
    return digest;
  }

  /** The manifest of the next revision of an issue, its blocks in every store; nothing is anchored. */
  async pack(
    id: PublicationId,
    label: string,
    texts: Texts,
    change: Partial<Manifest> = {},
  ): Promise<Digest> {
    const before = this.standing(id, parseLabel(label));
    const sources = Object.entries(texts)
      .map(([path, text]) => memoryFile(path, text))
      .toSorted((a, b) => comparePaths(a.path, b.path));
    const writer = { put: async (cid: CID, bytes: Uint8Array) => this.keep({ cid, bytes }) };
    const packed = await packContent(sources, writer, { hashing, typeOf: () => "text/plain" });
    const { chain, address: registry } = this.registry;
    const { block, digest } = encodeManifest(
      {
        ...packed,
        issue: { label: parseLabel(label), revision: (before?.revision ?? 0) + 1, title: `Issue ${label}` },
        profile: "unixfs-v1-2025",
        publication: { chain, registry, id },
        ...(before === undefined ? {} : { supersedes: before.digest }),
        type: "colophon/manifest/1",
        ...change,
      },
      hashing.sha256,
    );
    this.keep(block);
    return digest;
  }

  async anchor(id: PublicationId, label: string, texts: Texts): Promise<Digest> {
    const digest = await this.pack(id, label, texts);
    this.call(id, { do: "anchor", label, digest });
    return digest;
  }

  async revise(id: PublicationId, label: string, texts: Texts, why?: string): Promise<Digest> {
    const supersedes = this.standing(id, parseLabel(label))?.digest ?? ZERO_DIGEST;
    const digest = await this.pack(id, label, texts);
    this.call(id, { do: "revise", label, digest, supersedes, reason: this.reason(why) });
    return digest;
  }

  post(id: PublicationId, digest: Digest, notice: NoticeKind, why?: string): void {
    this.call(id, { do: "post", digest, notice, reason: this.reason(why) });
  }

  reason(why: string | undefined): Digest {
    if (why === undefined) return ZERO_DIGEST;
    const { block, digest } = encodeReason(why, hashing.sha256);
    this.keep(block);
    return digest;
  }

  keep({ cid, bytes }: Pick<Block, "cid" | "bytes">): void {
    for (const store of this.stores) store.blocks.set(cid.toString(), bytes);
  }

  /** What the truth of the registry is, whatever its node says. */
  standing(id: PublicationId, label: Label): { digest: Digest; revision: number } | undefined {
    return this.registry.standing(id, label);
  }

  call(id: PublicationId, call: Call, actor = OWNER): void {
    const refusal = this.registry.call(id, call, actor);
    if (refusal !== undefined) throw new Error(`the registry's model refused: ${refusal}`);
  }
}
