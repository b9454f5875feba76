import { describe, expect, test } from "vitest";
import type { Address } from "../../../src/core/address.ts";
import type { Entry } from "../../../src/core/history/entry.ts";
import type { PublishingCall } from "../../../src/core/signed-call/call.ts";
import { isEntryOf } from "../../../src/core/signed-call/standing.ts";
import { VECTORS } from "./vectors.ts";

const common = { number: 7, time: 1_800_000_000, actor: `0x${"1".repeat(40)}` as Address };

/** The entry that the registry makes of a call: of a batched one, the second of two. */
function entryFrom(call: PublishingCall): Entry {
  switch (call.kind) {
    case "anchor":
      return { ...common, kind: "anchored", label: call.label, digest: call.digest };
    case "revise":
    case "revise-batched": {
      const { label, digest, supersedes, reason } = call;
      return { ...common, kind: "revised", label, digest, supersedes, reason };
    }
    case "post":
    case "post-batched": {
      const { digest, notice, reason } = call;
      return { ...common, kind: "notice", digest, notice, reason };
    }
    case "anchor-batch":
      return { ...common, kind: "batch-anchored", root: call.root, list: call.list, count: call.count };
  }
}

describe("the entry that a call asks for", () => {
  test.each(VECTORS.map(({ title, signed }) => [title, signed.call] as const))("%s: is known", (_, call) => {
    expect(isEntryOf(call, entryFrom(call))).toBe(true);
  });

  test.each(VECTORS.map(({ title, signed }) => [title, signed.call] as const))(
    "%s: is not one that differs in any value",
    (_, call) => {
      const { number, time, actor, kind, ...values } = entryFrom(call);
      for (const name of Object.keys(values)) {
        const other = { number, time, actor, kind, ...values, [name]: "another" } as unknown as Entry;
        expect(isEntryOf(call, other), name).toBe(false);
      }
    },
  );

  test("is that of no other call", () => {
    const different = VECTORS.filter(({ signed }) => !signed.call.kind.endsWith("batched"));
    const entries = different.map(({ signed }) => entryFrom(signed.call));
    for (const [i, { signed }] of different.entries())
      expect(entries.filter((entry) => isEntryOf(signed.call, entry))).toEqual([entries[i]]);
  });
});
