import { nodeSha256 } from "../../adapters/node/sha256.ts";
import type { Digest } from "../../core/digest.ts";
import { tipBlock } from "../../core/finality.ts";
import { encodeProfile, type Profile } from "../../core/profile.ts";
import type { PublicationId } from "../../core/publication.ts";
import { publicationState } from "../../core/registry.ts";
import { profileOf, setProfile } from "../../publish/profile.ts";
import { settle } from "../../publish/publisher.ts";
import { openPublishing, openReading, type Reading, refreshAfterwards } from "../compose.ts";
import { findArchive, type Place, readArchive, writeArchive } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output } from "../output.ts";
import { showProgress } from "../progress.ts";
import { choosePublication } from "../publications.ts";
import { costLine, costOf } from "./dry-run.ts";

const FIELDS = ["title", "description", "domain", "issn", "language"] as const;
type Fields = Omit<Profile, "type">;

export interface ProfileOptions extends CommonOptions, Partial<Record<(typeof FIELDS)[number], string>> {
  readonly publication?: string;
  readonly dryRun: boolean;
  readonly wait: "mined" | "final";
}

/** `colophon profile`: shows it; with a field of it, says it anew. */
export async function profile(options: ProfileOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const { id } = choosePublication(place, options.publication);
  await using reading = await openReading(place);
  const { stores, registry, chain } = reading;
  const { profile: digest } = await publicationState(registry.at(await tipBlock(chain)), id);
  const standing = await profileOf(digest, { stores, sha256: nodeSha256 });
  const wanted = changed(standing, options);
  if (wanted === undefined) {
    show({ id, fields: standing, digest }, output);
    return 0;
  }
  if (options.dryRun) return await showChange({ id, wanted, digest }, reading, output);
  return await change({ id, wanted }, { reading, options, output });
}

/** What stands with what is asked for; undefined when nothing is. */
function changed(standing: Profile, options: ProfileOptions): Fields | undefined {
  const asked = FIELDS.filter((field) => options[field] !== undefined);
  if (asked.length === 0) return undefined;
  const { type: _, ...fields } = standing;
  const merged = { ...fields, ...Object.fromEntries(asked.map((field) => [field, options[field]])) };
  const kept = Object.entries(merged).filter(([field, text]) => field === "title" || text !== "");
  return { ...Object.fromEntries(kept), title: merged.title };
}

interface Running {
  readonly reading: Reading;
  readonly options: ProfileOptions;
  readonly output: Output;
}

async function change(
  { id, wanted }: { id: PublicationId; wanted: Fields },
  { reading, options, output }: Running,
): Promise<number> {
  const progress = showProgress(process.stderr);
  try {
    await using publishing = await openPublishing(reading, { onProgress: progress, until: options.wait });
    await settle(publishing.publisher);
    const done = await setProfile(id, wanted, publishing.publisher);
    await remember(reading.place, id, wanted);
    await refreshAfterwards(reading, output);
    progress.end();
    if (output.json) output.document({ ...done, fields: wanted });
    const what = `The profile of ${wanted.title}, ${done.profile}`;
    output.line(
      done.status === "already"
        ? `${what}, stands already; nothing was sent.`
        : `${what}, is anchored (block ${done.block ?? ""}).`,
    );
    return 0;
  } finally {
    progress.end();
  }
}

/** The archive's file names titles and domains, too. */
async function remember({ folder }: Place, id: PublicationId, { title, domain }: Fields): Promise<void> {
  const place = readArchive(folder);
  const publications = place.config.publications.map((one) => {
    if (one.id !== id) return one;
    const { domain: _, ...kept } = one;
    return { ...kept, title, ...(domain === undefined ? {} : { domain }) };
  });
  await writeArchive({ ...place, config: { ...place.config, publications } });
}

async function showChange(
  { id, wanted, digest }: { id: PublicationId; wanted: Fields; digest: Digest },
  reading: Reading,
  output: Output,
): Promise<number> {
  const next = encodeProfile(wanted, nodeSha256).digest;
  const already = next === digest;
  const action = { kind: "set-profile", publication: id, profile: next } as const;
  const cost = already ? undefined : await costOf(action, reading);
  const told = { dryRun: true, publication: id, profile: next, fields: wanted, already };
  if (output.json) output.document({ ...told, ...(cost === undefined ? {} : { cost }) });
  for (const line of linesOf(wanted)) output.line(line);
  output.line(`  cost         ${already ? "nothing: it stands already" : costLine(cost)}`);
  output.line("Nothing was written or sent.");
  return 0;
}

function show(
  { id, fields, digest }: { id: PublicationId; fields: Fields; digest: Digest },
  output: Output,
): void {
  if (output.json) output.document({ publication: id, profile: digest, fields });
  for (const line of linesOf(fields)) output.line(line);
  output.line(`  digest       ${digest}`);
}

function linesOf(fields: Fields): readonly string[] {
  return FIELDS.flatMap((field) => {
    const text = fields[field];
    return text === undefined ? [] : [`  ${field.padEnd(12)} ${text}`];
  });
}
