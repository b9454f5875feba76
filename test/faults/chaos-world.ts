import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openJournal } from "../../src/adapters/journal/journal.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { audit } from "../../src/audit/audit.ts";
import { openPublishing, openReading, type Seams } from "../../src/cli/compose.ts";
import { dataPath, readArchive, writeArchive } from "../../src/cli/config.ts";
import { tipBlock } from "../../src/core/finality.ts";
import type { Clock, Journal } from "../../src/core/ports.ts";
import { parsePublicationId, type PublicationRef, publicationRef } from "../../src/core/publication.ts";
import { registerPublication } from "../../src/publish/found.ts";
import { type Publisher, settle } from "../../src/publish/publisher.ts";
import { filesIn, unfinishedOf } from "../support/archive-standing.ts";
import { DEVELOPMENT_KEY } from "../support/development-key.ts";
import { type Between, watched, watchedJournal, watchedPart } from "../support/outside.ts";
import type { Rig } from "../support/publisher-rig.ts";

/** How deep a block has to be to count as final here, and so how deep the chain may be reorganised. */
export const DEPTH = 3;

/** An archive on disk, composed as the commands compose it, on a chain where anything can happen. */
export interface World extends AsyncDisposable {
  readonly archive: string;
  /** The archive's own publication. */
  readonly letter: PublicationRef;
  readonly rig: Rig;
  /** What the settings of the scenes see: this archive's own publisher and journal, with nothing failing. */
  readonly stage: Rig;
  /** One run of the program: opens everything, settles what is left, works, and closes everything. */
  run(work: (publisher: Publisher) => Promise<void>, between?: Between): Promise<void>;
  /** Works with the stage's publisher open. */
  staged(work: () => Promise<void>): Promise<void>;
  leftOver(): { readonly unfinished: readonly string[]; readonly files: readonly string[] };
  /** The faults that an audit of every publication finds, but for those of what was relayed unpacked. */
  faults(): Promise<readonly unknown[]>;
}

/** The clock has to see to it that blocks come while somebody waits. */
export async function openWorld(rig: Rig, clock: Clock): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "colophon-chaos-"));
  process.env["COLOPHON_PRIVATE_KEY"] = DEVELOPMENT_KEY;
  const archive = join(folder, "archive");
  await mkdir(dataPath(archive, ""), { recursive: true });
  await writeArchive({ folder: archive, config: configOf(rig, rig.publication) });
  let opened: Publisher | undefined;
  const run: World["run"] = async (work, between) => {
    const seams = between === undefined ? {} : seamsOf(between);
    await using reading = await openReading(readArchive(archive), { seams });
    const options = { onProgress: () => {}, until: "final", seams } as const;
    await using publishing = await openPublishing(reading, options);
    const publisher = timed(publishing.publisher, clock, between);
    await settle(publisher);
    await work(publisher);
  };
  const staged: World["staged"] = (work) =>
    run(async (publisher) => {
      opened = publisher;
      try {
        await work();
      } finally {
        // What is asked later is asked of the rig's own: this one's chain gives no answers once it is closed.
        opened = undefined;
      }
    });
  const stage: Rig = {
    ...rig,
    publisher: () => opened ?? rig.publisher(),
    get journal() {
      return reopened(dataPath(archive, "journal.sqlite"));
    },
    register: async (title) => {
      const { id } = await registerPublication({ title }, opened ?? rig.publisher());
      return publicationRef(rig.publication.chain, rig.registry, id);
    },
  };
  const founded: PublicationRef[] = [];
  await staged(async () => void founded.push(await stage.register("The Harbour Letter")));
  const [letter = rig.publication] = founded;
  await writeArchive({ folder: archive, config: configOf(rig, letter) });
  return {
    ...{ archive, letter, rig, stage, run, staged },
    leftOver: () => ({
      unfinished: unfinishedOf(archive).map(({ key }) => key),
      // What a store has half taken in lies for an hour: it may belong to a process that lives.
      files: filesIn(dataPath(archive, "staging")),
    }),
    faults: () => faultsOf(archive),
    async [Symbol.asyncDispose]() {
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function configOf(rig: Rig, { id }: PublicationRef): Parameters<typeof writeArchive>[0]["config"] {
  return {
    type: "colophon/archive/1",
    chain: { type: "rpc", id: rig.publication.chain, url: rig.url },
    finality: { kind: "depth", blocks: DEPTH },
    registry: rig.registry,
    deployedAt: 0,
    publications: [{ name: "letter", id, title: "The Harbour Letter" }],
    signer: { type: "environment" },
    targets: [{ type: "embedded", id: "embedded", operator: "self" }],
    policy: { minCopies: 1, minOperators: 1 },
  };
}

function seamsOf(between: Between): Seams {
  return {
    chain: (chain) => watchedPart(chain, "chain", between),
    store: (store) => watchedPart(store, "store", between),
    journal: (journal) => watchedJournal(journal, between),
  };
}

/** With the clock of the test, and what has no seam watched too. */
function timed(publisher: Publisher, clock: Clock, between: Between | undefined): Publisher {
  const { transacting, replication, staging } = publisher;
  const [store] = replication.stores;
  if (store === undefined) throw new TypeError("there is one store");
  const parts = { ...transacting, clock, staging, store };
  const seen = between === undefined ? parts : watched(parts, between);
  return {
    ...publisher,
    staging: seen.staging,
    replication: { ...replication, clock: seen.clock },
    transacting: { ...transacting, signer: seen.signer, clock: seen.clock },
  };
}

/** Opened for one look. */
function reopened(file: string): Journal {
  const journal = openJournal(file);
  return {
    ...journal,
    attempts: (key) => {
      try {
        return journal.attempts(key);
      } finally {
        journal.close();
      }
    },
  };
}

async function faultsOf(archive: string): Promise<readonly unknown[]> {
  await using reading = await openReading(readArchive(archive));
  const { chain, finality, registry, stores } = reading;
  const count = await registry.at(await tipBlock(chain)).publications();
  // The first is the rig's, whose profile is in the rig's own store.
  const publications = Array.from({ length: count - 1 }, (_, i) => parsePublicationId(String(i + 2)));
  const report = await audit({ chain, finality, registry, stores, sha256: nodeSha256, publications });
  // What is relayed here is a digest that nobody has packed: its manifest is in no store.
  return report.publications
    .flatMap(({ faults }) => faults)
    .filter(({ label }) => label?.startsWith("relayed-") !== true);
}
