import type { Digest } from "../core/digest.ts";
import type { Label } from "../core/label.ts";
import { gatherFile } from "../verify/gather.ts";
import { judge } from "../verify/judge/judge.ts";
import { DEFAULT_POLICY, type Trust } from "../verify/judge/verdict.ts";
import { verdictReport, type VerdictReport } from "../verify/report.ts";
import type { Witness } from "../verify/witness.ts";

export interface Checking {
  readonly witness: Witness;
  readonly trust: Trust;
  readonly label?: Label;
}

/** The same question as the command's and the server's, asked and judged here: only the digest goes anywhere. */
export async function checkFile(file: File, sha256: Digest, checking: Checking): Promise<VerdictReport> {
  const { witness, trust, label } = checking;
  const held = {
    path: file.name,
    size: file.size,
    sha256,
    bytes: async () => new Uint8Array(await file.arrayBuffer()),
  };
  const evidence = await gatherFile(held, {
    witness,
    sha256: trust.sha256,
    ...(label === undefined ? {} : { label }),
  });
  return verdictReport(judge(evidence, trust, DEFAULT_POLICY));
}
