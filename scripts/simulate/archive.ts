import { readArchive } from "../../src/cli/config.ts";
import { type Assumptions, parseDuration } from "./assumptions.ts";

/** What an archive's settings say of its stores and audits. @throws ARCHIVE_MISSING | ARCHIVE_INVALID */
export function archiveAssumptions(folder: string): Partial<Assumptions> {
  const { targets, policy } = readArchive(folder).config;
  const shares = Object.values(Object.groupBy(targets, ({ operator }) => operator)).map(
    (stores) => stores?.length ?? 0,
  );
  const every = policy.auditEvery === undefined ? undefined : parseDuration(policy.auditEvery);
  return { shares, ...(every === undefined ? {} : { auditEvery: every }) };
}
