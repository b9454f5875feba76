import { expect } from "vitest";
import { keySigner } from "../../../src/adapters/evm/signer.ts";
import { gradeEndorsements } from "../../../src/audit/endorsed.ts";
import type { Digest } from "../../../src/core/digest.ts";
import type { Endorsement, Statement } from "../../../src/core/endorsement/endorsement.ts";
import { verifyFork } from "../../../src/core/endorsement/fork.ts";
import { foldAll } from "../../../src/core/history/fold.ts";
import { SIGNING } from "../../core/endorsement/vectors.ts";
import { DEVELOPMENT_KEY } from "../../support/development-key.ts";
import { refOf } from "../../support/model-batch.ts";
import { digestOf } from "../../support/witness-evidence.ts";
import { scene, type Scene } from "../planted.ts";
import type { Row } from "./row.ts";

const LIBRARY = keySigner(DEVELOPMENT_KEY);
const AUDITOR = keySigner(`0x${"42".repeat(32)}`);
const OTHER = digestOf("another head");

type Sign = (change?: Partial<Statement>, signer?: typeof LIBRARY) => Promise<Endorsement>;

const FORGERIES: Readonly<Record<string, (sign: Sign) => Promise<readonly Endorsement[]>>> = {
  "an endorsed head that is not the registry's": async (sign) => [await sign({ head: OTHER })],
  "an older endorsed head that is not the registry's": async (sign) => [
    await sign({ entries: 3, head: OTHER }, AUDITOR),
  ],
  "two endorsers who signed heads that exclude each other": async (sign) => [
    await sign({ entries: 3, head: OTHER }, AUDITOR),
    await sign(),
  ],
  "an endorser who signed two heads after one entry": async (sign) => [
    await sign({ head: OTHER }),
    await sign({ head: digestOf("a third") }),
  ],
  "an endorsement that says more than was signed": async (sign) => [
    { ...(await sign({ holds: "none" })), holds: "full" },
  ],
  "an endorsement in somebody else's name": async (sign) => [
    { ...(await sign()), endorser: AUDITOR.address },
  ],
  "an endorsement of more entries than there are": async (sign) => [await sign({ entries: 7 })],
};

/** Endorsements that were forged, or that show a fork. */
export async function endorsementRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [planted, forge] of Object.entries(FORGERIES)) {
    const archive = await scene();
    const given = await forge((change, signer) => endorsed(archive, change, signer));
    const { graded, forks } = await gradeEndorsements(refOf(archive.model, archive.letter), given, {
      ...{ registry: archive.model.registry, chain: archive.model.registry.node() },
      ...{ finality: { kind: "tag" }, contractTakes: async () => false, ...SIGNING },
    });
    const [first = expect.unreachable()] = graded;
    expect(first.grade, planted).not.toBe("agrees");
    const [fork] = forks;
    if (fork !== undefined)
      expect(verifyFork(fork, "fork", SIGNING).signedByKey).toEqual({ earlier: true, later: true });
    const found = fork === undefined ? first.grade : `${first.grade}, and the fork is proved`;
    const { entries } = first.statement;
    rows.push({ planted, found, named: `the signer, entry ${entries}`, grade: gradeOf(first.grade) });
  }
  return rows;
}

/** `endorsements check` exits with 1, or with 3 where it could not be checked. */
function gradeOf(grade: string): string {
  return grade === "unknown" ? "unasked" : "grave";
}

async function headAfter({ model, letter }: Scene, entries: number): Promise<Digest> {
  const at = (await model.registry.node().block("finalized")) ?? expect.unreachable();
  const all = (await model.registry.entries(letter, 0, at)).map(({ entry }) => entry);
  return foldAll(refOf(model, letter), all.slice(0, entries), SIGNING.sha256).head;
}

async function endorsed(
  archive: Scene,
  change: Partial<Statement> = {},
  signer = LIBRARY,
): Promise<Endorsement> {
  const { model, letter } = archive;
  const entries = change.entries ?? 6;
  const at = (await model.registry.node().block("finalized")) ?? expect.unreachable();
  const statement: Statement = {
    ...{ publication: refOf(model, letter), endorser: signer.address, entries },
    head: await headAfter(archive, entries),
    ...{ block: { number: at.number, hash: at.hash }, seen: 1_700_000_000, holds: "full" },
    ...change,
  };
  return { ...statement, signature: await signer.signEndorsement(statement) };
}
