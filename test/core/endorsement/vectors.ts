import { readFileSync } from "node:fs";
import { recover } from "../../../src/core/signed-statement/recover.ts";
import { portableKeccak256 } from "../../../src/core/batch/keccak256.ts";
import type { Bytes32 } from "../../../src/core/digest.ts";
import type { Endorsement } from "../../../src/core/endorsement/endorsement.ts";
import { decodeEndorsement } from "../../../src/core/endorsement/file.ts";
import type { TypedData } from "../../../src/core/signed-call/typed-data.ts";
import { hashing } from "../../support/hashing.ts";

export interface EndorsementVector {
  readonly title: string;
  readonly file: Readonly<Record<string, unknown>>;
  readonly typedData: TypedData;
  readonly digest: Bytes32;
}

export interface ForkVector {
  readonly title: string;
  readonly file: Readonly<Record<string, unknown>>;
}

/** Written by another program (test/vectors/endorsement.README.md). */
export const VECTORS = JSON.parse(
  readFileSync(new URL("../../vectors/endorsement.json", import.meta.url), "utf8"),
) as {
  readonly history: readonly string[];
  readonly endorsements: readonly EndorsementVector[];
  readonly forks: readonly ForkVector[];
};

export const SIGNING = { sha256: hashing.sha256, keccak: portableKeccak256, recover };

export function bytesOf(value: unknown): Uint8Array {
  return new TextEncoder().encode(typeof value === "string" ? value : JSON.stringify(value));
}

/** One of the vectors' endorsements, read from its file. */
export function endorsement(at: number): Endorsement {
  return decodeEndorsement(bytesOf(VECTORS.endorsements[at]?.file), "vector");
}
