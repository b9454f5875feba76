import { presetOf } from "../../core/chains.ts";
import type { FinalityRule } from "../../core/ports.ts";
import type { Trust } from "../../verify/judge/verdict.ts";
import type { Witness } from "../../verify/witness.ts";
import type { AskBlock } from "../check-file.ts";
import type { Asking } from "./asking.ts";
import { parseNodeList } from "./node-address.ts";
import type { Nodes } from "./nodes.ts";
import { once } from "./once.ts";
import { SAYS } from "../says.ts";
import { type Panel, settingsPanel } from "./panel.ts";
import { type Kept, savedSettings, saveSettings, type Settings } from "./settings.ts";

/** Whom a page asks, as its reader has it. */
export interface Reader {
  readonly witness: Witness;
  readonly askBlock: AskBlock;
  readonly panel: Panel;
  /** Undefined while none is named. */
  nodes(): Promise<Nodes | undefined>;
}

export interface ReaderParts {
  readonly trust: Trust;
  /** Who says where files stand, and gives what it has. */
  readonly witness: Witness;
  /** Whether that one says anything of the chain, should no node be heard. */
  readonly hasWord: boolean;
  /** Whom the page suggests: its server's operator, or a list that it came with. */
  readonly suggested: Settings;
  /** Others that the reader may want, and that are asked by nobody until then. */
  readonly offered?: Settings;
  readonly finality?: FinalityRule;
}

const saidOf: Readonly<Record<Kept, string>> = {
  kept: SAYS.asked.kept,
  unkept: SAYS.asked.unkept,
  "too-long": SAYS.asked.tooLong,
};

/** A witness over the nodes and gateways that the reader has chosen, and the form to choose them by. */
export function openReader(parts: ReaderParts): Reader {
  const { trust, witness, suggested, hasWord } = parts;
  const finality = parts.finality ?? presetOf(trust.chain)?.finality ?? { kind: "tag" };
  const begin = (settings: Settings) => beginning(settings, { witness, trust, finality });
  const now = savedSettings(trust.chain) ?? suggested;
  let asking = begin(now);
  const panel = settingsPanel({
    ...{ now, suggested, fallback: hasWord ? witness.name : undefined },
    ...(parts.offered === undefined ? {} : { offered: parts.offered }),
    test: async (node) => {
      const { testNode } = await import("./test-node.ts");
      return testNode(node, { ...trust, finality });
    },
    use: (settings) => {
      asking = begin(settings ?? suggested);
      return saidOf[saveSettings(trust.chain, settings)];
    },
  });
  return {
    panel,
    nodes: async () => (await asking()).nodes,
    witness: following(witness.name, async () => (await asking()).witness),
    askBlock: async (number) => {
      const { nodes } = await asking();
      if (nodes === undefined) return undefined;
      const { blockSaid } = await import("./asking.ts");
      return blockSaid(number, nodes);
    },
  };
}

/** Ready when it is first needed, and then once. */
function beginning(
  { nodes, gateways }: Settings,
  parts: { witness: Witness; trust: Trust; finality: FinalityRule },
): () => Promise<Asking> {
  const chosen = { nodes: parseNodeList(nodes).list, gateways: parseNodeList(gateways).list };
  return once(async () => {
    if (chosen.nodes.length + chosen.gateways.length === 0) return { witness: parts.witness };
    const { askingOf } = await import("./asking.ts");
    return askingOf(chosen, parts);
  });
}

/** What is asked next goes to whomever the reader has chosen by then. */
function following(name: string, now: () => Promise<Witness>): Witness {
  return {
    name,
    files: async (digest) => (await now()).files(digest),
    similar: async (file, size) => (await now()).similar(file, size),
    labelled: async (label) => (await now()).labelled(label),
    byCid: async (cid) => (await now()).byCid(cid),
    issue: async (digest) => (await now()).issue(digest),
    block: async (cid) => (await now()).block(cid),
  };
}
