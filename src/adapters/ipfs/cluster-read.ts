import { type CID, cidDigest } from "../../core/cid.ts";
import { digestFromBytes } from "../../core/digest.ts";
import { failure } from "../../core/errors/error.ts";
import type { Sha256 } from "../../core/sha256.ts";
import type { Reader } from "./reader.ts";

export interface Readers {
  /** The cluster's name in failures. */
  readonly store: string;
  readonly all: readonly Reader[];
  /** How many of them have to give a block intact; all when left out. */
  readonly least: number | undefined;
  readonly sha256: Sha256;
}

/** After a peer was silent it is left alone for so long: else every block would wait for it. */
const REST_MS = 30_000;

type Given =
  | { readonly kind: "intact"; readonly bytes: Uint8Array }
  | { readonly kind: "wrong"; readonly bytes: Uint8Array }
  | { readonly kind: "absent" };

/**
 * A cluster gives a block when as many of its peers as promised give it intact. While those that do not answer could
 * make up the number, nobody can say; else it gives what the worst of them gives: wrong bytes, or none. Nothing is read from anywhere but the peers named.
 */
export function clusterReader({ store, all, least, sha256 }: Readers) {
  const restingUntil = new Map<Reader, { readonly time: number; readonly why: unknown }>();

  async function given(reader: Reader, cid: CID): Promise<Given> {
    const resting = restingUntil.get(reader);
    if (resting !== undefined && performance.now() < resting.time) throw resting.why;
    try {
      const bytes = await reader.block(cid);
      if (bytes === undefined) return { kind: "absent" };
      return { kind: digestFromBytes(sha256(bytes)) === cidDigest(cid) ? "intact" : "wrong", bytes };
    } catch (why) {
      restingUntil.set(reader, { time: performance.now() + REST_MS, why });
      throw why;
    }
  }

  async function block(cid: CID): Promise<Uint8Array | undefined> {
    if (all.length === 0)
      throw failure("STORE_UNREACHABLE", {
        store,
        problem: "no readUrl in colophon.json says where its peers' bytes are read",
      });
    const outcomes = await Promise.allSettled(all.map((reader) => given(reader, cid)));
    const found = outcomes.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    const intact = found.flatMap((one) => (one.kind === "intact" ? [one.bytes] : []));
    if (intact.length >= (least ?? all.length)) return intact[0];
    const silent = outcomes.filter((one) => one.status === "rejected");
    const [unknown] = silent;
    if (unknown !== undefined && intact.length + silent.length >= (least ?? all.length)) throw unknown.reason;
    const wrong = found.find((one) => one.kind === "wrong");
    if (wrong !== undefined) return wrong.bytes;
    if (found.some((one) => one.kind === "absent")) return undefined;
    throw unknown === undefined ? tooFew(store, intact.length, least) : unknown.reason;
  }

  /** From those peers alone that give them wrongly: the others' copies are what the cluster is repaired from. */
  async function drop(blocks: readonly CID[]): Promise<void> {
    for (const reader of all) {
      const wrong: CID[] = [];
      for (const cid of blocks) if ((await given(reader, cid)).kind === "wrong") wrong.push(cid);
      if (wrong.length === 0) continue;
      if (reader.drop === undefined)
        throw failure("STORE_REFUSED", {
          store,
          problem: `${reader.id} has damaged blocks, and its readUrl is not that of an RPC, which could remove them`,
        });
      await reader.drop(wrong);
    }
  }

  return { block, drop };
}

/** All peers that are named gave it, and they are fewer than have to. */
function tooFew(store: string, got: number, least = got): Error {
  const problem = `readUrl in colophon.json names ${got} of its peers, and ${least} have to give every block`;
  return failure("STORE_UNREACHABLE", { store, problem });
}
