import { createChain } from "../../src/adapters/evm/chain.ts";
import { createRegistry } from "../../src/adapters/evm/registry.ts";
import { openMirrorFile } from "../../src/adapters/disk/mirror-file.ts";
import { openCatalogue } from "../../src/adapters/index/catalogue.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { openMirror } from "../../src/audit/mirror.ts";
import { batchFinderOver } from "../../src/core/batch/finder.ts";
import { tipBlock } from "../../src/core/finality.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { foldOn, genesis } from "../../src/core/history/fold.ts";
import type { CatalogueStep } from "../../src/core/ports.ts";
import type { PublicationRef } from "../../src/core/publication.ts";
import { follow } from "../../src/verify/follow.ts";
import { mirrorPath, refOf } from "./scene.ts";

/*
 * `round <catalogue> <node> <publications>`: what a server does when the chain has a new block, in a process of its own.
 * `fill <catalogue> <folder of mirrors> <publications>`: a catalogue that has what the mirrors have, as if every manifest
 * had been read.
 */

const [order, file = "", place = "", publications] = process.argv.slice(2);
const catalogue = openCatalogue(file);
const refs = Array.from({ length: Number(publications) }, (_, at) => refOf(at + 1));
if (order === "fill") await fill();
else await round();
catalogue.close();

async function round(): Promise<void> {
  const chain = createChain({ url: place });
  const ids = refs.map(({ id }) => id);
  const [{ chain: chainId, registry: address }] = refs as [PublicationRef];
  const registry = createRegistry({ chain, address, chainId });
  const reading = { stores: [], sha256: nodeSha256, batches: batchFinderOver([], { sha256: nodeSha256 }) };
  await follow(registry.at(await tipBlock(chain)), { ...reading, publications: ids, registry, catalogue });
}

async function fill(): Promise<void> {
  for (const [at, publication] of refs.entries()) {
    await using mirror = await openMirrorFile(mirrorPath(place, at + 1));
    const { entries } = await openMirror({ file: mirror, publication, sha256: nodeSha256 });
    await catalogue.replace(publication.id, [...stepsOf(publication, entries)]);
  }
}

function* stepsOf(ref: PublicationRef, entries: Iterable<Entry>): Generator<CatalogueStep> {
  let folded = { head: genesis(ref, nodeSha256), entries: 0 };
  for (const entry of entries) {
    folded = foldOn(folded, ref, [entry], nodeSha256);
    const hash = `0x${folded.head}` as const;
    const located = { entry, transaction: hash, block: { number: entry.number, hash } };
    const step = { publication: ref.id, entry: located, head: folded.head, files: [] };
    if (entry.kind !== "anchored" && entry.kind !== "revised") {
      yield step;
      continue;
    }
    const { label, digest: manifest, number, time } = entry;
    const issue = { manifest, label, revision: 1, title: label, entry: number, time, content: manifest };
    yield { ...step, issue: { ...issue, publication: ref.id, transaction: hash, block: number } };
  }
}
