import fc from "fast-check";
import { parseAddress } from "../../../src/core/address.ts";
import { parseDigest } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import { parseLabel } from "../../../src/core/label.ts";

const hex = (bytes: number) =>
  fc.uint8Array({ minLength: bytes, maxLength: bytes }).map((some) => Buffer.from(some).toString("hex"));
const digest = hex(32).map(parseDigest);
const root = digest.map((one) => `0x${one}` as const);
const address = hex(20).map((one) => parseAddress(`0x${one}`));
const letters = [..."abcdefghijklmnopqrstuvwxyz0123456789._-"];
const label = fc
  .array(fc.constantFrom(...letters), { minLength: 1, maxLength: 64 })
  .map((some) => parseLabel(some.join("")));
const natural = fc.nat(Number.MAX_SAFE_INTEGER);
const common = { number: natural.map((one) => Math.max(1, one)), time: natural, actor: address };
const kind = <const Kind extends string>(name: Kind) => fc.constant(name);

/** Any entry that a registry could write, of every kind. */
export const entry: fc.Arbitrary<Entry> = fc.oneof(
  fc.record({ ...common, kind: fc.constantFrom("registered", "profile-set"), profile: digest }),
  fc.record({ ...common, kind: kind("anchored"), label, digest }),
  fc.record({ ...common, kind: kind("revised"), label, digest, supersedes: digest, reason: digest }),
  fc.record({
    ...{ ...common, kind: kind("batch-anchored"), root, list: digest },
    count: fc.integer({ min: 1, max: 2 ** 32 - 1 }),
  }),
  fc.record({ ...common, kind: kind("extracted"), label, digest, root }),
  fc.record({
    ...{ ...common, kind: kind("notice"), digest, reason: digest },
    notice: fc.constantFrom("correction", "retraction", "concern", "withdrawal"),
  }),
  fc.record({
    ...{ ...common, kind: fc.constantFrom("publisher-granted", "publisher-revoked"), account: address },
  }),
  fc.record({ ...common, kind: kind("transfer-started"), pendingOwner: address }),
  fc.record({ ...common, kind: kind("transferred"), previousOwner: address }),
  fc.record({ ...common, kind: kind("closed") }),
);
