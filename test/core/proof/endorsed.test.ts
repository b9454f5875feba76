import { describe, expect, test } from "vitest";
import type { Endorsement } from "../../../src/core/endorsement/endorsement.ts";
import { isSignedByKey } from "../../../src/core/endorsement/signature.ts";
import { fittingEndorsements } from "../../../src/core/proof/endorsed.ts";
import { MOST_ENDORSED_ENTRIES, MOST_ENDORSEMENTS } from "../../../src/core/proof/form.ts";
import { verifyProof } from "../../../src/core/proof/verify.ts";
import { SIGNING } from "../endorsement/vectors.ts";
import { bytesOf, HOLDING, partsOf, vector } from "./vectors.ts";

const endorsed = HOLDING.filter(({ expected }) => expected.endorsed !== undefined);

describe("endorsements in a proof", () => {
  test.each(endorsed)("$name: their heads follow, and ethers signed them", ({ bytes, trust, expected }) => {
    const { endorsements, manifest } = verifyProof(bytes, trust);
    const statements = endorsements?.statements ?? [];
    expect(statements.map(({ endorser, entries, head }) => [endorser, entries, head])).toEqual(
      expected.endorsed,
    );
    for (const one of statements) {
      expect(one.publication).toEqual(manifest.publication);
      expect(isSignedByKey(one, SIGNING)).toBe(true);
    }
  });

  test("reach the last entry about the issue, and the record tells of it, too", () => {
    const reached = (name: string) => {
      const { bytes, trust } = vector(`endorsed/${name}`);
      const { endorsements, reach } = verifyProof(bytes, trust);
      return [endorsements?.reach, reach];
    };
    expect(reached("single")).toEqual([16, 16]);
    expect(reached("retracted")).toEqual([6, 6]);
    // Its extraction is no word about it, its revision is.
    expect(reached("extracted")).toEqual([9, 9]);
    expect(reached("batched")).toEqual([13, 13]);
  });

  test("are not signed once anything of them or of the entries is another", () => {
    const { trust, ...honest } = vector("endorsed/file");
    const { endorsements: part = expect.unreachable() } = partsOf(honest);
    const [one = expect.unreachable()] = part.statements;
    const actor = Buffer.from(part.entries, "base64");
    actor[17] = (actor[17] ?? 0) ^ 1;
    for (const change of [
      { before: "77".repeat(32) },
      { entries: actor.toString("base64") },
      { statements: [{ ...one, holds: "none", entries: 15 }] },
      { statements: [{ ...one, seen: 1, entries: 15 }] },
      { statements: [{ ...one, entries: 15 }] },
    ]) {
      const bent = bytesOf({ ...partsOf(honest), endorsements: { ...part, ...change } });
      const { endorsements } = verifyProof(bent, trust);
      expect(endorsements?.statements.map((statement) => isSignedByKey(statement, SIGNING))).not.toContain(
        true,
      );
    }
  });

  test("may be taken out of a proof, which proves the issue all the same", () => {
    const { trust, ...honest } = vector("endorsed/single");
    const { endorsements: _, ...parts } = partsOf(honest);
    const { endorsements: __, ...whole } = verifyProof(honest.bytes, trust);
    expect(verifyProof(bytesOf(parts), trust)).toEqual(whole);
  });
});

describe("fittingEndorsements", () => {
  const { bytes, trust } = vector("endorsed/retracted");
  const { endorsements = expect.unreachable() } = verifyProof(bytes, trust);
  const { statements, entries } = endorsements;
  const before = statements[0]?.head ?? expect.unreachable();
  const [near = expect.unreachable(), far = expect.unreachable()] = statements;

  test("takes those first that need the fewest entries, and names those for which there is no room", () => {
    const given = { before, entries, statements: [far, near] };
    expect(fittingEndorsements(given, () => true)).toMatchObject({
      endorsements: { statements: [{ entries: near.entries }, { entries: far.entries }] },
      left: [],
    });
    const few = fittingEndorsements(given, ({ entries: taken }) => taken.length <= 3 * 197);
    expect(few).toMatchObject({ endorsements: { statements: [{ entries: near.entries }] }, left: [far] });
    expect(few.endorsements?.entries).toHaveLength(3 * 197);
    expect(fittingEndorsements(given, () => false)).toEqual({ left: [far, near].toReversed() });
  });

  test("takes no more than a file may hold", () => {
    const many = Array.from({ length: MOST_ENDORSEMENTS + 2 }, (): Endorsement => near);
    const { endorsements: taken, left } = fittingEndorsements(
      { before, entries, statements: many },
      () => true,
    );
    expect([taken?.statements.length, left.length]).toEqual([MOST_ENDORSEMENTS, 2]);
    const first = entries[0] ?? expect.unreachable();
    const long = Array.from({ length: MOST_ENDORSED_ENTRIES + 1 }, (_, at) => ({
      ...first,
      number: first.number + at,
    }));
    const last = { ...far, entries: first.number + MOST_ENDORSED_ENTRIES };
    expect(fittingEndorsements({ before, entries: long, statements: [last] }, () => true).left).toEqual([
      last,
    ]);
  });
});
