import { Result } from "ethers";
import { type Address, parseAddress } from "../../core/address.ts";
import { type Digest, digestToBytes32, parseDigest, ZERO_DIGEST } from "../../core/digest.ts";
import { fail, isFailure, reasonOf } from "../../core/errors/error.ts";
import type {
  BlockRef,
  Chain,
  LoggedEntry,
  PublicationState,
  Registry,
  RegistryBatch,
  RegistryRecord,
  RegistryView,
} from "../../core/ports.ts";
import type { ChainId, PublicationId } from "../../core/publication.ts";
import { ENTRY_TOPICS, entryOf, noticeKind } from "./events.ts";
import { registryInterface } from "./interface.ts";
import { REGISTRY_RULES } from "./registry-code.ts";

/** The node reads one storage slot for each: 21 million gas, less than what nodes allow a call. */
const ENTRIES_AT_ONCE = 10_000;

const LABELS_AT_ONCE = 1_000;

/** What a registry says of itself, asked at one block. */
export interface RegistryFacts {
  readonly version: string;
  readonly block: BlockRef;
}

type Fields = Readonly<Record<string, unknown>>;

export interface RegistrySettings {
  readonly chain: Chain;
  readonly address: Address;
  readonly chainId: ChainId;
  /** The block that created it, from which its logs are asked for: 0 when it is not known. */
  readonly deployedAt?: number | undefined;
}

/** The registry at an address of a chain. Nothing is asked until a method is called: see `registryFacts` for that. */
export function createRegistry(settings: RegistrySettings): Registry {
  const { chain, address, chainId } = settings;
  return {
    chain: chainId,
    address,
    at: (block) => viewAt(chain, address, block),
    entries: (id, after, until, from) => readEntries(settings, { id, after, until, from }),
  };
}

/**
 * Asks whether a registry of this kind is at the address.
 * @throws REGISTRY_MISSING without code there | REGISTRY_FOREIGN when its `version()` is not ours | those of the chain
 */
export async function registryFacts(chain: Chain, address: Address): Promise<RegistryFacts> {
  const block = await chain.block("latest");
  if (block === undefined)
    return fail("CHAIN_ANSWER_INVALID", { node: chain.node, problem: "it has no block" });
  if (!(await chain.hasCode(address)))
    fail("REGISTRY_MISSING", { registry: address, chain: await chain.chainId() });
  const version = await versionAt(chain, address, block);
  if (version !== REGISTRY_RULES)
    fail("REGISTRY_FOREIGN", { registry: address, problem: `expected ${REGISTRY_RULES}, got ${version}` });
  return { version, block };
}

async function versionAt(chain: Chain, address: Address, block: BlockRef): Promise<string> {
  const data = registryInterface.encodeFunctionData("version") as `0x${string}`;
  const answer = await chain.call({ to: address, data }, block).catch((error: unknown) => {
    if (isFailure(error, "CALL_REVERTED")) return "0x";
    throw error;
  });
  try {
    return String(registryInterface.decodeFunctionResult("version", answer)[0]);
  } catch {
    return "no version";
  }
}

function viewAt(chain: Chain, address: Address, block: BlockRef): RegistryView {
  const askAll = async (name: string, ...values: readonly unknown[]): Promise<Result> => {
    const data = registryInterface.encodeFunctionData(name, values) as `0x${string}`;
    const answer = await chain.call({ to: address, data }, block);
    try {
      return registryInterface.decodeFunctionResult(name, answer);
    } catch (error) {
      return fail("CHAIN_ANSWER_INVALID", { node: chain.node, problem: `${name}: ${reasonOf(error)}` });
    }
  };
  const ask = async (name: string, ...values: readonly unknown[]): Promise<unknown> =>
    (await askAll(name, ...values))[0];
  return {
    block,
    publications: async () => Number(await ask("publications")),
    publication: async (id) => {
      const state = await ask("publication", id).catch((error: unknown) => {
        if (isFailure(error, "PUBLICATION_UNKNOWN")) return undefined;
        throw error;
      });
      return state === undefined ? undefined : stateOf(id, fieldsOf(state));
    },
    current: async (id, label) => known(parseDigest(String(await ask("current", id, label)))),
    currents: async (id, labels) => {
      const found: (Digest | undefined)[] = [];
      for (let at = 0; at < labels.length; at += LABELS_AT_ONCE) {
        const some = labels.slice(at, at + LABELS_AT_ONCE);
        const page = [...((await ask("currents", id, some)) as Result)];
        if (page.length !== some.length)
          fail("CHAIN_ANSWER_INVALID", { node: chain.node, problem: `currents: ${page.length} answers` });
        found.push(...page.map((digest) => known(parseDigest(String(digest)))));
      }
      return found;
    },
    record: async (id, digest) => recordOf(fieldsOf(await ask("record", id, digestToBytes32(digest)))),
    batched: async (id, { root, label, digest, path }) => {
      const issue = { root, label, digest: digestToBytes32(digest), path };
      const [held, standing] = await askAll("verifyBatched", id, issue);
      const record = recordOf(fieldsOf(held));
      return record === undefined ? undefined : { record, current: parseDigest(String(standing)) };
    },
    batch: async (id, root) => batchOf(fieldsOf(await ask("batch", id, root))),
    batchLists: (id) => readBatchLists(chain, id, askAll),
    mayPublish: async (id, account) => (await ask("isPublisher", id, account)) === true,
  };
}

async function readBatchLists(
  { node }: Chain,
  id: PublicationId,
  askAll: (name: string, ...values: readonly unknown[]) => Promise<Result>,
): Promise<readonly Pick<RegistryBatch, "entry" | "list">[]> {
  const found: Pick<RegistryBatch, "entry" | "list">[] = [];
  for (let from = 1; from !== 0;) {
    const [page, next] = await askAll("batchLists", id, from, ENTRIES_AT_ONCE);
    for (const one of page as Result) {
      const { entry, listDigest } = fieldsOf(one);
      found.push({ entry: Number(entry), list: parseDigest(String(listDigest)) });
    }
    // A node that sends us back would keep us for ever, or hide the batches behind.
    if (Number(next) !== 0 && Number(next) <= from)
      fail("CHAIN_ANSWER_INVALID", { node, problem: `batchLists goes on at ${String(next)}` });
    from = Number(next);
  }
  return found;
}

/** As a plain object: ethers' own list of fields hides one that is called `entries` behind the method of a list. */
function fieldsOf(struct: unknown): Fields {
  return struct instanceof Result
    ? struct.toObject()
    : fail("INTERNAL", { problem: "the ABI names no struct here" });
}

function stateOf(id: PublicationId, fields: Fields): PublicationState {
  return {
    id,
    owner: parseAddress(String(fields["owner"])),
    head: parseDigest(String(fields["head"])),
    entries: Number(fields["entries"]),
    registeredAt: Number(fields["registeredAt"]),
    updatedAt: Number(fields["updatedAt"]),
    closed: fields["closed"] === true,
    profile: parseDigest(String(fields["profile"])),
  };
}

function recordOf(fields: Fields): RegistryRecord | undefined {
  const entry = Number(fields["entry"]);
  if (entry === 0) return undefined;
  const notice = noticeKind(Number(fields["standing"]));
  return { entry, time: Number(fields["time"]), revision: Number(fields["revision"]), notice };
}

function batchOf(fields: Fields): RegistryBatch | undefined {
  const entry = Number(fields["entry"]);
  if (entry === 0) return undefined;
  const list = parseDigest(String(fields["listDigest"]));
  return { entry, time: Number(fields["time"]), count: Number(fields["count"]), list };
}

function known(digest: Digest): Digest | undefined {
  return digest === ZERO_DIGEST ? undefined : digest;
}

interface Wanted {
  readonly id: PublicationId;
  readonly after: number;
  readonly until: BlockRef;
  readonly from: number | undefined;
}

// So many blocks are searched for logs at once by almost every node: then looking for the first one is not worth it.
const SHORT_RANGE = 1000;

/** Logs are only a hint: an entry that cannot be decoded is left out, and folding then shows the gap. */
async function readEntries(settings: RegistrySettings, wanted: Wanted): Promise<LoggedEntry[]> {
  const { chain, address } = settings;
  const id = `0x${BigInt(wanted.id).toString(16).padStart(64, "0")}` as const;
  const logs = await chain.logs({
    address,
    topics: [ENTRY_TOPICS, id],
    from: wanted.from ?? (await firstBlock(settings, wanted)),
    to: wanted.until.number,
  });
  const found: LoggedEntry[] = [];
  for (const log of logs) {
    if (log.address !== address) continue;
    const entry = entryOf(log);
    if (entry !== undefined && entry.number > wanted.after)
      found.push({ entry, transaction: log.transaction, block: log.block });
  }
  return found.sort((a, b) => a.entry.number - b.entry.number);
}

/**
 * Where a publication's history may begin: the first block of the time at which the registry says that it was
 * registered. A node that lies here hides entries, which folding shows.
 */
async function firstBlock(
  { chain, address, deployedAt = 0 }: RegistrySettings,
  { id, until }: Wanted,
): Promise<number> {
  let [low, high] = [deployedAt, until.number];
  if (high - low < SHORT_RANGE) return low;
  const state = await viewAt(chain, address, until).publication(id);
  if (state === undefined) return low;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    // Blocks that a node no longer has are the oldest ones.
    const time = (await chain.block(middle))?.time ?? 0;
    if (time < state.registeredAt) low = middle + 1;
    else high = middle;
  }
  return low;
}
