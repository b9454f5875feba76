import { realpathSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { SOURCE_KINDS } from "../../adapters/back-catalogue/kind.ts";
import { systemClock } from "../../adapters/node/clock.ts";
import { asFailure, fail, failure } from "../../core/errors/error.ts";
import type { Signer } from "../../core/ports.ts";
import type { PublicationRef } from "../../core/publication.ts";
import { Tries } from "../../publish/watch/tries.ts";
import { findArchive, type Place } from "../config.ts";
import { parseDuration } from "../duration.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { showProgress } from "../progress.ts";
import { choosePublication } from "../publications.ts";
import { openSigner } from "../signer.ts";
import type { Tell, WatchEvent } from "../watch/event.ts";
import { WatchedFeed } from "../watch/feed.ts";
import { WatchedFolder } from "../watch/folder.ts";
import type { WatchKind } from "../watch/kind.ts";
import { forever, type Loop, once } from "../watch/loop.ts";
import { memoryAt } from "../watch/memory.ts";
import { round, type RoundOptions } from "../watch/round.ts";
import { snapshot } from "../watch/snapshot.ts";
import type { Watched } from "../watch/source.ts";
import { inWords } from "../watch/words.ts";

export interface WatchOptions extends CommonOptions {
  readonly publication?: string;
  readonly kind?: string;
  readonly drafts: boolean;
  readonly restricted: boolean;
  readonly dkim: boolean;
  readonly settle: string;
  readonly every: string;
  readonly once: boolean;
  readonly changed: "tell" | "revise" | "ignore";
  readonly reason: string;
  readonly wait: "mined" | "final";
  readonly text: boolean;
}

/** `colophon watch <folder or address>` */
export async function watch(source: string, options: WatchOptions): Promise<number> {
  const output = createOutput(options.json);
  const tell = tellerOf(output);
  try {
    return await started(source, options, { output, tell });
  } catch (caught) {
    const error = asFailure(caught);
    // As every other line: one document, and what follows it is another.
    tell({ event: "failed", error });
    return error.exit;
  }
}

async function started(
  source: string,
  options: WatchOptions,
  { output, tell }: { readonly output: Output; readonly tell: Tell },
): Promise<number> {
  const place = findArchive(options.archive);
  const publication = choosePublication(place, options.publication);
  const watched = watchedOf(source, options, { place, publication });
  const signer = kept(() => openSigner(place));
  // A passphrase is asked for now, while somebody is there, and not at night when the first issue comes.
  if (!options.once) await signer();
  const publishing = { now: false };
  endOnSignal({ isOnce: options.once, publishing }, tell);
  const told = new Set<string>();
  const tellOnce = (key: string, event: WatchEvent) => {
    if (!told.has(key)) tell(event);
    told.add(key);
  };
  const progress = showProgress(process.stderr);
  const rounds: RoundOptions = {
    ...{
      place,
      publication,
      source: watched.name,
      given: options,
      signer,
      output,
      tell,
      tellOnce,
      tries: new Tries(),
    },
    ...{ changed: options.changed, reason: options.reason, dkim: options.dkim, wait: options.wait },
    text: options.text,
    onProgress: progress,
    now: systemClock.now,
  };
  const loop: Loop = {
    ...{ watched, tell, tellOnce, clock: systemClock },
    async round(offer) {
      publishing.now = true;
      try {
        return await round(offer, rounds);
      } finally {
        publishing.now = false;
        progress.end();
      }
    },
  };
  if (options.once) return ended(await once(loop), tell);
  tell({ event: "watching", source: watched.name, everySeconds: Math.ceil(watched.every / 1000) });
  return forever(loop);
}

function watchedOf(
  source: string,
  options: WatchOptions,
  { place, publication }: { place: Place; publication: PublicationRef },
): Watched {
  const { drafts, restricted } = options;
  const every = parseDuration(options.every, "--every");
  // Of what nobody writes to any more, such as a checkout on a build machine.
  const settle = /^0s?$/.test(options.settle) ? 0 : parseDuration(options.settle, "--settle");
  const kind = options.kind === undefined ? undefined : watchKind(options.kind);
  const isFeed = /^https?:\/\//i.test(source);
  const name = isFeed ? source : resolve(source);
  const { chain, registry, id } = publication;
  const flags = [drafts ? "drafts" : "", restricted ? "restricted" : "", kind ?? ""];
  const memory = memoryAt(place.folder, [chain, registry, id, ...flags, name]);
  const reader = { source: name, publication, drafts, restricted };
  if (isFeed) return new WatchedFeed({ reader, memory, every });
  // A name that is misspelt is not one that comes back.
  snapshot(name);
  assertApart(name, place);
  return new WatchedFolder({ reader, kind, memory, settle, every, now: () => performance.now() });
}

/** What the archive writes would be taken for what is to be published, and wake whoever waits for that. */
function assertApart(source: string, { folder }: Place): void {
  const [from, archive] = [realpathSync(source), realpathSync(folder)];
  const isWithin = (inner: string, outer: string) => {
    const path = relative(outer, inner);
    return path === "" || (path !== ".." && !path.startsWith(`..${sep}`));
  };
  if (!isWithin(archive, from) && !isWithin(from, archive)) return;
  fail("USAGE_INVALID", { problem: `${source} and the archive ${folder} lie within one another` });
}

function watchKind(named: string): WatchKind {
  const kind = SOURCE_KINDS.find((one) => one === named);
  const problem = `--kind is ${named}, and is one of ${SOURCE_KINDS.join(", ")}`;
  return kind ?? fail("USAGE_INVALID", { problem });
}

function tellerOf(output: Output): Tell {
  return (event) => {
    if (output.json)
      process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), ...event }, plainValues)}\n`);
    inWords(event, output);
  };
}

function plainValues(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}

function ended(status: number, tell: Tell): number {
  tell({ event: "done", status });
  return status;
}

/** Nothing needs to be undone: whatever was begun is in the journal, or was not begun. */
function endOnSignal(
  { isOnce, publishing }: { readonly isOnce: boolean; readonly publishing: { readonly now: boolean } },
  tell: Tell,
): void {
  const end = () => {
    const { message, next, exit } = failure("INTERRUPTED", {});
    const isCut = isOnce || publishing.now;
    if (isCut) process.stderr.write(`\n${message} ${next}\n`);
    const status = isCut ? exit : 0;
    tell({ event: "stopped", status });
    process.exit(status);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
}

/** Opened once, when it is first needed; again if that failed. */
function kept(open: () => Promise<Signer>): () => Promise<Signer> {
  let signer: Signer | undefined;
  return async () => (signer ??= await open());
}
