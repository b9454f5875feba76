import { existsSync, readdirSync } from "node:fs";
import { openJournal } from "../../src/adapters/journal/journal.ts";
import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import { audit } from "../../src/audit/audit.ts";
import type { AuditReport } from "../../src/audit/report.ts";
import { openReading } from "../../src/cli/compose.ts";
import { dataPath, readArchive } from "../../src/cli/config.ts";
import { openSigner } from "../../src/cli/signer.ts";
import { tipBlock } from "../../src/core/finality.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import type { Job } from "../../src/core/ports.ts";
import { parsePublicationId } from "../../src/core/publication.ts";

/** Everything that a crash could have doubled, lost or left lying about. */
export interface Standing {
  readonly audit: AuditReport;
  readonly publications: number;
  /** Of the first publication. */
  readonly entries: readonly Entry[];
  readonly unfinished: readonly Job[];
  /** Files in the staging area and half-written ones in the store. */
  readonly leftOver: readonly string[];
  /** Transactions of the archive's account that were mined. */
  readonly spent: number;
}

export async function standingOf(archive: string): Promise<Standing> {
  const place = readArchive(archive);
  await using reading = await openReading(place);
  const { chain, finality, registry, stores } = reading;
  const tip = await tipBlock(chain);
  const signer = await openSigner(place);
  const count = await registry.at(tip).publications();
  const publications = Array.from({ length: count }, (_, i) => parsePublicationId(String(i + 1)));
  return {
    audit: await audit({ chain, finality, registry, stores, sha256: nodeSha256, publications }),
    publications: count,
    entries: (await registry.entries(parsePublicationId("1"), 0, tip)).map(({ entry }) => entry),
    unfinished: unfinishedOf(archive),
    leftOver: [...filesIn(dataPath(archive, "staging")), ...filesIn(dataPath(archive, "store/incoming"))],
    spent: await chain.transactionCount(signer.address, "latest"),
  };
}

export function unfinishedOf(archive: string): readonly Job[] {
  const journal = openJournal(dataPath(archive, "journal.sqlite"));
  try {
    return journal.unfinished();
  } finally {
    journal.close();
  }
}

export function filesIn(folder: string): readonly string[] {
  return existsSync(folder) ? readdirSync(folder) : [];
}
