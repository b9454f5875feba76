import type { Block } from "../../core/block.ts";
import type { CID } from "../../core/cid.ts";
import { fileLeaves } from "../../core/dag/file.ts";
import { digestFromBytes } from "../../core/digest.ts";
import { asFailure, fail, failure } from "../../core/errors/error.ts";
import type { FileEntry } from "../../core/manifest/manifest.ts";
import type { Sha256 } from "../../core/sha256.ts";
import { element } from "../element.ts";
import { SAYS } from "../says.ts";
import type { ChangesReply, ChangesRequest } from "./changes-worker.ts";
import type { Sides } from "./sides.ts";

/** The reader's file, and where the archived one that it resembles is read from. */
export interface Comparing {
  readonly file: File;
  /** The archived file, or one like it when the other is not yet fetched: by its kind and size one knows if it has words. */
  readonly like: FileEntry;
  /** @throws when it cannot be had */
  readonly archived: () => Promise<FileEntry>;
  readonly sides: Sides;
  readonly block: (cid: CID) => Promise<Block | undefined>;
  readonly sha256: Sha256;
}

/** More is not held in memory to look for words in it. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Documents with words, by the profile of docs/spec/text.md. */
const WORDED = /^(text\/(html|markdown|plain)|application\/(xhtml\+xml|epub\+zip|pdf)|message\/rfc822)$/;

/** A button that shows the differing words; undefined for files without words. */
export function changesView(comparing: Comparing): HTMLElement | undefined {
  const { like, file, sides } = comparing;
  if (!WORDED.test(like.type) || Math.max(like.size, file.size) > MOST_BYTES) return undefined;
  const button = element("button", { type: "button", class: "button" }, sides.ask);
  const place = element("div", { class: "changes", "aria-live": "polite" });
  button.addEventListener("click", () => {
    button.disabled = true;
    place.replaceChildren(element("p", { class: "quiet" }, SAYS.changes.comparing));
    void shown(comparing).then((content) => {
      button.hidden = content.isFinal;
      button.disabled = false;
      place.replaceChildren(content.node);
    });
  });
  return element("div", { class: "changes-box" }, button, place);
}

async function shown(comparing: Comparing): Promise<{ readonly node: Node; readonly isFinal: boolean }> {
  try {
    const { file, sides } = comparing;
    const entry = await comparing.archived();
    const archived = await bytesOf(entry, comparing);
    const reply = await compared({ file, archived, type: entry.type, mine: sides.mine });
    const { wordsView } = await import("./words-view.ts");
    return { node: wordsView(reply, sides), isFinal: true };
  } catch (error) {
    const { message, next } = asFailure(error);
    const told = element("p", {}, `${SAYS.changes.failed} ${message} ${next}`);
    return { node: element("div", { class: "note unknown" }, told), isFinal: false };
  }
}

/** A reader's file, and the archived one that its words are held against. */
export interface Pair extends Pick<Comparing, "file" | "like" | "block" | "sha256"> {
  /** The media type of the reader's file: the archived one's unless stated. */
  readonly fileType?: string;
}

/** From the archived file to the reader's. @throws BLOCK_MISSING | BLOCK_MALFORMED and what the store throws */
export async function comparedWith(pair: Pair): Promise<ChangesReply> {
  const { file, fileType, like } = pair;
  if (!WORDED.test(like.type) || Math.max(like.size, file.size) > MOST_BYTES)
    return { kind: "wordless", which: "either" };
  const archived = await bytesOf(like, pair);
  const request = { file, archived, type: like.type, mine: "second" } as const;
  return compared(fileType === undefined ? request : { ...request, fileType });
}

/** How much of their words two documents have in common, from 0 to 1; undefined when one has none. @throws as `comparedWith` */
export async function wordsAlike(pair: Pair): Promise<number | undefined> {
  const reply = await comparedWith(pair);
  return reply.kind === "compared" ? reply.difference.resemblance : undefined;
}

/** Fetched block by block, each hashed, and the whole held against the manifest's SHA-256. */
async function bytesOf(
  archived: FileEntry,
  { block, sha256 }: Pick<Comparing, "block" | "sha256">,
): Promise<Uint8Array<ArrayBuffer>> {
  const { cid, size } = archived;
  if (size > MOST_BYTES)
    fail("BLOCK_MALFORMED", { cid: String(cid), problem: `${size} bytes are too many to be compared here` });
  const bytes = new Uint8Array(size);
  let at = 0;
  for await (const leaf of fileLeaves(cid, block)) {
    if (at + leaf.length > size)
      fail("BLOCK_MALFORMED", { cid: String(cid), problem: `it holds over ${size} bytes` });
    bytes.set(leaf, at);
    at += leaf.length;
  }
  if ((await whole(bytes, sha256)) !== archived.sha256)
    fail("BLOCK_MALFORMED", {
      cid: String(cid),
      problem: `it is not the file with the SHA-256 ${archived.sha256}`,
    });
  return bytes;
}

async function whole(bytes: Uint8Array<ArrayBuffer>, sha256: Sha256) {
  if (!globalThis.isSecureContext) return digestFromBytes(sha256(bytes));
  return digestFromBytes(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));
}

/** Beside the page: the words of two books may take a while. */
function compared(request: ChangesRequest): Promise<ChangesReply> {
  const worker = new Worker(new URL("./changes-worker.ts", import.meta.url), { type: "module" });
  return new Promise<ChangesReply>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<ChangesReply>) => {
      resolve(data);
    });
    worker.addEventListener("error", () => {
      reject(
        failure("SOURCE_UNREADABLE", { path: request.file.name, problem: "its words could not be compared" }),
      );
    });
    worker.postMessage(request);
  }).finally(() => {
    worker.terminate();
  });
}
