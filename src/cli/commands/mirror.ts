import { existsSync, statSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { openMirrorFile, writeMirrorFile } from "../../adapters/disk/mirror-file.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import { type CheckedMirror, checkMirror, type MirrorStanding } from "../../audit/mirror-check.ts";
import { draftMirror, type DraftedMirror } from "../../audit/mirror-draft.ts";
import { mirrorRoot, openMirror, type OpenMirror } from "../../audit/mirror.ts";
import type { Block } from "../../core/block.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import type { MirrorFile } from "../../core/mirror/port.ts";
import { counted } from "../../core/plural.ts";
import type { Car } from "../../core/ports.ts";
import { type PublicationId, type PublicationRef, publicationKey } from "../../core/publication.ts";
import { sizeText } from "../../core/size.ts";
import { minute } from "../../verify/wording.ts";
import { auditingOf, type DeadlineSettings } from "../auditing.ts";
import { openReading, type Reading } from "../compose.ts";
import { findArchive, type Place } from "../config.ts";
import { wrapped } from "../format.ts";
import { archiveAtHand, type MirrorPlaceOptions, openRegistry, placeOf } from "../mirror-place.ts";
import { mirrorCounter } from "../mirror-progress.ts";
import { mirrorName, openMirrorSource } from "../mirror-source.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { provenAt } from "../proven-state.ts";
import { choosePublication, publicationsToAudit } from "../publications.ts";
import { nodesReport, showNodes } from "../show-nodes.ts";

export interface MirrorOptions extends CommonOptions, DeadlineSettings {
  readonly output?: string;
  readonly publication?: string;
}

interface Written {
  readonly draft: DraftedMirror;
  readonly car: Car;
  readonly path: string;
}

/** `colophon mirror` */
export async function mirrorCommand(options: MirrorOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const named = filesFor(place, options);
  await using reading = await openReading(place);
  const all: Written[] = [];
  for (const [id, path] of named) {
    const written = await mirrorOne(id, path, { reading, options });
    showWritten(written, titleOf(id, place), output);
    all.push(written);
  }
  const nodes = nodesReport(reading.nodes());
  showNodes(nodes, output);
  const mirrors = all.map(reportOf);
  if (output.json) output.document(nodes === undefined ? { mirrors } : { mirrors, nodes });
  return 0;
}

/** One publication into the file that is named; several into a folder. @throws PUBLICATION_AMBIGUOUS */
function filesFor(place: Place, { output, publication }: MirrorOptions): ReadonlyMap<PublicationId, string> {
  const ids = publicationsToAudit(place, publication);
  const isFolder =
    output === undefined ||
    output.endsWith("/") ||
    statSync(output, { throwIfNoEntry: false })?.isDirectory();
  if (isFolder === true) return new Map(ids.map((id) => [id, join(output ?? ".", mirrorName(id))]));
  const [only] = ids.length > 1 ? [choosePublication(place, publication).id] : ids;
  return new Map(only === undefined ? [] : [[only, output]]);
}

async function mirrorOne(
  id: PublicationId,
  path: string,
  { reading, options }: { readonly reading: Reading; readonly options: MirrorOptions },
): Promise<Written> {
  const { chain, finality, registry, stores } = reading;
  const publication: PublicationRef = { chain: registry.chain, registry: registry.address, id };
  const counter = mirrorCounter();
  await using file = existsSync(path) ? await openMirrorFile(path) : undefined;
  const former = file === undefined ? undefined : await formerMirror(file, publication);
  try {
    const mirroring = {
      chain,
      finality,
      registry,
      stores,
      sha256: nodeSha256,
      ...auditingOf(reading, options),
    };
    const draft = await draftMirror(id, { ...mirroring, onProgress: counter.drafted }, former);
    await mkdir(dirname(path), { recursive: true });
    // Some systems give no name to a file while another that has it is open.
    const car = await writeMirrorFile(path, closing(draft.blocks(), file));
    return { draft, car, path };
  } finally {
    counter.end();
  }
}

/** What is no mirror of this publication is somebody else's file. @throws MIRROR_IN_THE_WAY */
async function formerMirror(file: MirrorFile, publication: PublicationRef): Promise<OpenMirror> {
  try {
    return await openMirror({ file, sha256: nodeSha256, publication });
  } catch (error) {
    if (!isFailure(error, "MIRROR_INVALID", "MIRROR_TYPE_UNKNOWN", "MIRROR_FOREIGN")) throw error;
    const { problem, got } = error.parameters;
    const said = problem ?? `it is of ${error.code === "MIRROR_FOREIGN" ? "publication" : "type"} ${got}`;
    return fail("MIRROR_IN_THE_WAY", { name: file.name, problem: said }, error);
  }
}

async function* closing(
  blocks: AsyncIterable<Block>,
  file: AsyncDisposable | undefined,
): AsyncGenerator<Block> {
  yield* blocks;
  await file?.[Symbol.asyncDispose]();
}

function reportOf({ draft, car, path }: Written) {
  const { publication, block, entries, head, added } = draft;
  return {
    ...{ file: path, root: car.root.toString(), size: car.size },
    ...{ publication, block, entries, head, added, documents: draft.documents() },
  };
}

function titleOf(id: PublicationId, { config }: Place): string {
  return config.publications.find((one) => one.id === id)?.title ?? `Publication ${id}`;
}

function showWritten({ draft, car, path }: Written, title: string, output: Output): void {
  const { block, entries, added } = draft;
  const { held, missing } = draft.documents();
  const lacking = missing === 0 ? "" : `, ${paint("yellow", `without ${missing} that no store gave`)}`;
  const news = added === entries ? "which fold" : `${added === 0 ? "none" : added} of them new, and all fold`;
  output.line(
    `${paint("green", "✓")} ${title}: ${counted(entries, "entry", "entries")}, ${news} to the registry's head`,
  );
  output.line(`    as of block ${block.number}, ${minute(block.time)}`);
  output.line(`    with ${counted(held, "document")}${lacking}`);
  output.line(`    ${path} (${sizeText(car.size)})`);
  output.line(`    check it anywhere: colophon mirror check ${path}`);
}

export interface MirrorCheckOptions extends CommonOptions, MirrorPlaceOptions {
  readonly publication?: string;
  readonly blockHash?: string;
}

const EXITS: Readonly<Record<MirrorStanding, number>> = {
  whole: 0,
  behind: 0,
  ahead: 3,
  unconfirmed: 3,
  false: 1,
};

/** `colophon mirror check <file>` */
export async function mirrorCheckCommand(named: string, options: MirrorCheckOptions): Promise<number> {
  const output = createOutput(options.json);
  await using file = await openMirrorSource(named);
  const root = await mirrorRoot(file, nodeSha256);
  const place = archiveAtHand(options) ?? placeOf(root.publication, options);
  const counter = mirrorCounter();
  try {
    await using open = await openRegistry(place, options);
    const { chain, finality, registry } = open;
    const proven =
      options.blockHash === undefined
        ? {}
        : { proven: provenAt(options.blockHash, { states: open.states, registry: registry.address }) };
    const publication = meantPublication(place, options, registry);
    const checking = { chain, finality, registry, sha256: nodeSha256, onPart: counter.read };
    const checked = await checkMirror(file, {
      ...{ ...checking, ...proven },
      ...(publication === undefined ? {} : { publication }),
    });
    counter.end();
    const nodes = nodesReport(open.nodes());
    const isProven = options.blockHash !== undefined;
    if (output.json) output.document(documentOf(checked, { file: file.name, isProven, nodes }));
    showChecked(checked, { name: file.name, isProven }, output);
    output.line(isProven ? provenLine(checked) : saidLine(checked));
    showNodes(nodes, output);
    return EXITS[checked.standing];
  } finally {
    counter.end();
  }
}

function meantPublication(
  place: Place,
  { publication }: MirrorCheckOptions,
  { chain, address }: Reading["registry"],
): PublicationRef | undefined {
  if (publication === undefined) return undefined;
  const [id] = publicationsToAudit(place, publication);
  return id === undefined ? undefined : { chain, registry: address, id };
}

function documentOf(
  { standing, root, state, block, documents }: CheckedMirror,
  told: {
    readonly file: string;
    readonly isProven: boolean;
    readonly nodes: ReturnType<typeof nodesReport>;
  },
) {
  const { publication, entries, head } = root;
  const { file, isProven: proven, nodes } = told;
  return {
    ...{ file, standing, publication, entries, head, block: root.block, documents },
    registry: { block, entries: state.entries, head: state.head, proven },
    ...(nodes === undefined ? {} : { nodes }),
  };
}

function showChecked(
  checked: CheckedMirror,
  { name, isProven }: { readonly name: string; readonly isProven: boolean },
  output: Output,
): void {
  const { root, documents } = checked;
  const sign = { whole: "✓", behind: "✓", ahead: "?", unconfirmed: "?", false: "✗" }[checked.standing];
  output.line(`${paint(COLOURS[checked.standing], sign)} ${name}`);
  output.line(`    a mirror of publication ${publicationKey(root.publication)}`);
  output.line(
    `    ${counted(root.entries, "entry", "entries")} and ${counted(documents, "document")}, as of block ${root.block.number}, ${minute(root.block.time)}`,
  );
  output.line(`    head ${root.head}`);
  output.line();
  const { columns } = process.stdout;
  const says = (isProven ? provenConclusion(checked) : undefined) ?? conclusion(checked);
  output.line(wrapped(paint(COLOURS[checked.standing], says), columns));
}

function saidLine({ block }: CheckedMirror): string {
  return `The registry was asked as of block ${block.number}, ${minute(block.time)}.`;
}

function provenLine({ block }: CheckedMirror): string {
  return `A proof leads from the head to block ${block.number}, ${minute(block.time)}: all that is left to believe is its hash, ${block.hash}.`;
}

const COLOURS = {
  whole: "green",
  behind: "green",
  ahead: "yellow",
  unconfirmed: "yellow",
  false: "red",
} as const;

/** What is told otherwise where the block is not the latest final one, but the one that was named. */
function provenConclusion({ standing, root, state, block }: CheckedMirror): string | undefined {
  const { number } = root.block;
  const newer = counted(Math.abs(state.entries - root.entries), "entry", "entries");
  if (standing === "ahead")
    return `Its first ${counted(state.entries, "entry", "entries")} are the registry's whole history as of block ${block.number}; of the ${newer} after them that block says nothing. Name the hash of block ${number}, as of which it was made.`;
  if (standing === "unconfirmed")
    return `The registry has ${newer} more at block ${block.number}, and its proof does not say whether these are the first: that could not be checked. Name the hash of block ${number}, as of which it was made.`;
  return undefined;
}

function conclusion({ standing, root, state }: CheckedMirror): string {
  const newer = counted(Math.abs(state.entries - root.entries), "entry", "entries");
  switch (standing) {
    case "whole":
      return "Whole and genuine: its entries fold to the registry's head, so that none is missing, added, reordered or re-dated.";
    case "behind":
      return `Whole and genuine as of block ${root.block.number}; the registry has ${newer} more by now. Get it anew, or add them: colophon mirror.`;
    case "ahead":
      return `Its first ${counted(state.entries, "entry", "entries")} are the registry's whole history; of the ${newer} after them nothing is final yet. Check it again later.`;
    case "unconfirmed":
      return `The registry has ${newer} more, and no node has the state of block ${root.block.number} any more: whether these are its first entries could not be checked. colophon audit --from folds on with the newer ones.`;
    case "false":
      return `Not the registry's history: its ${counted(root.entries, "entry", "entries")} do not fold to the head ${state.head}.`;
    default:
      return standing satisfies never;
  }
}
