import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { documentedCodes, errorsPage } from "../../../scripts/docs-errors.ts";
import { CATALOGUE, type ErrorCode } from "../../../src/core/errors/catalogue.ts";
import type { Failure } from "../../../src/core/errors/failure.ts";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));
const failures = Object.entries<Failure>(CATALOGUE);

function sources(): string {
  const files = readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" });
  const ours = files.filter(
    (file) => file.endsWith(".ts") && !file.startsWith(join("core", "errors", "catalogue")),
  );
  return ours.map((file) => readFileSync(join(ROOT, "src", file), "utf8")).join("\n");
}

describe("the catalogue of errors", () => {
  test("docs/errors.md is what `node scripts/docs-errors.ts` writes", async () => {
    expect(readFileSync(join(ROOT, "docs/errors.md"), "utf8")).toBe(await errorsPage());
  });

  test("every code stands in exactly one section of docs/errors.md", () => {
    const codes = documentedCodes();
    expect(codes.toSorted()).toEqual(Object.keys(CATALOGUE).toSorted());
    expect(new Set(codes).size).toBe(codes.length);
  });

  test("something in src/ raises every code, not only asks for it", () => {
    const raised = sources().replace(/isFailure\([^)]*\)/g, "");
    expect(Object.keys(CATALOGUE).filter((code) => !raised.includes(`"${code}"`))).toEqual([]);
  });

  test("every sentence is one, begins as one and ends as one", () => {
    for (const [code, { says, next }] of failures) {
      expect(says, code).toMatch(/^[A-Z{].*\.$/s);
      expect(next, code).toMatch(/^[A-Z].*\.$/s);
      expect(`${says} ${next}`, code).not.toMatch(/\b(please try|oops|invalid input|error occurred)\b/i);
    }
  });

  test("an exit status says what the HTTP status does", () => {
    const allowed: Readonly<Record<Failure["exit"], readonly Failure["http"][]>> = {
      // A finding: the thing was looked at.
      1: [404, 422, 502],
      // The input, the settings or the state of things: doing the same again changes nothing.
      2: [400, 403, 404, 409, 413, 422, 503],
      // Could not be checked or finished: it may be tried again.
      3: [404, 422, 429, 500, 502, 503, 507],
    };
    for (const [code, { http, exit }] of failures)
      expect(allowed[exit], `${code}: ${http}, ${exit}`).toContain(http);
  });

  test.each<[RegExp, Partial<Failure>]>([
    [/_UNREACHABLE$/, { http: 503, exit: 3 }],
    [/^(STORE_FULL|ARCHIVE_DISK)$/, { http: 507, exit: 3 }],
    [/^(BLOCK_MISMATCH|HISTORY_BROKEN)$/, { http: 502, exit: 1 }],
    [/^MANIFEST_DIGEST_MISMATCH$/, { exit: 1 }],
    [
      /^(LABEL|DIGEST|ADDRESS|CHAIN_ID|PUBLICATION_ID|CID|PATH|USAGE|REQUEST|METADATA)_INVALID$/,
      { http: 400, exit: 2 },
    ],
    [/^SOURCE_/, { exit: 2 }],
    [/_TOO_LARGE$/, { http: 413, exit: 2 }],
    [/_TOO_MANY$/, { http: 429, exit: 3 }],
    [
      /^(LABEL_ANCHORED|DIGEST_RECORDED|SUPERSEDES_MISMATCH|NOT_PUBLISHER|NOT_OWNER|CALL_REVERTED)$/,
      { http: 409, exit: 2 },
    ],
    [/^(MANIFEST_TYPE_UNKNOWN|MANIFEST_PAGED)$/, { exit: 3 }],
    [/^INTERNAL$/, { http: 500, exit: 3 }],
    [
      /^(TRANSACTION_STUCK|FINALITY_PENDING|COPIES_TOO_FEW|ARCHIVE_BUSY|INTERRUPTED)$/,
      { http: 503, exit: 3 },
    ],
  ])("%s is %o", (pattern, expected) => {
    const matching = failures.filter(([code]) => pattern.test(code));
    expect(matching.length).toBeGreaterThan(0);
    for (const [code, failure] of matching) expect(failure, code).toMatchObject(expected);
  });

  test("nothing that could not be asked has the exit status of a finding", () => {
    const silent: readonly ErrorCode[] = [
      "CHAIN_UNREACHABLE",
      "CHAIN_ANSWER_INVALID",
      "STORE_UNREACHABLE",
      "BLOCK_MISSING",
    ];
    expect(silent.map((code) => CATALOGUE[code].exit)).toEqual([3, 3, 3, 3]);
  });
});
