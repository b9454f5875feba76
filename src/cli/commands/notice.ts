import { isDigest } from "../../core/digest.ts";
import { fail } from "../../core/errors/error.ts";
import type { NoticeKind } from "../../core/history/entry.ts";
import { type Label, parseLabel } from "../../core/label.ts";
import type { PublicationId } from "../../core/publication.ts";
import { type PostedNotice, postNotice } from "../../publish/notice.ts";
import { type Publisher, settle, standingView } from "../../publish/publisher.ts";
import { standingsIn } from "../../publish/standing.ts";
import { openPublishing, openReading, refreshAfterwards } from "../compose.ts";
import { findArchive } from "../config.ts";
import { type CommonOptions, type DespiteOptions, despiteOf, noteReason } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { showProgress } from "../progress.ts";
import { choosePublication } from "../publications.ts";

export interface NoticeOptions extends CommonOptions, DespiteOptions {
  readonly kind: NoticeKind;
  readonly reason?: string;
  readonly publication?: string;
  readonly wait: "mined" | "final";
}

/** `colophon notice <issue> --kind retraction` */
export async function notice(issue: string, options: NoticeOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const { id } = choosePublication(place, options.publication);
  noteReason(options.reason, output);
  const { despite } = despiteOf(options, output);
  const progress = showProgress(process.stderr);
  await using reading = await openReading(place);
  await using publishing = await openPublishing(reading, {
    onProgress: progress,
    until: options.wait,
    despite,
  });
  const { publisher } = publishing;
  await settle(publisher);
  const digest = await digestOf(issue, id, publisher);
  const { kind, reason } = options;
  const posted = await postNotice(
    { publication: id, digest, kind, ...(reason === undefined ? {} : { reason }) },
    publisher,
  );
  await refreshAfterwards(reading, output);
  progress.end();
  show(posted, (await reading.catalogue.issue(digest))?.label, output);
  return 0;
}

/** The label as the catalogue knows it: it is behind where the manifest cannot be read. */
function show(posted: PostedNotice, label: Label | undefined, output: Output): void {
  const { kind, digest, status, block } = posted;
  if (output.json) output.document({ ...posted, ...(label === undefined ? {} : { label }) });
  const on = label === undefined ? digest : `issue ${label}, ${digest}`;
  output.line(
    status === "already"
      ? `The same ${kind} notice stands on ${on} already; nothing was sent.`
      : `A ${kind} notice is anchored on ${on} (block ${block}).`,
  );
}

async function digestOf(issue: string, id: PublicationId, publisher: Publisher) {
  if (isDigest(issue)) return issue;
  const label = parseLabel(issue);
  const view = await standingView(publisher);
  const standing = await standingsIn(id, view, publisher).under(label);
  return standing?.digest ?? fail("LABEL_UNKNOWN", { id, label });
}
