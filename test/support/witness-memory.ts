import type { Block } from "../../src/core/block.ts";
import type { CID } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { fail, failure } from "../../src/core/errors/error.ts";
import type { Label } from "../../src/core/label.ts";
import type { Placement } from "../../src/core/ports.ts";
import type { IssueEvidence } from "../../src/verify/evidence.ts";
import type { Witness } from "../../src/verify/witness.ts";

export type Asked = "files" | "similar" | "labelled" | "byCid" | "issue" | "block";

/** A witness that answers as another does, except where it is told to be silent; it remembers what it was asked. */
export class WatchedWitness implements Witness {
  readonly name = "the watched witness";
  readonly asked: Asked[] = [];
  readonly silent: ReadonlySet<Asked>;
  readonly #inner: Witness;

  constructor(inner: Witness, ...silent: readonly Asked[]) {
    this.#inner = inner;
    this.silent = new Set(silent);
  }

  files(sha256: Digest): Promise<readonly Placement[]> {
    return this.#ask("files", () => this.#inner.files(sha256));
  }

  similar(name: string, size: number): Promise<readonly Placement[]> {
    return this.#ask("similar", () => this.#inner.similar(name, size));
  }

  labelled(label: Label): Promise<readonly Digest[]> {
    return this.#ask("labelled", () => this.#inner.labelled(label));
  }

  byCid(cid: CID): Promise<Digest | undefined> {
    return this.#ask("byCid", () => this.#inner.byCid(cid));
  }

  async issue(manifest: Digest): Promise<IssueEvidence> {
    this.asked.push("issue");
    const found = await this.#inner.issue(manifest);
    if (!this.silent.has("issue")) return found;
    const problem = "no answer about the issue";
    const nobody = failure("CHAIN_UNREACHABLE", { node: this.name, problem });
    const unknown = { known: false, failure: nobody, source: this.name } as const;
    return { ...found, manifest: unknown, final: unknown, tip: unknown };
  }

  block(cid: CID): Promise<Block | undefined> {
    return this.#ask("block", () => this.#inner.block(cid));
  }

  async #ask<T>(what: Asked, ask: () => Promise<T>): Promise<T> {
    this.asked.push(what);
    if (this.silent.has(what))
      fail("CHAIN_UNREACHABLE", { node: this.name, problem: `no answer about ${what}` });
    return ask();
  }
}
