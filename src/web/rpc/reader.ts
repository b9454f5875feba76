import { presetOf } from "../../core/chains.ts";
import { finalBlock } from "../../core/finality.ts";
import type { FinalityRule } from "../../core/ports.ts";
import { believed } from "../../core/quorum/agreement.ts";
import type { Trust } from "../../verify/judge/verdict.ts";
import type { Witness } from "../../verify/witness.ts";
import type { AskBlock } from "../check-file.ts";
import { gatewayStores, withGateways } from "./gateways.ts";
import { parseNodeList } from "./node-address.ts";
import { type Nodes, openNodes } from "./nodes.ts";
import { type Panel, settingsPanel } from "./panel.ts";
import { savedSettings, saveSettings, type Settings } from "./settings.ts";
import { testNode } from "./test-node.ts";
import { withNodes } from "./witness.ts";

/** Whom a page asks, as its reader has it. */
export interface Reader {
  readonly witness: Witness;
  readonly askBlock: AskBlock;
  readonly panel: Panel;
}

export interface ReaderParts {
  readonly trust: Trust;
  /** Who says where files stand, and gives what it has. */
  readonly witness: Witness;
  /** Whether that one says anything of the chain, should no node be heard. */
  readonly hasWord: boolean;
  /** Whom the page suggests: its server's operator, or a list that it came with. */
  readonly suggested: Settings;
  readonly finality?: FinalityRule;
}

/** A witness over the nodes and gateways that the reader has chosen, and the form to choose them by. */
export function openReader(parts: ReaderParts): Reader {
  const { trust, witness, suggested, hasWord } = parts;
  const finality = parts.finality ?? presetOf(trust.chain)?.finality ?? { kind: "tag" };
  let asking = askingOf(savedSettings(trust.chain) ?? suggested, parts, finality);
  const panel = settingsPanel({
    now: savedSettings(trust.chain) ?? suggested,
    suggested,
    fallback: hasWord ? witness.name : undefined,
    test: (node) => testNode(node, { ...trust, finality }),
    use: (settings) => {
      asking = askingOf(settings ?? suggested, parts, finality);
      return saveSettings(trust.chain, settings)
        ? "These are asked from now on."
        : "These are asked until the page is closed: this browser keeps nothing for it.";
    },
  });
  return {
    panel,
    witness: following(witness, () => asking.witness),
    askBlock: async (number) => (asking.nodes === undefined ? undefined : blockSaid(number, asking.nodes)),
  };
}

interface Asking {
  readonly nodes: Nodes | undefined;
  readonly witness: Witness;
}

function askingOf({ nodes: asked, gateways }: Settings, parts: ReaderParts, finality: FinalityRule): Asking {
  const { trust, witness } = parts;
  const { list } = parseNodeList(asked);
  const stored = withGateways(witness, gatewayStores(parseNodeList(gateways).list), trust.sha256);
  if (list.length === 0) return { nodes: undefined, witness: stored };
  const nodes = openNodes(list, trust.chain, finality);
  return { nodes, witness: withNodes(stored, nodes, trust) };
}

/** What is asked next goes to whomever the reader has chosen by then. */
function following({ name }: Witness, now: () => Witness): Witness {
  return {
    name,
    files: (digest) => now().files(digest),
    similar: (file, size) => now().similar(file, size),
    labelled: (label) => now().labelled(label),
    byCid: (cid) => now().byCid(cid),
    issue: (digest) => now().issue(digest),
    block: (cid) => now().block(cid),
  };
}

async function blockSaid(number: number, { quorum, finality }: Nodes): ReturnType<AskBlock> {
  const round = quorum.round();
  const latest = await finalBlock(round.chain, finality);
  const found = await round.chain.block(number);
  if (found === undefined) return undefined;
  const standing = latest.number >= number ? ({ final: true } as const) : ({ final: false, latest } as const);
  return { hash: found.hash, standing, source: believed(round.agreement()) };
}
