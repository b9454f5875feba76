import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { writeDurably } from "../../adapters/disk/write.ts";
import { type Lock, takeLock } from "../../adapters/journal/lock.ts";
import { systemClock } from "../../adapters/node/clock.ts";
import type { Alert } from "../../audit/monitor/alert.ts";
import { tellIn } from "../../audit/monitor/feed.ts";
import { type MonitorState, parseState, stateText, type Watched } from "../../audit/monitor/state.ts";
import { fail, isFailure, reasonOf } from "../../core/errors/error.ts";
import { writeFeed } from "./feed.ts";

export interface MemoryOptions {
  readonly path: string;
  /** Where the feed is written. */
  readonly feed?: string;
  /** What was seen is forgotten; what was told stays in the feed, if it can be read. */
  readonly anew: boolean;
}

/** What a monitor remembers, in a file, and the feed that is made of nothing else. */
export interface Memory {
  readonly watched: ReadonlyMap<string, Watched>;
  /** Once this returns, no crash can keep the alerts out of the feed. @throws ARCHIVE_DISK */
  tell(alerts: readonly Alert[]): Promise<void>;
  /** Only what was delivered is not told again. @throws ARCHIVE_DISK */
  keep(after: Watched): Promise<void>;
  /** Where the file is not what the feed has become, by a crash, a change or another's hand. @throws ARCHIVE_DISK */
  writeFeed(): Promise<void>;
}

/** One monitor at a time remembers in a file: two of them would both tell of what is new. @throws MONITOR_BUSY | ARCHIVE_DISK */
export async function lockMemory({ path }: Pick<MemoryOptions, "path">): Promise<Lock> {
  await mkdir(dirname(path), { recursive: true });
  try {
    return await takeLock(`${path}.lock`, { clock: systemClock, seconds: 0, onWait: () => undefined });
  } catch (error) {
    if (!isFailure(error, "ARCHIVE_BUSY")) throw error;
    return fail("MONITOR_BUSY", { path }, error);
  }
}

/** @throws MONITOR_STATE_INVALID */
export function openMemory({ path, feed, anew }: MemoryOptions): Memory {
  const found = readState(path, anew);
  let state = withFeed(found, feed !== undefined);
  let kept = found;
  const change = async (next: MonitorState) => {
    if (next === kept) return;
    await writeDurably(path, stateText(next));
    state = kept = next;
  };
  return {
    get watched() {
      return state.watched;
    },
    tell: async (alerts) => {
      const before = state.feed;
      const after = before === undefined ? undefined : tellIn(before, alerts, seconds());
      if (after !== undefined && after !== before) await change({ ...state, feed: after });
    },
    keep: (after) => change({ ...state, watched: new Map([...state.watched, [after.publication, after]]) }),
    writeFeed: async () => {
      if (feed === undefined || state.feed === undefined) return;
      // A feed is never ahead of what is remembered.
      await change(state);
      await writeFeed(feed, state.feed);
    },
  };
}

function withFeed(state: MonitorState, isWanted: boolean): MonitorState {
  if (!isWanted || state.feed !== undefined) return state;
  return { ...state, feed: { id: randomUUID(), begun: seconds(), told: [], dropped: [] } };
}

function readState(path: string, anew: boolean): MonitorState {
  const empty: MonitorState = { watched: new Map() };
  if (!existsSync(path)) return empty;
  try {
    const state = parseState(textOf(path), path);
    return anew ? { ...state, watched: empty.watched } : state;
  } catch (error) {
    if (anew && isFailure(error, "MONITOR_STATE_INVALID")) return empty;
    throw error;
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    return fail("MONITOR_STATE_INVALID", { path, problem: reasonOf(error) }, error);
  }
}

function seconds(): number {
  return Math.floor(systemClock.now() / 1000);
}
