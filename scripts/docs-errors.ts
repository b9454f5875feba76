import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { CATALOGUE } from "../src/core/errors/catalogue.ts";
import { ARCHIVE_FAILURES } from "../src/core/errors/catalogue/archive.ts";
import { AUDIT_SIGNATURE_FAILURES } from "../src/core/errors/catalogue/audit-signature.ts";
import { BAG_FAILURES } from "../src/core/errors/catalogue/bag.ts";
import { BATCH_FAILURES } from "../src/core/errors/catalogue/batch.ts";
import { CHAIN_FAILURES } from "../src/core/errors/catalogue/chain.ts";
import { CONTENT_FAILURES } from "../src/core/errors/catalogue/content.ts";
import { ENDORSEMENT_FAILURES } from "../src/core/errors/catalogue/endorsement.ts";
import { IDENTITY_FAILURES } from "../src/core/errors/catalogue/identity.ts";
import { INPUT_FAILURES } from "../src/core/errors/catalogue/input.ts";
import { KEY_FAILURES } from "../src/core/errors/catalogue/keys.ts";
import { MIRROR_FAILURES } from "../src/core/errors/catalogue/mirror.ts";
import { PROOF_FAILURES } from "../src/core/errors/catalogue/proof.ts";
import { SERVER_FAILURES } from "../src/core/errors/catalogue/server.ts";
import { SIGNED_FAILURES } from "../src/core/errors/catalogue/signed.ts";
import { SOURCES_FAILURES } from "../src/core/errors/catalogue/sources.ts";
import { STORE_FAILURES } from "../src/core/errors/catalogue/store.ts";
import type { Failure } from "../src/core/errors/failure.ts";

/* Writes docs/errors.md from the catalogue; with --check it only says whether the page is up to date. */

const PAGE = fileURLToPath(new URL("../docs/errors.md", import.meta.url));

const PARTS = {
  "What a person typed or handed in": INPUT_FAILURES,
  "Back catalogues that are imported": SOURCES_FAILURES,
  "Manifests, blocks and their links": CONTENT_FAILURES,
  "Lists of batches": BATCH_FAILURES,
  "The chain and the registry": CHAIN_FAILURES,
  "Mirrors of histories": MIRROR_FAILURES,
  Endorsements: ENDORSEMENT_FAILURES,
  "Signed reports": AUDIT_SIGNATURE_FAILURES,
  "Keys and signers": KEY_FAILURES,
  "Proofs of the registry's state": PROOF_FAILURES,
  "Signed calls": SIGNED_FAILURES,
  "Domains that vouch for publications": IDENTITY_FAILURES,
  Stores: STORE_FAILURES,
  "The archive on this machine": ARCHIVE_FAILURES,
  "Exports, and bags that come back": BAG_FAILURES,
  "The server": SERVER_FAILURES,
} satisfies Record<string, Record<string, Failure>>;

const HEAD = `# Errors

Every failure that a command, the server or the page can name. \`--json\` prints the code, the sentence and what to do
next; the server answers a problem document (RFC 9457) with the same. Words in braces are filled in.

Exit status: 1 something was found wanting, 2 the input cannot be used, 3 it could not be checked or finished: nothing is
said against the copy or the archive, and the same command may be run again.

This page is written by \`node scripts/docs-errors.ts\` from \`src/core/errors/catalogue/\`.
`;

/** The page as the catalogue wants it. */
export function errorsPage(): Promise<string> {
  const sections = Object.entries(PARTS).map(([title, failures]) => `## ${title}\n\n${table(failures)}`);
  return prettier.format([HEAD, ...sections].join("\n"), { parser: "markdown", printWidth: 110 });
}

/** The codes of the page's sections, which together are the catalogue. */
export function documentedCodes(): string[] {
  return Object.values(PARTS).flatMap((failures) => Object.keys(failures));
}

function table(failures: Readonly<Record<string, Failure>>): string {
  const rows = Object.entries(failures).map(
    ([code, { says, next, http, exit }]) =>
      `| <a id="${code.toLowerCase()}"></a>\`${code}\` | ${cell(says)} | ${cell(next)} | ${http} | ${exit} |`,
  );
  return ["| code | says | next | HTTP | exit |", "| --- | --- | --- | --- | --- |", ...rows, ""].join("\n");
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("<", "&lt;").replaceAll("_", "\\_");
}

if (import.meta.main) {
  const page = await errorsPage();
  if (!process.argv.includes("--check")) writeFileSync(PAGE, page);
  else if (readFileSync(PAGE, "utf8") !== page) {
    console.error("docs/errors.md is not what the catalogue says: run node scripts/docs-errors.ts");
    process.exitCode = 1;
  } else console.log(`docs/errors.md names all ${Object.keys(CATALOGUE).length} errors`);
}
