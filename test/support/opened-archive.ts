import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { openCatalogue } from "../../src/adapters/index/catalogue.ts";
import type { PublicationId } from "../../src/core/publication.ts";
import type { Archive } from "../../src/verify/archive.ts";
import type { Evidence } from "../../src/verify/evidence.ts";
import { judge } from "../../src/verify/judge/judge.ts";
import { DEFAULT_POLICY, type Verdict } from "../../src/verify/judge/verdict.ts";
import { openArchive } from "../../src/verify/open-archive.ts";
import { hashing } from "./hashing.ts";
import type { ModelArchive } from "./model-archive.ts";

const { sha256 } = hashing;

/** The model's archive, opened with an empty catalogue on disk: as a reader meets it. */
export function openModel(model: ModelArchive, own: () => readonly PublicationId[]): Archive {
  const folder = mkdtempSync(join(tmpdir(), "colophon-archive-"));
  const catalogue = openCatalogue(join(folder, "catalogue.sqlite"));
  onTestFinished(() => {
    catalogue.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const { registry, stores } = model;
  const parts = { registry, stores, catalogue, sha256, own, chain: registry.node() };
  return openArchive({ ...parts, finality: { kind: "tag" }, name: "the archive of this test" });
}

export function judgedIn({ registry }: ModelArchive, evidence: Evidence): Verdict {
  return judge(evidence, { chain: registry.chain, registry: registry.address, sha256 }, DEFAULT_POLICY);
}
