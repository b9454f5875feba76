import { audit, type Auditing, auditExit } from "../../src/audit/audit.ts";
import { type AuditReport, type Fault, faultsOf } from "../../src/audit/report.ts";
import { hashing } from "./hashing.ts";
import type { ModelArchive } from "./model-archive.ts";

/** Audits an archive of the model at its latest block. */
export async function audited(model: ModelArchive, change: Partial<Auditing> = {}): Promise<AuditReport> {
  const { registry, stores } = model;
  const publications = registry.publications();
  return audit({
    ...{ registry, stores, chain: registry.node(), sha256: hashing.sha256, publications },
    sha256Stream: hashing.stream,
    finality: { kind: "tag" },
    ...change,
  });
}

/** Everything that an audit found, and the exit status of the command. */
export async function findings(model: ModelArchive): Promise<{ faults: readonly Fault[]; exit: 0 | 1 | 3 }> {
  const report = await audited(model);
  return {
    faults: faultsOf(report),
    exit: auditExit(report),
  };
}
