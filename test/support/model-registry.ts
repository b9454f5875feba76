import { type Address, parseAddress } from "../../src/core/address.ts";
import { type Digest, digestFromBytes } from "../../src/core/digest.ts";
import { fail } from "../../src/core/errors/error.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { fold, genesis } from "../../src/core/history/fold.ts";
import type { Label } from "../../src/core/label.ts";
import type {
  BlockRef,
  Chain,
  LoggedEntry,
  PublicationState,
  Registry,
  RegistryRecord,
  RegistryView,
} from "../../src/core/ports.ts";
import { parsePublicationId, type PublicationId, publicationRef } from "../../src/core/publication.ts";
import type { Call } from "../contracts/support/calls.ts";
import { judge, verified } from "../contracts/support/model.ts";
import { apply, nothing, type Replayed } from "../contracts/support/replay.ts";
import { hashing, utf8 } from "./hashing.ts";

export const ACCOUNTS: readonly Address[] = [1, 2, 3, 4].map((n) => parseAddress(`0x${`a${n}`.repeat(20)}`));
export const OWNER = ACCOUNTS[0] ?? parseAddress(`0x${"a1".repeat(20)}`);
const START = 1_790_000_000;

type DistributiveOmit<T, K extends keyof T> = T extends unknown ? Omit<T, K> : never;
/** What an entry says besides its number, time and actor. */
export type Said = DistributiveOmit<Entry, "number" | "time" | "actor">;

/** What a node may get wrong, or a contract: each is handed the truth. */
export interface Faults {
  logs(entries: LoggedEntry[], id: PublicationId): LoggedEntry[];
  publication(state: PublicationState): PublicationState | undefined;
  record(record: RegistryRecord | undefined, digest: Digest): RegistryRecord | undefined;
  current(digest: Digest | undefined, label: Label): Digest | undefined;
}

const HONEST: Faults = {
  logs: (entries) => entries,
  publication: (state) => state,
  record: (record) => record,
  current: (digest) => digest,
};

interface Written {
  readonly id: PublicationId;
  readonly located: LoggedEntry;
}

/**
 * A registry on a chain of its own, in memory: the rules are those of the contract's model, every call is a block, and a
 * test may take blocks back, write what the rules refuse, and make the node lie.
 */
export class ModelRegistry implements Registry {
  readonly chain = publicationRef("eip155:31337", `0x${"5a".repeat(20)}`, "1").chain;
  readonly address = publicationRef("eip155:31337", `0x${"5a".repeat(20)}`, "1").registry;
  readonly faults: Faults = { ...HONEST };
  /** The node does not answer. */
  down = false;
  /** How many of the latest blocks are not final. */
  notFinal = 0;
  /** How many of the latest blocks the node has not heard of yet. */
  lag = 0;
  /** How often logs were asked for. */
  readings = 0;
  /** From which block they were asked for the last time. */
  searchedFrom = 0;
  #fork = 0;
  #blocks: BlockRef[] = [];
  #written: Written[] = [];

  constructor() {
    this.mine();
  }

  // --- what is written ---

  register(profile: Digest, actor = OWNER): PublicationId {
    const id = parsePublicationId(String(this.#count(this.#written) + 1));
    this.plant(id, { kind: "registered", profile }, actor);
    return id;
  }

  /** Calls the registry by its rules. The name of the error when it refuses. */
  call(id: PublicationId, call: Call, actor = OWNER): string | undefined {
    const written = this.#written.filter((one) => one.id === id);
    const verdict = judge({ id, state: written.length === 0 ? undefined : stateOf(written) }, actor, call);
    if (!verdict.ok) return verdict.error;
    const block = this.mine();
    for (const said of verdict.entries) this.#write(id, said, { actor, block });
    return undefined;
  }

  /** Writes an entry whatever the rules say: what a broken contract would do. */
  plant(id: PublicationId, said: Said, actor = OWNER): void {
    this.#write(id, said, { actor, block: this.mine() });
  }

  #write(id: PublicationId, said: Said, { actor, block }: { actor: Address; block: BlockRef }): void {
    const number = this.#written.filter((one) => one.id === id).length + 1;
    const entry = { number, time: block.time, actor, ...said } as Entry;
    const transaction = hashOf(`transaction ${this.#fork}.${block.number}`);
    this.#written.push({ id, located: { entry, transaction, block } });
  }

  /** All there are at the tip, whatever its node says. */
  publications(): readonly PublicationId[] {
    return [...new Set(this.#written.map(({ id }) => id))];
  }

  standing(id: PublicationId, label: Label): { digest: Digest; revision: number } | undefined {
    const state = stateOf(this.#written.filter((one) => one.id === id));
    const digest = state.current.get(label);
    return digest === undefined ? undefined : { digest, revision: state.records.get(digest)?.revision ?? 0 };
  }

  mine(): BlockRef {
    const number = this.#blocks.length;
    const block = { number, hash: hashOf(`block ${this.#fork}.${number}`), time: START + number * 600 };
    this.#blocks.push(block);
    return block;
  }

  /** Takes the latest blocks back; those mined from now on are others. */
  reorganise(depth: number): void {
    this.#fork += 1;
    this.#blocks = this.#blocks.slice(0, this.#blocks.length - depth);
    this.#written = this.#written.filter(({ located }) => located.block.number < this.#blocks.length);
  }

  // --- Registry ---

  at(block: BlockRef): RegistryView {
    const replayed = (id: PublicationId) => {
      const written = this.#until(block).filter((one) => one.id === id);
      return written.length === 0 ? undefined : { id, written, state: stateOf(written) };
    };
    const current = (id: PublicationId, label: Label) =>
      this.faults.current(replayed(id)?.state.current.get(label), label);
    return {
      block,
      publications: async () => this.#count(this.#until(block)),
      publication: async (id) => {
        const found = replayed(id);
        return found === undefined ? undefined : this.faults.publication(this.#publicationOf(found));
      },
      current: async (id, label) => current(id, label),
      currents: async (id, labels) => labels.map((label) => current(id, label)),
      record: async (id, digest) => {
        const found = replayed(id)?.state.records.get(digest);
        const { entry = 0, time = 0, revision = 0, standing: notice = "none" } = found ?? {};
        return this.faults.record(
          found === undefined ? undefined : { entry, time, revision, notice },
          digest,
        );
      },
      batched: async (id, issue) => {
        const found = verified({ id, state: replayed(id)?.state }, issue);
        if (found === undefined) return undefined;
        const { entry, time, revision, standing: notice } = found.held;
        return { record: { entry, time, revision, notice }, current: found.standing };
      },
      batch: async (id, root) => replayed(id)?.state.batches.get(root),
      batchLists: async (id) =>
        [...(replayed(id)?.state.batches.values() ?? [])].map(({ entry, list }) => ({ entry, list })),
      mayPublish: async (id, account) => {
        const state = replayed(id)?.state;
        return state !== undefined && (account === state.owner || state.granted.has(account));
      },
    };
  }

  async entries(...[id, after, until, from = 0]: Parameters<Registry["entries"]>): Promise<LoggedEntry[]> {
    this.readings += 1;
    this.searchedFrom = from;
    const written = this.#until(until).filter((one) => one.id === id);
    const told = this.faults.logs(
      written.map(({ located }) => located),
      id,
    );
    return told.filter(({ entry, block }) => entry.number > after && block.number >= from);
  }

  /** The node, as far as reading goes. */
  node(): Chain {
    const never = () => expectNever();
    return {
      node: "http://127.0.0.1:8545",
      chainId: async () => this.chain,
      block: async (at) => {
        this.#ask();
        if (at === "latest") return this.#blocks.at(-1 - this.lag);
        if (at === "finalized") return this.#blocks.at(-1 - Math.max(this.lag, this.notFinal));
        return this.#blocks.find(({ number, hash }) => number === at || hash === at);
      },
      ...{ hasCode: never, call: never, estimateGas: never, balance: never, transactionCount: never },
      ...{ fees: never, send: never, receipt: never, logs: never },
    };
  }

  // --- behind both ---

  #ask(): void {
    if (this.down)
      fail("CHAIN_UNREACHABLE", { node: "http://127.0.0.1:8545", problem: "connection refused" });
  }

  #until(block: BlockRef): Written[] {
    this.#ask();
    if (this.#blocks[block.number]?.hash !== block.hash)
      fail("CHAIN_ANSWER_INVALID", { node: "http://127.0.0.1:8545", problem: `no block ${block.hash}` });
    return this.#written.filter(({ located }) => located.block.number <= block.number);
  }

  #count(written: readonly Written[]): number {
    return new Set(written.map(({ id }) => id)).size;
  }

  #publicationOf({
    id,
    written,
    state,
  }: {
    id: PublicationId;
    written: Written[];
    state: Replayed;
  }): PublicationState {
    const { owner, entries, registeredAt, updatedAt, closed, profile } = state;
    const start = genesis({ chain: this.chain, registry: this.address, id }, hashing.sha256);
    const head = written.reduce((before, { located }) => fold(before, located.entry, hashing.sha256), start);
    return { id, owner, head, entries, registeredAt, updatedAt, closed, profile };
  }
}

function stateOf(written: readonly Written[]): Replayed {
  const state = nothing();
  for (const { located } of written) apply(state, located.entry);
  return state;
}

function hashOf(text: string): `0x${string}` {
  return `0x${digestFromBytes(hashing.sha256(utf8(text)))}`;
}

function expectNever(): never {
  throw new Error("a reader asks this of no node");
}
