import { verifyBlock } from "../../../src/core/block.ts";
import type { CID } from "../../../src/core/cid.ts";
import { fail, failure } from "../../../src/core/errors/error.ts";
import type { Car, Claim, Store } from "../../../src/core/ports.ts";
import { nodeSha256 } from "../../../src/adapters/node/sha256.ts";
import type { Deadline } from "../../../src/audit/holding.ts";
import { sectionsOf } from "./memory-car.ts";

/** How a store behaves when it is asked. */
export type Mood = "up" | "refusing" | "hanging";

/**
 * A store whose blocks are those of the issue but for what was done to them: a copy costs nothing, so that thousands of
 * histories can be lived through. It always claims to have everything pinned.
 */
export class FakedStore implements Store {
  readonly id: string;
  readonly operator: string;
  readonly #issue: ReadonlyMap<string, Uint8Array>;
  readonly #missing = new Set<string>();
  readonly #garbled = new Set<string>();
  mood: Mood = "up";

  constructor(id: string, operator: string, issue: ReadonlyMap<string, Uint8Array>) {
    this.id = id;
    this.operator = operator;
    this.#issue = issue;
  }

  // --- what befalls it ---

  loseAll(): void {
    this.#garbled.clear();
    for (const name of this.#issue.keys()) this.#missing.add(name);
  }

  lose(name: string): void {
    if (!this.#garbled.has(name)) this.#missing.add(name);
  }

  garble(name: string): void {
    if (!this.#missing.has(name)) this.#garbled.add(name);
  }

  /** Would it give this block intact, if it were up? */
  holds(name: string): boolean {
    return !this.#missing.has(name) && !this.#garbled.has(name);
  }

  get whole(): boolean {
    return this.#missing.size + this.#garbled.size === 0;
  }

  // --- what audit and repair ask of it ---

  async block(cid: CID): Promise<Uint8Array | undefined> {
    await this.#answer();
    const name = cid.toString();
    const bytes = this.#missing.has(name) ? undefined : this.#issue.get(name);
    return bytes !== undefined && this.#garbled.has(name) ? garbled(bytes) : bytes;
  }

  async claim(): Promise<Claim> {
    await this.#answer();
    return "pinned";
  }

  async put(car: Car): Promise<void> {
    await this.#answer();
    for (const { cid, bytes } of await sectionsOf(car)) {
      verifyBlock(cid, bytes, nodeSha256);
      this.#missing.delete(cid.toString());
      this.#garbled.delete(cid.toString());
    }
  }

  #answer(): Promise<void> {
    if (this.mood === "hanging") return new Promise(() => undefined);
    if (this.mood === "refusing") fail("STORE_UNREACHABLE", { store: this.id, problem: "it is down" });
    return Promise.resolve();
  }
}

/** No time passes while a store hangs: what it would answer never comes, and the deadline is over at once. */
export function noPatience(stores: readonly FakedStore[]): Deadline {
  return {
    begin: (id) => async (answer) => {
      if (stores.some((store) => store.id === id && store.mood === "hanging"))
        throw failure("STORE_SILENT", { store: id, problem: "nothing in the time allowed" });
      return answer;
    },
  };
}

function garbled(bytes: Uint8Array): Uint8Array {
  const other = Uint8Array.from(bytes);
  other[0] = (other[0] ?? 0) ^ 1;
  return other;
}
