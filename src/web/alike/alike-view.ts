import type { FileEntry, Manifest } from "../../core/manifest/manifest.ts";
import { asFailure, failure, isFailure } from "../../core/errors/error.ts";
import type { Digest } from "../../core/digest.ts";
import { manifestOf } from "../../verify/answer.ts";
import { DEFAULT_POLICY, type Trust } from "../../verify/judge/verdict.ts";
import type { Witness } from "../../verify/witness.ts";
import type { OnAlike } from "../check-file.ts";
import { element } from "../element.ts";
import { comparedWith } from "../verdict/changes.ts";
import type { ChangesReply } from "../verdict/changes-worker.ts";
import { ALTERED } from "../verdict/sides.ts";
import { wordsView } from "../verdict/words-view.ts";
import { ALIKE_SAYS } from "./messages.ts";
import type { ShinglesReply } from "./shingles-worker.ts";
import { type Similar, similarTo } from "./similar.ts";

/** A stranger's file, and the archive that it is to be held against. */
export interface Seeking {
  readonly file: File;
  /** Of the server that is asked. */
  readonly origin: string;
  readonly witness: Witness;
  readonly trust: Trust;
  readonly onAlike: OnAlike;
}

/** Of the server's suggestions so many are fetched and compared. */
const MOST_COMPARED = 3;
/** Less in common is chance, or a footer. */
const ALIKE_FROM = 0.2;

const says = ALIKE_SAYS;

/** Reads the words of the file here, and then asks the reader whether their hashes may be sent. */
export async function askBefore(seeking: Seeking): Promise<Node> {
  const read = await shinglesOf(seeking.file);
  if (read === undefined) return element("p", { class: "note" }, says.wordless);
  const { host } = new URL(seeking.origin);
  const place = element("div", { class: "changes", "aria-live": "polite" });
  const send = element("button", { type: "button", class: "button", "data-send": "" }, says.send);
  send.addEventListener("click", () => {
    send.disabled = true;
    place.replaceChildren(element("p", { class: "quiet" }, says.asking(host)));
    void answered(read, seeking).then((content) => {
      send.hidden = content.isFinal;
      send.disabled = false;
      place.replaceChildren(...content.nodes);
    });
  });
  const consent = element("p", {}, says.consent(read.shingles.length, host));
  return element("div", { "data-consent": String(read.shingles.length) }, consent, send, place);
}

interface Content {
  readonly nodes: readonly Node[];
  readonly isFinal: boolean;
}

async function answered(read: NonNullable<ShinglesReply>, seeking: Seeking): Promise<Content> {
  try {
    const { candidates, ...missed } = await similarTo(read.shingles, seeking.origin);
    const left = missedView(missed);
    let nearest: Nearest | undefined;
    for (const { digest, path } of candidates.slice(0, MOST_COMPARED)) {
      const found = await compared({ digest, path }, read.type, seeking);
      if (found.alike > Math.max(nearest?.alike ?? 0, ALIKE_FROM)) nearest = found;
      // Its words cannot be read here: that is no reason to say that there is none.
      else if (found.reply.kind === "wordless") nearest ??= found;
    }
    if (nearest !== undefined) {
      const isVerdict = await isAltered(nearest, seeking);
      return { nodes: [...shown(nearest, isVerdict), ...left], isFinal: true };
    }
    const none = element(
      "p",
      { class: "note", "data-alike": "none" },
      says.none(new URL(seeking.origin).host),
    );
    return { nodes: missed.unsearched > 0 ? left : [none, ...left], isFinal: true };
  } catch (error) {
    const { message, next } = asFailure(error);
    return { nodes: [element("p", { class: "note unknown" }, `${message} ${next}`)], isFinal: false };
  }
}

function missedView({ unsearched, leftOut }: Omit<Similar, "candidates">): readonly Node[] {
  return [
    ...(unsearched === 0 ? [] : [says.unsearched(unsearched)]),
    ...(leftOut === 0 ? [] : [says.leftOut(leftOut)]),
  ].map((told) => element("p", { class: "note" }, told));
}

interface Nearest {
  readonly alike: number;
  readonly digest: Digest;
  readonly manifest: Manifest;
  readonly archived: FileEntry;
  readonly reply: ChangesReply;
}

/**
 * What the server suggests is fetched by its digest, hashed, and held against the file here.
 *
 * @throws CHAIN_ANSWER_INVALID when it is no file of an issue, and what keeps it from being fetched
 */
async function compared(
  { digest, path }: Pick<Nearest, "digest"> & { readonly path: string },
  fileType: string,
  { file, witness, trust: { sha256 } }: Seeking,
): Promise<Nearest> {
  const issue = await witness.issue(digest);
  if (!issue.manifest.known) throw issue.manifest.failure;
  const manifest = manifestOf(issue, sha256);
  const archived = manifest?.files.find((one) => one.path === path);
  if (manifest === undefined || archived === undefined)
    throw failure("CHAIN_ANSWER_INVALID", { node: witness.name, problem: "no issue has the file it names" });
  const block = witness.block.bind(witness);
  const reply = await comparedWith({ file, fileType, like: archived, block, sha256 });
  const alike = reply.kind === "compared" ? reply.difference.resemblance : 0;
  return { alike, digest, manifest, archived, reply };
}

/** With as much in common as makes a changed copy, that is its verdict from now on. */
async function isAltered(
  { alike, digest, archived: { path } }: Nearest,
  { onAlike }: Seeking,
): Promise<boolean> {
  if (alike < DEFAULT_POLICY.alikeFrom) return false;
  return onAlike({ manifest: digest, path, resemblance: alike });
}

function shown(
  { alike, digest, manifest: { issue }, archived, reply }: Nearest,
  isVerdict: boolean,
): readonly Node[] {
  const link = element("a", { href: `/issues/${digest}` }, element("bdi", {}, issue.title));
  const told =
    reply.kind === "wordless"
      ? says.named(archived.path, issue.label)
      : says.nearest(archived.path, issue.label, Math.floor(alike * 100));
  return [
    element("p", { "data-alike": issue.label }, told.before, link, told.after),
    wordsView(reply, ALTERED),
    ...(isVerdict ? [] : [element("p", { class: "quiet" }, says.noVerdict)]),
  ];
}

/** Beside the page. */
function shinglesOf(file: File): Promise<ShinglesReply> {
  const worker = new Worker(new URL("./shingles-worker.ts", import.meta.url), { type: "module" });
  return new Promise<ShinglesReply>((resolve, reject) => {
    worker.addEventListener("message", ({ data }: MessageEvent<ShinglesReply>) => {
      resolve(data);
    });
    worker.addEventListener("error", () => {
      reject(failure("SOURCE_UNREADABLE", { path: file.name, problem: "its words could not be read" }));
    });
    worker.postMessage(file);
  })
    .catch((error: unknown) => {
      if (isFailure(error)) return undefined;
      throw error;
    })
    .finally(() => {
      worker.terminate();
    });
}
