import { readFileSync } from "node:fs";
import type { Bytes32, Digest } from "../../../src/core/digest.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import type { Label } from "../../../src/core/label.ts";
import type { PublicationRef } from "../../../src/core/publication.ts";

interface HistoryVectors {
  readonly publication: PublicationRef;
  readonly genesis: Digest;
  readonly batches: readonly {
    readonly root: Bytes32;
    readonly count: number;
    readonly list: Digest;
    readonly issues: readonly {
      readonly label: Label;
      readonly digest: Digest;
      readonly leaf: Bytes32;
      readonly path: readonly Bytes32[];
    }[];
  }[];
  readonly steps: readonly { readonly entry: Entry; readonly bytes: string; readonly head: Digest }[];
}

/** test/vectors/history.json, written by another program (history.README.md beside it). */
export const vectors = JSON.parse(
  readFileSync(new URL("../../vectors/history.json", import.meta.url), "utf8"),
) as HistoryVectors;
