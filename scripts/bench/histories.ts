import { type Address, parseAddress } from "../../src/core/address.ts";
import { type Digest, digestFromBytes } from "../../src/core/digest.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import { type Label, parseLabel } from "../../src/core/label.ts";
import type { Sha256 } from "../../src/core/sha256.ts";

export const OWNER = parseAddress(`0x${"a1".repeat(20)}`);
const EDITOR = parseAddress(`0x${"a2".repeat(20)}`);
const START = 1_700_000_000;

/** What each publication's history is made by: two of the same give the same bytes. */
export interface HistorySpec {
  readonly name: string;
  readonly entries: number;
  readonly profile: Digest;
  readonly sha256: Sha256;
}

/**
 * A history without a fault, as a weekly's would be: registered, an editor granted, then issues, of which every tenth
 * entry is a revision of the latest one and every twenty-fifth a notice on it.
 */
export function* historyOf({ name, entries, profile, sha256 }: HistorySpec): Generator<Entry> {
  const digest = (what: string): Digest => digestFromBytes(sha256(Buffer.from(`${name} ${what}`)));
  const reason = digest("reason");
  let latest: { readonly label: Label; readonly digest: Digest } | undefined;
  for (let number = 1; number <= entries; number++) {
    const common = { number, time: START + number * 3_600, actor: writerOf(number) };
    if (number === 1) yield { ...common, kind: "registered", profile };
    else if (number === 2) yield { ...common, kind: "publisher-granted", account: EDITOR };
    else if (latest !== undefined && number % 25 === 0)
      yield { ...common, kind: "notice", digest: latest.digest, notice: "concern", reason };
    else if (latest !== undefined && number % 10 === 0) {
      const next = { label: latest.label, digest: digest(`revision ${number}`) };
      yield { ...common, ...next, kind: "revised", supersedes: latest.digest, reason };
      latest = next;
    } else {
      latest = { label: parseLabel(`issue-${number}`), digest: digest(`issue ${number}`) };
      yield { ...common, ...latest, kind: "anchored" };
    }
  }
}

function writerOf(number: number): Address {
  return number > 2 && number % 3 === 0 ? EDITOR : OWNER;
}
