import * as z from "zod/mini";
import { registryCodeHash } from "../../adapters/evm/registry-code.ts";
import { parseAddress } from "../../core/address.ts";
import { chainTitle, parseChain } from "../../core/chains.ts";
import type { Bytes32 } from "../../core/digest.ts";
import { asFailure, fail } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import { portableSha256 } from "../../core/sha256.ts";
import type { Trust } from "../../verify/judge/verdict.ts";
import { doubtBy } from "../another-issue.ts";
import type { Checking } from "../check-file.ts";
import { element } from "../element.ts";
import { openDesk } from "../drop/desk.ts";
import { workerHasher } from "../hash/hash-file.ts";
import { openReader, type Reader } from "../rpc/reader.ts";
import { suggestedFor } from "../rpc/public-nodes.ts";
import { wordsAlike } from "../verdict/changes.ts";
import { findIssue } from "./find-issue.ts";
import { namedIn } from "./fragment.ts";
import { withoutServer } from "./links.ts";
import { openShelf } from "./shelf.ts";

// Otherwise it tries to compile code, which the page's Content-Security-Policy reports.
z.config({ jitless: true });

function part<E extends HTMLElement>(selector: string, kind: abstract new () => E): E {
  const found = document.querySelector(selector);
  return found instanceof kind ? found : fail("INTERNAL", { problem: `the page has no ${selector}` });
}

const shelf = openShelf(portableSha256);
const [chain, registry, issue, block] = ["#chain", "#registry", "#issue", "#block"].map((id) =>
  part(id, HTMLInputElement),
) as [HTMLInputElement, HTMLInputElement, HTMLInputElement, HTMLInputElement];
const found = part("[data-found]", HTMLElement);

interface Meant {
  readonly trust: Trust;
  readonly reader: Reader;
}

/** @throws CHAIN_ID_INVALID | ADDRESS_INVALID while the reader has written none */
function meantNow(): Meant {
  const trust: Trust = {
    chain: parseChain(chain.value.trim()),
    registry: parseAddress(registry.value.trim()),
    sha256: portableSha256,
  };
  const reader = openReader({
    ...{ trust, witness: shelf.witness, hasWord: false },
    suggested: { nodes: "", gateways: "" },
    offered: suggestedFor(trust.chain),
  });
  part("[data-who]", HTMLElement).replaceChildren(reader.panel.root);
  tell(`Nothing is asked but what concerns the registry ${trust.registry} on ${chainTitle(trust.chain)}.`);
  return { trust, reader };
}

let meant = meantNow();

function tell(text: string, kind = "quiet"): void {
  found.textContent = text;
  found.className = kind;
}

/** The desk asks for these anew with each check, so that it goes by what the reader has written by then. */
const checking: Checking = {
  hasher: workerHasher(),
  byWords: shelf.byWords,
  doubt: doubtBy((file, like) => {
    const { trust, reader } = meant;
    const { witness } = reader;
    return wordsAlike({ file, like, block: witness.block.bind(witness), sha256: trust.sha256 });
  }),
  get trust() {
    return meant.trust;
  },
  get witness() {
    return meant.reader.witness;
  },
  get code() {
    return registryCodeHash(meant.trust.chain, meant.trust.registry);
  },
  askBlock: async (number) => {
    const hash = block.value.trim().toLowerCase();
    if (isBlockHash(hash)) return { hash, standing: { final: true }, source: "you" };
    return meant.reader.askBlock(number);
  },
};

function isBlockHash(text: string): text is Bytes32 {
  return /^0x[0-9a-f]{64}$/.test(text);
}

function changed(): void {
  try {
    meant = meantNow();
  } catch (error) {
    tell(asFailure(error).message, "note unknown");
  }
}

/** What was dropped cannot vouch for its own registry: the reader is asked, and nobody else until then. */
async function look(given: Iterable<File>): Promise<void> {
  const { chain: asked, registry: at } = meant.trust;
  const publications = (await shelf.look([...given])).map(({ publication }) => publication);
  const other = publications.find((one) => one.chain !== asked || one.registry !== at);
  if (other === undefined) return;
  const button = element("button", { class: "button", type: "button" }, "Ask that one");
  button.addEventListener("click", () => {
    [chain.value, registry.value] = [other.chain, other.registry];
    changed();
    found.append(" Drop the files again.");
  });
  tell(
    `What you gave names the registry ${other.registry} on ${chainTitle(other.chain)}, and not the one that is asked here. Ask that one only if you know from elsewhere that it is the publisher's. `,
    "note unknown",
  );
  found.append(button);
}

async function find(): Promise<void> {
  tell("Asking for the manifest");
  try {
    const { trust, reader } = meant;
    const manifest = await findIssue(issue.value, {
      shelf,
      trust,
      witness: reader.witness,
      nodes: await reader.nodes(),
    });
    const { title, label } = manifest.issue;
    const files = counted(manifest.files.length, "file");
    tell(`Issue ${label}, ${title}: ${files}. Drop your copy to compare it.`, "note");
  } catch (error) {
    const { message, next } = asFailure(error);
    tell(`${message} ${next}`, "note unknown");
  }
}

/** What the page's address names is filled in when the reader says so, and asked when the reader has said that, too. */
function suggest(): void {
  try {
    const named = namedIn(location.hash);
    if (named === undefined) return;
    const { nodes } = named;
    const button = element("button", { class: "button", type: "button", "data-named": "" }, "Fill these in");
    button.addEventListener("click", () => {
      [chain.value, registry.value] = [named.chain, named.registry];
      changed();
      if (nodes.length > 0) meant.reader.panel.fillNodes(nodes.join("\n"));
    });
    const asked =
      nodes.length === 0 ? "" : `, and ${counted(nodes.length, "node")} to ask: ${nodes.join(", ")}`;
    tell(
      `The address of this page names the registry ${named.registry} on ${chainTitle(named.chain)}${asked}. Whoever gave you the address chose them: take them only if you know from elsewhere that the registry is the publisher's. Nobody has been asked. `,
      "note unknown",
    );
    found.append(button);
  } catch (error) {
    tell(asFailure(error).message, "note unknown");
  }
}

for (const input of [chain, registry]) input.addEventListener("change", changed);
addEventListener("hashchange", suggest);
suggest();
part("[data-find]", HTMLFormElement).addEventListener("submit", (event) => {
  event.preventDefault();
  void find();
});
const [zone, files, folder] = [
  part("[data-drop]", HTMLElement),
  part("#files", HTMLInputElement),
  part("#folder", HTMLInputElement),
];
// Before the desk hears of them: a manifest among them is what the others are held against.
for (const input of [files, folder])
  input.addEventListener("change", () => void look(input.files ?? []), { capture: true });
addEventListener("drop", (event) => void look(event.dataTransfer?.files ?? []), { capture: true });
const verdicts = part("[data-verdicts]", HTMLElement);
withoutServer(verdicts);
openDesk({ zone, files, folder, status: part("[data-status]", HTMLElement), verdicts }, checking);
