import "./style.css";
import "./drop/drop.css";
import "./rpc/asked.css";
import * as z from "zod/mini";
import { parseAddress } from "../core/address.ts";
import type { Bytes32 } from "../core/digest.ts";
import { parseChainId } from "../core/publication.ts";
import { portableSha256 } from "../core/sha256.ts";
import { alikeOffer } from "./alike/offer.ts";
import type { Checking } from "./check-file.ts";
import { type Desk, openDesk } from "./drop/desk.ts";
import { workerHasher } from "./hash/hash-file.ts";
import { remoteWitness } from "./remote-witness.ts";
import { openReader } from "./rpc/reader.ts";

// Otherwise it tries to compile code, which the page's Content-Security-Policy reports.
z.config({ jitless: true });

/** What the page is given by its server: which registry on which chain counts. The reader sees both on the page. */
function checkingOf(zone: HTMLElement): Checking {
  const { chain = "", registry = "", code, nodes = "", gateways = "", words } = zone.dataset;
  const trust = { chain: parseChainId(chain), registry: parseAddress(registry), sha256: portableSha256 };
  const server = remoteWitness({ origin: location.origin, sha256: portableSha256 });
  const suggested = { nodes: lines(nodes), gateways: lines(gateways) };
  const { witness, askBlock, panel } = openReader({ trust, witness: server, hasWord: true, suggested });
  zone.after(panel.root);
  const byPassages: Checking["byPassages"] = (file, onAlike) =>
    alikeOffer({ file, origin: location.origin, witness, trust, onAlike });
  return {
    trust,
    witness,
    askBlock,
    hasher: workerHasher(),
    ...(code === undefined ? {} : { code: code as Bytes32 }),
    ...(words === undefined ? {} : { byPassages }),
  };
}

function lines(addresses: string): string {
  return addresses.replaceAll(" ", "\n");
}

function deskOnPage(): Desk | undefined {
  const zone = document.querySelector<HTMLElement>("[data-drop]");
  const files = zone?.querySelector<HTMLInputElement>("#files");
  const folder = zone?.querySelector<HTMLInputElement>("#folder") ?? undefined;
  const status = document.querySelector<HTMLElement>("[data-status]");
  const verdicts = document.querySelector<HTMLElement>("[data-verdicts]");
  return zone && files && status && verdicts ? { zone, files, folder, status, verdicts } : undefined;
}

const desk = deskOnPage();
if (desk !== undefined) openDesk(desk, checkingOf(desk.zone));
