import { watch } from "node:fs";
import { basename, join } from "node:path";
import type { Origin, SourceIssue } from "../../adapters/back-catalogue/issue.ts";
import type { SourceKind } from "../../adapters/back-catalogue/kind.ts";
import { uniqueName } from "../../adapters/back-catalogue/sources/maildir.ts";
import { listSource } from "../../adapters/disk/source.ts";
import { fail } from "../../core/errors/error.ts";
import { Quiet } from "../../publish/watch/quiet.ts";
import { planIssue } from "../source.ts";
import { listMeant } from "./folder-files.ts";
import { type WatchKind, watchKindOf } from "./kind.ts";
import type { Memory } from "./memory.ts";
import { isNoise } from "./noise.ts";
import { type About, issuesOf, type Reader } from "./read.ts";
import { parts, snapshot, type Snapshot, stampOfAll } from "./snapshot.ts";
import type { Look, Offer, Tools, Unsettled, Watched, WatchedIssue } from "./source.ts";

export interface FolderOptions {
  readonly reader: Omit<Reader, "kind">;
  readonly kind: WatchKind | undefined;
  readonly memory: Memory;
  /** Both in milliseconds. */
  readonly settle: number;
  readonly every: number;
  /** Milliseconds of a clock that does not go back. */
  now(): number;
}

/** The part that stands for the whole: of posts that share pictures, of exports that are one file. */
const WHOLE = "";

/** A folder or file on this machine, or on a network drive. */
export class WatchedFolder implements Watched {
  readonly name: string;
  readonly every: number;
  readonly #options: FolderOptions;
  #kind: WatchKind | undefined;
  #quiet: Quiet;

  constructor(options: FolderOptions) {
    this.name = options.reader.source;
    this.every = options.every;
    this.#options = options;
    this.#kind = options.kind;
    this.#quiet = new Quiet(options.settle);
  }

  async look(): Promise<Look> {
    const seen = snapshot(this.name);
    if (seen.files.size === 0) return { unsettled: [] };
    if (this.#kind === undefined) return this.#tell(seen);
    return this.#lookAt(seen, this.#kind);
  }

  onChange(wake: () => void): () => void {
    try {
      const watcher = watch(this.name, { recursive: true, persistent: false }, wake);
      // A network drive, or a machine that watches too much already: then looking now and again has to do.
      watcher.on("error", () => watcher.close());
      return () => watcher.close();
    } catch {
      return () => {};
    }
  }

  /** What it is, is told when all of it is still, and stays so: another reading would give everything other labels. */
  async #tell(seen: Snapshot): Promise<Look> {
    const look = this.#still(seen, WHOLE);
    if (look.moving.size > 0) return look;
    const { memory } = this.#options;
    const kind = await watchKindOf(this.name);
    const { kind: before, ...rest } = memory.recall();
    if (before !== undefined && before !== kind)
      fail("SOURCE_KIND_CHANGED", { path: this.name, before, kind });
    if (before === undefined) await memory.remember({ ...rest, kind });
    this.#kind = kind;
    this.#quiet = new Quiet(this.#options.settle);
    // It was seen to be still a moment ago, all of it.
    this.#quiet.observe(this.#parts(seen, kind), this.#options.now() - this.#options.settle);
    return this.#lookAt(seen, kind);
  }

  #lookAt(seen: Snapshot, kind: WatchKind): Look {
    const { moving, stamps, ...look } = this.#still(seen, kind);
    const settled = [...stamps].filter(([part]) => !moving.has(part));
    if (settled.length === 0) return look;
    return { ...look, offer: this.#offer(kind, { settled: new Map(settled), moving }) };
  }

  #still(seen: Snapshot, kind: WatchKind | typeof WHOLE) {
    const stamps = this.#parts(seen, kind);
    const { moving, dueIn } = this.#quiet.observe(stamps, this.#options.now());
    const partOf = partsOf(kind);
    const unfinished = new Map(seen.unfinished.map((path) => [partOf(path), path]));
    const all = new Set([...moving, ...unfinished.keys()]);
    const unsettled: Unsettled[] = [...all].map((part) => {
      const because = unfinished.get(part);
      const at = part === WHOLE ? this.name : part;
      return because === undefined ? { at } : { at, because };
    });
    return { stamps, moving: all, unsettled, ...(dueIn === undefined ? {} : { dueIn }) };
  }

  #parts(seen: Snapshot, kind: WatchKind | typeof WHOLE): ReadonlyMap<string, string> {
    return parts(seen.files, partsOf(kind));
  }

  #offer(kind: WatchKind, parted: Parted): Offer {
    const stamp = stampOfAll(parted.settled);
    return {
      stamp,
      issues: (tools) => (kind === "issue" ? this.#oneIssue(stamp) : this.#issues(kind, parted, tools)),
      done: async () => {},
    };
  }

  async *#issues(
    kind: Exclude<WatchKind, "issue">,
    { settled, moving }: Parted,
    tools: Tools,
  ): AsyncGenerator<WatchedIssue> {
    const { reader } = this.#options;
    const partOf = partsOf(kind);
    const isMoving = ({ at }: Origin) => moving.has(partOf(at.normalize("NFC")));
    const about = ({ origin }: SourceIssue): About => ({
      stamp: settled.get(partOf(origin.at.normalize("NFC"))) ?? "",
      isEmbargoed: kind === "posts",
      ...(kind === "issues" ? { path: join(this.name, origin.at) } : {}),
    });
    const list = kind === "maildir" ? listSource : listMeant;
    const access = { list, fetch: (url: string) => fail("SOURCE_NOT_FETCHED", { path: url }) };
    const leftOut: Tools["leftOut"] = (item) => {
      if (!isMoving(item.origin) && !isNoise(basename(item.origin.at))) tools.leftOut(item);
    };
    for await (const issue of issuesOf({ ...reader, kind: importKind(kind) }, access, {
      ...tools,
      ...{ leftOut, about },
    }))
      if (!isMoving(issue.origin)) yield issue;
  }

  async *#oneIssue(stamp: string): AsyncGenerator<WatchedIssue> {
    const { source, publication } = this.#options.reader;
    const { plan } = await planIssue(source, publication, { hidden: false });
    const files = plan.files.filter((file) => !file.path.split("/").some(isNoise));
    const { label } = plan.description;
    yield {
      ...{ plan: { ...plan, files }, origin: { at: source }, wanted: label, stamp, path: source },
      ...{ isEmbargoed: false, notCovered: [], problems: [] },
    };
  }
}

interface Parted {
  /** The stamps of what stays as it is. */
  readonly settled: ReadonlyMap<string, string>;
  readonly moving: ReadonlySet<string>;
}

/** What is published by itself: an issue's folder, a message. Of all else nothing is taken while any of it changes. */
function partsOf(kind: WatchKind | typeof WHOLE): (path: string) => string {
  if (kind === "issues") return (path) => path.split("/", 1)[0] ?? path;
  if (kind === "mail") return (path) => path;
  if (kind === "maildir") return (path) => uniqueName(path) ?? path;
  return () => WHOLE;
}

function importKind(kind: Exclude<WatchKind, "issue">): SourceKind | undefined {
  return kind === "zip" ? undefined : kind;
}
