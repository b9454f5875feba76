import { MOST_ENDORSED_ENTRIES, MOST_ENDORSEMENTS } from "../../../src/core/proof/form.ts";
import { ENTRY_BYTES } from "../../../src/core/history/entry.ts";
import { b64, type Bend, flipped, from, looseEnd, raw, table } from "./forging.ts";
import { type Parts, type Vector, vector } from "./vectors.ts";

/* Endorsements that are not about the issue, or about nothing: with honest parts put together another way. */

const single = vector("endorsed/single");
/** Of entries 14 and 15, signed after each of them. */
const file = vector("endorsed/file");
const batched = vector("endorsed/batched");
/** Its batch is known to hold it by an entry of kind 12 alone. */
const extracted = vector("endorsed/extracted");
const retracted = vector("endorsed/retracted");

const { list, forge } = table();

type Part = NonNullable<Parts["endorsements"]>;

function partOf(change: (part: Part) => unknown): Bend {
  return (parts) => ({
    ...parts,
    endorsements: change(parts.endorsements ?? { before: "", entries: "", statements: [] }),
  });
}

const entriesOf = (change: (entries: Uint8Array) => Uint8Array): Bend =>
  partOf((part) => ({ ...part, entries: b64(change(raw(part.entries))) }));
const statementsOf = (change: (statements: Part["statements"]) => unknown): Bend =>
  partOf((part) => ({ ...part, statements: change(part.statements) }));
const withStatement = (change: Readonly<Record<string, unknown>>): Bend =>
  statementsOf((statements) => statements.map((one) => ({ ...one, ...change })));
const partIn = (other: Vector): Bend => partOf(() => from(other).endorsements);
const byte = (at: number, value: number) => (entries: Uint8Array) => entries.with(at, value);

const MALFORMED = "PROOF_MALFORMED";
const FALSE = "PROOF_ENDORSEMENTS_FALSE";

// Form
forge(
  single,
  ["endorsements of nothing", MALFORMED],
  partOf(() => ({})),
);
forge(
  single,
  ["endorsements that are none", MALFORMED],
  partOf(() => null),
);
forge(
  single,
  ["endorsements with another field", MALFORMED],
  partOf((part) => ({ ...part, head: part.before })),
);
forge(
  single,
  ["endorsements after no head", MALFORMED],
  partOf((part) => ({ ...part, before: undefined })),
);
forge(
  single,
  ["endorsements after a head in capitals", MALFORMED],
  partOf((part) => ({ ...part, before: part.before.toUpperCase() })),
);
forge(
  single,
  ["endorsements of no entries", MALFORMED],
  partOf((part) => ({ ...part, entries: "" })),
);
forge(
  file,
  ["endorsed entries with a loose end", MALFORMED],
  partOf((part) => ({ ...part, entries: looseEnd(part.entries) })),
);
forge(
  single,
  ["more endorsed entries than there may be", MALFORMED],
  entriesOf(() => new Uint8Array((MOST_ENDORSED_ENTRIES + 1) * ENTRY_BYTES)),
);
forge(
  single,
  ["endorsements by nobody", MALFORMED],
  statementsOf(() => []),
);
forge(
  single,
  ["more endorsements than there may be", MALFORMED],
  statementsOf(([one]) => Array.from({ length: MOST_ENDORSEMENTS + 1 }, () => one)),
);
forge(
  single,
  ["an endorsement that brings its own head", MALFORMED],
  withStatement({ head: "77".repeat(32) }),
);
forge(
  single,
  ["an endorsement that names its own publication", MALFORMED],
  withStatement({ publication: { chain: "eip155:1", registry: `0x${"77".repeat(20)}`, id: "1" } }),
);
forge(single, ["an endorsement after half an entry", MALFORMED], withStatement({ entries: 16.5 }));
forge(single, ["an endorsement by no address", MALFORMED], withStatement({ endorser: "0x12" }));
forge(single, ["an endorsement in capitals", MALFORMED], withStatement({ signature: "0xAB" }));
forge(
  single,
  ["an endorsement of a block without a hash", MALFORMED],
  withStatement({ block: { number: 1 } }),
);
forge(single, ["an endorsement for holding something else", MALFORMED], withStatement({ holds: "all" }));

// Entries
forge(
  single,
  ["an endorsed entry that is cut short", FALSE],
  entriesOf((entries) => entries.slice(0, -1)),
);
forge(single, ["an endorsed entry of no kind", FALSE], entriesOf(byte(8, 13)));
forge(
  single,
  ["an endorsed entry with something after its words", FALSE],
  entriesOf(byte(ENTRY_BYTES - 1, 1)),
);
forge(
  single,
  ["an endorsed entry of another number", FALSE],
  entriesOf((entries) => flipped(entries, 7)),
);
forge(
  single,
  ["an endorsed entry of another time", FALSE],
  entriesOf((entries) => flipped(entries, 16)),
);
forge(
  single,
  ["an endorsed entry that anchors another digest", FALSE],
  entriesOf((entries) => flipped(entries, 37 + 64)),
);
forge(
  file,
  ["endorsed entries without the issue's own", FALSE],
  entriesOf((entries) => entries.slice(ENTRY_BYTES)),
);
forge(
  file,
  ["endorsed entries in another order", FALSE],
  entriesOf((entries) => Uint8Array.from([...entries.slice(ENTRY_BYTES), ...entries.slice(0, ENTRY_BYTES)])),
);
forge(
  retracted,
  ["endorsed entries with a gap", FALSE],
  entriesOf((entries) =>
    Uint8Array.from([...entries.slice(0, ENTRY_BYTES), ...entries.slice(2 * ENTRY_BYTES)]),
  ),
);
forge(single, ["endorsements of another issue", FALSE], partIn(file));
forge(file, ["endorsements of a later issue", FALSE], partIn(single));
forge(batched, ["endorsements of an issue alone for one of a batch", FALSE], partIn(single));
forge(
  batched,
  ["an endorsed batch with another root", FALSE],
  entriesOf((entries) => flipped(entries, 37)),
);
forge(
  extracted,
  ["an endorsed batch with nothing that leads to the issue", FALSE],
  partOf((part) => ({
    ...part,
    entries: b64(raw(part.entries).slice(0, ENTRY_BYTES)),
    statements: part.statements.slice(0, 1).map((one) => ({ ...one, entries: 7 })),
  })),
);
forge(
  extracted,
  ["an issue extracted from another batch than the endorsed one", FALSE],
  entriesOf((entries) => flipped(entries, 37)),
);

// Statements
forge(single, ["an endorsement beyond the entries", FALSE], withStatement({ entries: 17 }));
forge(single, ["an endorsement before the issue", FALSE], withStatement({ entries: 15 }));
forge(
  file,
  ["entries after the last that is endorsed", FALSE],
  statementsOf((statements) => statements.filter(({ entries }) => entries === 14)),
);

export const FORGED_ENDORSEMENTS = list;
