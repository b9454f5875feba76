import { expect } from "vitest";
import { lookAt } from "../../../src/audit/monitor/look.ts";
import type { DomainStanding, Watched } from "../../../src/audit/monitor/state.ts";
import { hashing } from "../../support/hashing.ts";
import { refOf } from "../../support/model-batch.ts";
import { ACCOUNTS, OWNER } from "../../support/model-registry.ts";
import { scene, type Scene } from "../planted.ts";
import type { Row } from "./row.ts";

const [, OTHER = OWNER] = ACCOUNTS;

/** What happens between two looks. */
type Between = (archive: Scene) => unknown;

const EVENTS: Readonly<Record<string, Between>> = {
  "a final block that is replaced by another": ({ model, letter }) => {
    model.registry.reorganise(1);
    return model.anchor(letter, "3", { a: "another third letter" });
  },
  "logs that leave out the newest entry": async ({ model, letter }) => {
    await model.anchor(letter, "4", { a: "four" });
    await model.anchor(letter, "5", { a: "five" });
    model.registry.faults.logs = (entries) => entries.slice(0, -1);
  },
  "a publication that somebody else owns now": ({ model, letter }) => {
    model.call(letter, { do: "transferOwnership", account: OTHER });
    model.registry.call(letter, { do: "acceptOwnership" }, OTHER);
  },
  "another account that may publish": ({ model, letter }) =>
    model.call(letter, { do: "grantPublisher", account: OTHER }),
  "a profile that is replaced": ({ model, letter }) =>
    model.call(letter, { do: "setProfile", profile: model.reason("not a profile") }),
  "a publication that is closed": ({ model, letter }) => model.call(letter, { do: "close" }),
  "an issue where none is expected": ({ model, letter }) => model.anchor(letter, "4", { a: "four" }),
};

async function look({ model, letter }: Scene, domain: DomainStanding, before?: Watched) {
  const { registry } = model;
  const chain = registry.node();
  const block = (await chain.block("latest")) ?? expect.unreachable();
  return lookAt(
    refOf(model, letter),
    { block, before },
    { chain, registry, sha256: hashing.sha256, expect: "none", domainOf: async () => domain },
  );
}

/** What the monitor tells of first: an unexpected event, between one look and the next. */
export async function monitorRows(): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [planted, happen] of Object.entries(EVENTS)) {
    const archive = await scene();
    const { after } = await look(archive, "vouches");
    await happen(archive);
    rows.push(rowOf(planted, await look(archive, "vouches", after)));
  }
  const archive = await scene();
  const { after } = await look(archive, "vouches");
  rows.push(rowOf("a domain that ceases to vouch", await look(archive, "does-not", after)));
  return rows;
}

function rowOf(planted: string, { alerts }: Awaited<ReturnType<typeof look>>): Row {
  const [alert = expect.unreachable(planted)] = alerts;
  const { entry, kind, level } = alert;
  const named = entry === undefined ? "the publication" : `entry ${entry}`;
  return { planted, found: kind, named, grade: level };
}
