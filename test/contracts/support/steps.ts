import fc from "fast-check";
import { type Address, ZERO_ADDRESS } from "../../../src/core/address.ts";
import { type Digest, digestFromBytes, ZERO_DIGEST } from "../../../src/core/digest.ts";
import { portableSha256 as sha256 } from "../../../src/core/sha256.ts";
import type { Call } from "./model.ts";
import type { Replayed } from "./replay.ts";

/** Few of everything, so that random calls meet each other. */
export const ACTORS = 4;
export const LABELS = ["1", "2019-11-26", "x".repeat(64)];
export const DIGESTS: readonly Digest[] = Array.from({ length: 8 }, (_, n) =>
  digestFromBytes(sha256(Uint8Array.of(n))),
);

/** One random call: what it is may depend on the state that it meets. */
export interface Step {
  readonly publication: number;
  readonly actor: number;
  readonly byOwner: boolean;
  readonly call: (state: Replayed | undefined, accounts: readonly Address[]) => Call;
}

/** Mostly calls that the registry should take, and each way of getting one wrong. */
export function step(): fc.Arbitrary<Step> {
  const label = fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...LABELS) },
    fc.constantFrom("", "A", "x".repeat(65)),
  );
  const digest = fc.oneof({ weight: 20, arbitrary: fc.constantFrom(...DIGESTS) }, fc.constant(ZERO_DIGEST));
  const reason = fc.constantFrom(ZERO_DIGEST, ...DIGESTS);
  const notice = fc.constantFrom(
    "none" as const,
    "correction",
    "retraction",
    "concern",
    "withdrawal" as const,
  );
  const index = fc.nat(ACTORS);
  const account = (accounts: readonly Address[], n: number) =>
    n === ACTORS ? ZERO_ADDRESS : at(accounts, n);
  const call = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({ label, digest }).map((r) => () => ({ do: "anchor" as const, ...r })),
    },
    {
      weight: 5,
      arbitrary: fc
        .record({ label, digest, reason, right: fc.nat(7) })
        .map(({ right, ...r }) => (state: Replayed | undefined) => ({
          do: "revise" as const,
          ...r,
          supersedes: right === 0 ? r.reason : (state?.current.get(r.label) ?? ZERO_DIGEST),
        })),
    },
    {
      weight: 4,
      arbitrary: fc.record({ digest, notice, reason }).map((r) => () => ({ do: "post" as const, ...r })),
    },
    {
      weight: 5,
      arbitrary: fc
        .record({ name: fc.constantFrom("grantPublisher", "revokePublisher", "transferOwnership"), index })
        .map(({ name, index: n }) => (_: unknown, accounts: readonly Address[]) => ({
          do: name,
          account: account(accounts, n),
        })),
    },
    { weight: 2, arbitrary: fc.constant(() => ({ do: "acceptOwnership" as const })) },
    { weight: 1, arbitrary: digest.map((profile) => () => ({ do: "setProfile" as const, profile })) },
    {
      weight: 1,
      arbitrary: fc
        .nat(3)
        .map((n) => () => (n === 0 ? { do: "close" as const } : { do: "acceptOwnership" as const })),
    },
  ) as fc.Arbitrary<Step["call"]>;
  return fc.record({
    publication: fc.integer({ min: 1, max: 3 }),
    actor: fc.nat(ACTORS - 1),
    byOwner: fc.boolean(),
    call,
  });
}

export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new Error(`nothing at ${index}`);
  return found;
}
