import { describe, expect, test } from "vitest";
import { KINDS, NOTICE_KINDS } from "../../../src/core/history/entry.ts";
import { verifyProof } from "../../../src/core/proof/verify.ts";
import { bytesOf, HOLDING, partsOf, vector } from "./vectors.ts";

describe("a proof from a real chain", () => {
  test.each(HOLDING)("$name says what the registry's own views say", ({ bytes, trust, expected }) => {
    const proven = verifyProof(bytes, trust);
    const { record } = proven;
    expect(proven.digest).toBe(expected.digest);
    expect(proven.manifest.issue.label).toBe(expected.label);
    expect(proven.block).toEqual(expected.block);
    expect(`0x${proven.current}`).toBe(expected.current);
    expect({
      entry: record.entry,
      time: record.time,
      revision: record.revision,
      kind: KINDS[record.kind],
      standing: record.notice === "none" ? 0 : NOTICE_KINDS[record.notice],
      notice: record.noticeEntry ?? 0,
      first: record.first,
    }).toEqual(expected.record);
  });

  test("tells what had the label before, when the registry knows it", () => {
    const { bytes, trust } = vector("tide/label-taken");
    const { earlier, record } = verifyProof(bytes, trust);
    expect(earlier).toEqual({ digest: vector("tide/single").expected.digest, entry: 2 });
    expect(record.entry).toBe(10);
    for (const { name, bytes: other, trust: its } of HOLDING.filter(
      ({ name }) => !name.endsWith("label-taken"),
    ))
      expect([name, verifyProof(other, its).earlier]).toEqual([name, undefined]);
  });

  test("an issue of a batch keeps its place before one that was anchored later under its label", () => {
    const { bytes, trust, expected } = vector("tide/batched-kept");
    expect(verifyProof(bytes, trust)).toMatchObject({ batched: true, current: expected.digest });
  });

  test("names the file that it is about", () => {
    const { bytes, trust } = vector("tide/file");
    expect(verifyProof(bytes, trust).file).toMatchObject({ path: "images/map.svg", type: "image/svg+xml" });
  });

  test("holds with white space and in another order of fields", () => {
    const honest = vector("tide/batched");
    const { type, manifest, path, batch, state } = partsOf(honest);
    const text = JSON.stringify({ state, path, manifest, batch, type }, undefined, "\t").replaceAll(
      "\n",
      "\r\n ",
    );
    expect(verifyProof(bytesOf(text), honest.trust)).toEqual(verifyProof(honest.bytes, honest.trust));
  });

  test("holds when its block is one of several that are believed", () => {
    const { bytes, trust } = vector("tide/single");
    const blockHashes = [...vector("other/single").trust.blockHashes, ...trust.blockHashes];
    expect(verifyProof(bytes, { ...trust, blockHashes }).block.hash).toBe(trust.blockHashes[0]);
  });
});
