import type { Address } from "../address.ts";
import type { Bytes32 } from "../digest.ts";
import { fail, isFailure } from "../errors/error.ts";
import type { BlockRef, RegistryBatch, RegistryRecord, RegistryView } from "../ports.ts";
import { MOST_SLOTS } from "../state-proof/form.ts";
import { COUNT_SLOT, publicationSlots } from "../state-proof/layout.ts";
import {
  provenBatch,
  provenCurrent,
  provenGrant,
  provenList,
  provenPublication,
  provenPublications,
  provenRecord,
  slotsOfPublication,
} from "../state-proof/registry.ts";
import { type ProvenState, verifyStateProof } from "../state-proof/state-proof.ts";
import { type Ballot, Poll } from "./poll.ts";
import type { RingNode, Round } from "./settle.ts";
import { problemOf } from "./tally.ts";

/** The answers of a registry's view that the state of one block proves; undefined where no node proves anything. */
export interface ProvenView extends Pick<
  RegistryView,
  "publications" | "publication" | "current" | "currents" | "record" | "batch" | "mayPublish"
> {
  readonly block: BlockRef;
}

/**
 * Reads storage by proofs against a block that enough nodes agree on: one honest node is enough.
 * @throws STATE_PROOF_SLOT_MISSING when no node gives a proof that proves itself
 */
export function provenView(round: Round, registry: Address, block: BlockRef): ProvenView {
  const read = (slots: readonly Bytes32[]) => readSlots(round, { registry, block, slots });
  const publication: ProvenView["publication"] = async (id) => {
    const found = provenPublication(await read(slotsOfPublication(id)), id);
    if (found === undefined) return undefined;
    const { pendingOwner: _, ...state } = found;
    return state;
  };
  return {
    block,
    publications: async () => provenPublications(await read([COUNT_SLOT])),
    publication,
    current: async (id, label) => provenCurrent(await read([publicationSlots(id).current(label)]), id, label),
    currents: async (id, labels) => {
      const slots = publicationSlots(id);
      const state = await read(labels.map((label) => slots.current(label)));
      return labels.map((label) => provenCurrent(state, id, label));
    },
    record: async (id, digest) => {
      const found = provenRecord(await read([publicationSlots(id).record(digest)]), id, digest);
      return found === undefined ? undefined : recordOf(found);
    },
    batch: async (id, root): Promise<RegistryBatch | undefined> => {
      const slots = publicationSlots(id);
      const found = provenBatch(await read([slots.batch(root)]), id, root);
      if (found === undefined) return undefined;
      const list = provenList(await read([slots.list(found.entry)]), id, found.entry);
      return list === undefined ? undefined : { ...found, list };
    },
    mayPublish: async (id, account) => {
      const slots = publicationSlots(id);
      const state = await read([...slotsOfPublication(id), slots.grant(account)]);
      const found = provenPublication(state, id);
      return found !== undefined && (found.owner === account || provenGrant(state, id, account));
    },
  };
}

function recordOf({ entry, time, revision, notice }: RegistryRecord): RegistryRecord {
  return { entry, time, revision, notice };
}

interface Slots {
  readonly registry: Address;
  readonly block: BlockRef;
  readonly slots: readonly Bytes32[];
}

/** As many proofs as it takes, as one state. @throws STATE_PROOF_SLOT_MISSING */
async function readSlots(round: Round, { registry, block, slots }: Slots): Promise<ProvenState> {
  const words = new Map<Bytes32, bigint>();
  const [first, ...more] = pages(slots);
  const whole = await prove(round, { registry, block, slots: first ?? [] });
  for (const page of [first ?? [], ...more]) {
    const state = page === first ? whole : await prove(round, { registry, block, slots: page });
    for (const [slot, word] of state.words) words.set(slot, word);
  }
  return { ...whole, words };
}

function pages(slots: readonly Bytes32[]): readonly (readonly Bytes32[])[] {
  const distinct = [...new Set(slots)];
  const starts = Array.from({ length: Math.ceil(distinct.length / MOST_SLOTS) }, (_, at) => at * MOST_SLOTS);
  return starts.map((start) => distinct.slice(start, start + MOST_SLOTS));
}

/** The first proof that proves itself; who gives one that does not is noted. @throws STATE_PROOF_SLOT_MISSING */
async function prove({ ring, tally }: Round, { registry, block, slots }: Slots): Promise<ProvenState> {
  const able = ring.nodes.filter(({ states }) => states !== undefined);
  const poll = new Poll<ProvenState | undefined, RingNode>(able, ring, async ({ states }) => {
    const found = await states?.prove({ registry, slots, at: block.hash });
    return found === undefined
      ? undefined
      : verifyStateProof(found.proof, { blockHash: block.hash, registry });
  });
  const stateIn = () => poll.ballots().flatMap((one) => (one.kind === "value" ? (one.value ?? []) : []))[0];
  await poll.until(() => stateIn() !== undefined);
  await poll.grace();
  const about = `proof at block ${block.number}`;
  const instead = "a proof that leads to the block's hash";
  const isForged = forgeryJudge(stateIn() !== undefined);
  for (const ballot of poll.ballots())
    if (isForged(ballot))
      tally.dissents({
        node: ballot.node,
        kind: "forged-proof",
        about,
        said: problemOf(ballot.failure),
        instead,
      });
  return stateIn() ?? fail("STATE_PROOF_SLOT_MISSING", { slot: slots[0] ?? "none" });
}

/**
 * Whose answer proves nothing? That nothing is there is proved; and a header that this version cannot encode is nobody's
 * lie, unless another node's hashes to the block's hash.
 */
function forgeryJudge(isHeaderKnown: boolean) {
  return (ballot: Ballot<unknown>): ballot is Exclude<Ballot<unknown>, { readonly kind: "value" }> => {
    if (ballot.kind === "malformed") return true;
    if (ballot.kind !== "refusal" || isFailure(ballot.failure, "STATE_PROOF_ACCOUNT_ABSENT")) return false;
    return isHeaderKnown || !isFailure(ballot.failure, "STATE_PROOF_HEADER_UNKNOWN");
  };
}
