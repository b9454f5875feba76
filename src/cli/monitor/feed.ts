import { open } from "node:fs/promises";
import { writeDurably } from "../../adapters/disk/write.ts";
import { nodeSha256 } from "../../adapters/node/sha256.ts";
import type { Alert, AlertLevel } from "../../audit/monitor/alert.ts";
import type { MonitorFeed, ToldAlert } from "../../audit/monitor/feed.ts";
import { fail } from "../../core/errors/error.ts";
import { type AtomEntry, atomText } from "../../server/atom.ts";
import { nameUuid } from "../../server/name-uuid.ts";

const LEVELS: Readonly<Record<AlertLevel, string>> = {
  alarm: "Alarm",
  news: "News",
  unasked: "Could not check",
};

/** `parseFeedFile("alerts.atom")`: a name that cannot be that of an archive's own files. @throws USAGE_INVALID */
export function parseFeedFile(path: string): string {
  if (/\.(atom|xml)$/i.test(path)) return path;
  return fail("USAGE_INVALID", { problem: `--feed names a file that ends with .atom or .xml; got ${path}` });
}

/** Of what is in the file nothing is believed: where it is not the feed it becomes the feed. @throws ARCHIVE_DISK */
export async function writeFeed(path: string, feed: MonitorFeed): Promise<void> {
  const text = monitorAtom(feed);
  if (!(await holds(path, Buffer.from(text, "utf8")))) await writeDurably(path, text);
}

/** No more is read of it than would be the same. */
async function holds(path: string, wanted: Buffer): Promise<boolean> {
  try {
    await using file = await open(path, "r");
    const { size } = await file.stat();
    return size === wanted.length && wanted.equals(await file.readFile());
  } catch {
    return false;
  }
}

/** An Atom feed (RFC 4287), the newest first. The same alerts give the same bytes. */
function monitorAtom({ id, begun, told }: MonitorFeed): string {
  const newest = told.toReversed().toSorted((a, b) => b.last - a.last);
  return atomText({
    ...{ id: `urn:uuid:${id}`, title: "Colophon monitor", author: "colophon monitor", language: "en" },
    updated: newest[0]?.last ?? begun,
    entries: newest.map(entryOf),
  });
}

function entryOf({ alert, first, last }: ToldAlert): AtomEntry {
  const { id, kind, level, publication, says, block } = alert;
  const asOf = block === undefined ? "" : `, as of block ${block.number} (${block.hash})`;
  return {
    id: `urn:uuid:${nameUuid(id, nodeSha256)}`,
    title: { text: titleOf(alert) },
    ...{ published: first, updated: last, categories: [level, kind] },
    content: { text: `${says} This is about publication ${publication}${asOf}.` },
  };
}

function titleOf({ kind, level, publication, entry }: Alert): string {
  const [number] = publication.split(":").slice(-1);
  const words = [
    ...(kind === level ? [] : [kind.replaceAll("-", " ")]),
    `publication ${number}`,
    ...(entry === undefined ? [] : [`entry ${entry}`]),
  ];
  return `${LEVELS[level]}: ${words.join(", ")}`;
}
