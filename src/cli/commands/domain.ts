import { writeDurably } from "../../adapters/disk/write.ts";
import { openDomains } from "../../adapters/dns/domains.ts";
import { txtRecord, WELL_KNOWN_PATH, wellKnownFile } from "../../core/identity/claim.ts";
import { publicationKey } from "../../core/publication.ts";
import type { Check } from "../../core/verdict.ts";
import { identityOf } from "../../verify/judge/identity.ts";
import { vouchingOf } from "../../verify/vouching.ts";
import { sentence } from "../../verify/wording.ts";
import { openReading } from "../compose.ts";
import { findArchive } from "../config.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint } from "../output.ts";
import { choosePublication } from "../publications.ts";

export interface DomainOptions extends CommonOptions {
  readonly publication?: string;
  readonly out?: string;
}

interface Found {
  readonly publication: string;
  readonly domain: string | undefined;
  readonly record: string;
  readonly file: { readonly path: string; readonly text: string };
  readonly check: Check & { readonly says: string };
}

const PASSES = new Set(["pass", "skipped"]);

/** `colophon domain` */
export async function domain(options: DomainOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const ref = choosePublication(place, options.publication);
  await using reading = await openReading(place);
  await reading.archive.refresh();
  const summary = await reading.archive.publication(ref.id);
  const name = summary?.profile?.domain;
  const vouching = name === undefined ? undefined : await vouchingOf(name, openDomains());
  const check = identityOf(ref, {
    ...(name === undefined ? {} : { domain: name }),
    ...(vouching === undefined ? {} : { vouching }),
  });
  // One file names all of a domain's publications: those of this archive that name the same domain.
  const others = (await reading.archive.publications()).filter(({ profile }) => profile?.domain === name);
  const refs = name === undefined ? [ref] : others.map(({ id }) => ({ ...ref, id }));
  const found: Found = {
    publication: publicationKey(ref),
    domain: name,
    record: txtRecord(ref),
    file: { path: WELL_KNOWN_PATH, text: wellKnownFile(refs) },
    check: { ...check, says: sentence(check) },
  };
  if (options.out !== undefined) await writeDurably(options.out, found.file.text);
  if (output.json) output.document(found);
  else show(found, options.out, output);
  if (check.status === "unknown") return 3;
  return PASSES.has(check.status) ? 0 : 1;
}

function show({ domain: name, record, file, check }: Found, out: string | undefined, output: Output): void {
  output.line(`${marked(check)} ${check.says}`);
  if (check.status === "pass") return;
  const where = name ?? "<your domain>";
  output.line();
  output.line("For the domain to vouch for the publication, do one of these, or both:");
  output.line(`  a TXT record of ${where}:`);
  output.line(`    ${record}`);
  output.line(`  a file at https://${where}${file.path}${out === undefined ? "" : `, written to ${out}`}:`);
  for (const line of file.text.trimEnd().split("\n")) output.line(`    ${line}`);
  if (name === undefined) output.line("and name the domain in the profile: colophon profile --domain <name>");
}

function marked({ status }: Check): string {
  if (status === "pass") return paint("green", "✓");
  return status === "fail" ? paint("red", "✗") : paint("yellow", "?");
}
