import { expect } from "vitest";
import type { Address } from "../../../src/core/address.ts";
import { type Digest, digestToBytes32, ZERO_DIGEST } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { fold, genesis } from "../../../src/core/history/fold.ts";
import { portableSha256 as sha256 } from "../../../src/core/sha256.ts";
import { type Action, actionOf, at, type Scene } from "./action.ts";
import { BatchTree, type Listed } from "./batch-tree.ts";
import { argumentsOf } from "./calls.ts";
import type { RegistryChain } from "./chain.ts";
import { entryOfLog } from "./entry-of-log.ts";
import { type EntryFields, judge, refused, type Verdict } from "./model.ts";
import { apply, nothing, type Replayed } from "./replay.ts";
import { judgeSigned, signedArguments, type SignedCall } from "./signing.ts";
import type { Step } from "./steps.ts";

/** What the model holds of one publication. */
export interface Kept {
  readonly state: Replayed;
  readonly entries: Entry[];
  /** From the genesis on. */
  readonly heads: Digest[];
  readonly taken: SignedCall[];
}

/** A call that is about to be made, and what the model says to it. */
interface Plan {
  readonly action: Action;
  readonly name: string;
  readonly args: readonly unknown[];
  readonly verdict: Verdict;
  /** The publication; the one that is made, for a registration. */
  readonly id: string;
  readonly entries: readonly Entry[];
  /** Unix seconds of its block. */
  readonly time: number;
}

/** How often each call was taken, and with which error it was refused: `anchor taken`, `anchorBySig HeadStale`. */
export type Tally = Map<string, number>;

/** The same calls on the chain and on the model, compared after each. */
export class Play {
  readonly chain: RegistryChain;
  readonly kept = new Map<string, Kept>();
  readonly #lists: readonly (readonly Listed[])[];
  readonly #trees = new Map<string, BatchTree>();
  readonly #tally: Tally;
  #time = 1_800_000_000;

  constructor(chain: RegistryChain, lists: readonly (readonly Listed[])[], tally: Tally) {
    this.chain = chain;
    this.#lists = lists;
    this.#tally = tally;
  }

  tree(id: string, index: number): BatchTree {
    const key = `${id} ${index}`;
    const tree = this.#trees.get(key) ?? new BatchTree(id, at(this.#lists, index));
    this.#trees.set(key, tree);
    return tree;
  }

  trees(id: string): BatchTree[] {
    return this.#lists.map((_, index) => this.tree(id, index));
  }

  /** What the step means now, and what should come of it. */
  plan(step: Step): Plan {
    this.#time += step.wait;
    const id = String(step.publication);
    const scene = this.#scene(id);
    const action = actionOf(step, scene);
    const [name, args] = callOf(id, action);
    const verdict = this.#judged(id, scene, action);
    const key = action.does === "register" ? String(this.kept.size + 1) : id;
    const entries = verdict.ok ? this.#written(key, actorOf(action), verdict.entries) : [];
    return { action, name, args, verdict, id: key, entries, time: this.#time };
  }

  /** The model does what was planned. */
  keep({ action, name, verdict, id, entries }: Plan): void {
    const count = `${name} ${verdict.ok ? "taken" : verdict.error}`;
    this.#tally.set(count, (this.#tally.get(count) ?? 0) + 1);
    if (!verdict.ok) return;
    const start = { state: nothing(), entries: [], heads: [genesis(this.chain.ref(Number(id)), sha256)] };
    const kept: Kept = this.kept.get(id) ?? { ...start, taken: [] };
    this.kept.set(id, kept);
    for (const entry of entries) {
      apply(kept.state, entry);
      kept.entries.push(entry);
      kept.heads.push(fold(at(kept.heads, kept.heads.length - 1), entry, sha256));
    }
    if (action.does === "signed") kept.taken.push(action.signed);
  }

  #scene(id: string): Scene {
    const kept = this.kept.get(id);
    const ref = this.chain.ref(Number(id));
    const other = String(1 + (Number(id) % 2));
    return {
      accounts: this.chain.accounts,
      publications: this.kept.size,
      ref,
      state: kept?.state,
      heads: kept?.heads ?? [genesis(ref, sha256)],
      time: this.#time,
      tree: (index) => this.tree(id, index),
      foreignTree: (index) => this.tree(other, index),
      taken: kept?.taken ?? [],
    };
  }

  #judged(id: string, scene: Scene, action: Action): Verdict {
    const { state, ref, heads, time } = scene;
    switch (action.does) {
      case "register":
        if (action.profile === ZERO_DIGEST) return refused("DigestZero");
        return { ok: true, entries: [{ kind: "registered", profile: action.profile }] };
      case "call":
        return judge({ id, state }, action.sender, action.call);
      case "signed":
        break;
    }
    return judgeSigned({ id, state, ref, head: at(heads, heads.length - 1), time }, action.signed);
  }

  #written(id: string, actor: Address, fields: readonly EntryFields[]): Entry[] {
    const before = this.kept.get(id)?.entries.length ?? 0;
    return fields.map((each, index) => ({ number: before + index + 1, time: this.#time, actor, ...each }));
  }
}

/** Makes the call, and expects the model's answer, error with its arguments, events and head. */
export async function make(play: Play, step: Step): Promise<void> {
  const { chain } = play;
  const plan = play.plan(step);
  const { action, name, args, verdict, id, entries } = plan;
  await chain.nextTime(plan.time);
  const returned = action.does === "register" ? id : String(entries.at(-1)?.number);
  const told = await chain.simulate(action.sender, name, args);
  expect(told, `what ${name} answers`).toEqual(verdict.ok ? returned : verdict);
  const outcome = await chain.call(action.sender, name, args);
  const logs = outcome.ok ? outcome.logs : [];
  expect(outcome.ok || outcome, name).toEqual(verdict.ok || verdict);
  expect(logs.map(entryOfLog), `the events of ${name}`).toEqual(entries);
  expect(logs.map((log) => String(log.args["publicationId"]))).toEqual(entries.map(() => id));
  play.keep(plan);
  const head = play.kept.get(id)?.heads.at(-1) ?? ZERO_DIGEST;
  expect(await chain.head(BigInt(id)), `the head after ${name}`).toBe(head);
}

function actorOf(action: Action): Address {
  return action.does === "signed" ? action.signed.by.publisher : action.sender;
}

function callOf(id: string, action: Action): [name: string, args: readonly unknown[]] {
  switch (action.does) {
    case "register":
      return ["register", [digestToBytes32(action.profile)]];
    case "call":
      return [action.call.do, [id, ...argumentsOf(action.call)]];
    case "signed":
      break;
  }
  return [`${action.signed.call.do}BySig`, [id, ...signedArguments(action.signed)]];
}
