import { nodeSha256 } from "../../src/adapters/node/sha256.ts";
import type { CID } from "../../src/core/cid.ts";
import { documentCid } from "../../src/core/cid.ts";
import type { Digest } from "../../src/core/digest.ts";
import { tipBlock } from "../../src/core/finality.ts";
import type { Entry } from "../../src/core/history/entry.ts";
import type { PublicationRef } from "../../src/core/publication.ts";
import { encodeProfile } from "../../src/core/profile.ts";
import { publicationState } from "../../src/core/registry.ts";
import type { SignedCall } from "../../src/core/signed-call/call.ts";
import { publishTogether } from "../../src/publish/batch.ts";
import { deployRegistry, registerPublication } from "../../src/publish/found.ts";
import { publishIssue, reviseIssue } from "../../src/publish/issue.ts";
import { postNotice } from "../../src/publish/notice.ts";
import type { IssuePlan } from "../../src/publish/pack.ts";
import type { Publisher } from "../../src/publish/publisher.ts";
import { relay } from "../../src/publish/relay.ts";
import { memoryFile } from "../support/hashing.ts";
import type { Rig } from "../support/publisher-rig.ts";

/** One thing to be done exactly once, on a chain where nobody has done it yet. */
export interface Scene {
  /** What the command does; again after any failure. */
  act(publisher: Publisher): Promise<void>;
  /** How often the chain holds it. */
  times(): Promise<number>;
  /** What every block of must be stored. */
  readonly roots: readonly CID[];
  /** Transactions that it takes, 0 for what stands already. */
  readonly spends: 0 | 1;
}

/** A world and one of its publications. */
export interface Stage {
  readonly rig: Rig;
  readonly publication: PublicationRef;
}

/** Sets the stage for one command of the publisher. */
export type Setting = (stage: Stage) => Promise<Scene>;

const FAR = 4_000_000_000;
let made = 0;

export const SETTINGS = {
  publish: async (stage) => {
    const plan = planOn(stage);
    return {
      act: async (publisher) => void (await publishIssue(plan, publisher)),
      times: () => entriesOf(stage, (entry) => entry.kind === "anchored" && isOf(plan, entry)),
      roots: [],
      spends: 1,
    };
  },
  "publish what stands": async (stage) => {
    const plan = planOn(stage);
    const { digest } = await publishIssue(plan, stage.rig.publisher());
    return {
      act: async (publisher) => void (await publishIssue(plan, publisher)),
      times: () => entriesOf(stage, (entry) => entry.kind === "anchored" && isOf(plan, entry)),
      roots: [documentCid(digest)],
      spends: 0,
    };
  },
  revise: async (stage) => {
    const plan = planOn(stage);
    await publishIssue(plan, stage.rig.publisher());
    const mended = { ...plan, files: [memoryFile("letter.txt", "Mended.\n")] };
    return {
      act: async (publisher) => void (await reviseIssue(mended, "a wrong word", publisher)),
      times: () => entriesOf(stage, (entry) => entry.kind === "revised" && isOf(plan, entry)),
      roots: [],
      spends: 1,
    };
  },
  notice: async (stage) => {
    const { digest } = await publishIssue(planOn(stage), stage.rig.publisher());
    const { id } = stage.publication;
    const notice = { publication: id, digest, kind: "concern", reason: "a doubt" } as const;
    return {
      act: async (publisher) => void (await postNotice(notice, publisher)),
      times: () => entriesOf(stage, (entry) => entry.kind === "notice" && entry.digest === digest),
      roots: [],
      spends: 1,
    };
  },
  register: async ({ rig }) => {
    const profile = { title: `Letter ${++made}` };
    const before = await publicationsOf(rig);
    const { block } = encodeProfile(profile, nodeSha256);
    return {
      act: async (publisher) => void (await registerPublication(profile, publisher)),
      times: async () => (await publicationsOf(rig)) - before,
      roots: [block.cid],
      spends: 1,
    };
  },
  "publish --batch": async ({ rig }) => {
    const publication = await rig.register(`Letter ${++made}`);
    const plans = ["1", "2"].map((label): IssuePlan => ({ ...rig.plan(label), publication }));
    return {
      act: async (publisher) => void (await publishTogether(plans, publisher)),
      times: async () => (await rig.entries(publication)).filter(isBatch).length,
      roots: [],
      spends: 1,
    };
  },
  relay: async (stage) => {
    const signed = await signedAnchor(stage);
    return {
      act: async (publisher) => void (await relay(signed, publisher)),
      times: () => entriesOf(stage, (entry) => entry.kind === "anchored" && entry.label === labelOf(signed)),
      roots: [],
      spends: 1,
    };
  },
  deploy: async ({ rig }) => {
    // Each one stands beside another address, as `--again` has it, so that it is a deployment of its own.
    const beside = `0x${(++made).toString(16).padStart(40, "0")}` as typeof rig.registry;
    const key = `deploy:${rig.publication.chain}:after:${beside}`;
    return {
      act: async ({ transacting }) => void (await deployRegistry(transacting, "final", beside)),
      times: async () => {
        const receipts = await Promise.all(
          rig.journal.attempts(key).map(({ hash }) => rig.chain.receipt(hash)),
        );
        return receipts.filter((one) => one?.succeeded === true).length;
      },
      roots: [],
      spends: 1,
    };
  },
} satisfies Readonly<Record<string, Setting>>;

function isOf({ description }: IssuePlan, entry: Entry): boolean {
  return "label" in entry && entry.label === description.label;
}

function isBatch({ kind }: Entry): boolean {
  return kind === "batch-anchored";
}

function planOn({ rig, publication }: Stage): IssuePlan {
  return { ...rig.plan(), publication };
}

async function entriesOf({ rig, publication }: Stage, which: (entry: Entry) => boolean): Promise<number> {
  return (await rig.entries(publication)).filter(which).length;
}

async function publicationsOf(rig: Rig): Promise<number> {
  return rig
    .publisher()
    .registry.at(await tipBlock(rig.chain))
    .publications();
}

/** Signed by the owner; the rig's own account sends it. */
async function signedAnchor({ rig, publication }: Stage): Promise<SignedCall> {
  const { signer } = rig;
  const view = rig.publisher().registry.at(await tipBlock(rig.chain));
  const { head } = await publicationState(view, publication.id);
  const digest = `d${(++made).toString(16).padStart(63, "0")}` as Digest;
  const { label } = rig.plan(`relayed-${made}`).description;
  const call = { kind: "anchor", label, digest } as const;
  const unsigned = { publication, call, publisher: signer.address, head, deadline: FAR };
  return { ...unsigned, signature: await signer.signCall(unsigned) };
}

function labelOf({ call }: SignedCall): string | undefined {
  return call.kind === "anchor" ? call.label : undefined;
}
