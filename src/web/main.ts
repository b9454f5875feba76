import "./style.css";
import * as z from "zod/mini";
import { parseAddress } from "../core/address.ts";
import { asFailure } from "../core/errors/error.ts";
import { counted } from "../core/plural.ts";
import { parseChainId } from "../core/publication.ts";
import { portableSha256 } from "../core/sha256.ts";
import { checkFile, type Checking } from "./check-file.ts";
import { onFiles } from "./drop-zone.ts";
import { element } from "./element.ts";
import { type HashFile, hashingWorker } from "./hash/hash-file.ts";
import { remoteWitness } from "./remote-witness.ts";
import { type Card, fileCard } from "./verdict/card.ts";
import { verdictView } from "./verdict/verdict-view.ts";

// Otherwise it tries to compile code, which the page's Content-Security-Policy reports.
z.config({ jitless: true });

interface Page {
  readonly zone: HTMLElement;
  readonly input: HTMLInputElement;
  readonly status: HTMLElement;
  readonly verdicts: HTMLElement;
}

/** What the page is given by its server: which registry on which chain counts. The reader sees both on the page. */
function checkingOf({ dataset }: HTMLElement): Checking {
  const { chain = "", registry = "" } = dataset;
  const trust = { chain: parseChainId(chain), registry: parseAddress(registry), sha256: portableSha256 };
  return { trust, witness: remoteWitness({ origin: location.origin, sha256: portableSha256 }) };
}

function pageParts(): Page | undefined {
  const zone = document.querySelector<HTMLElement>("[data-drop]");
  const input = zone?.querySelector("input");
  const status = document.querySelector<HTMLElement>("[data-status]");
  const verdicts = document.querySelector<HTMLElement>("[data-verdicts]");
  return zone && input && status && verdicts ? { zone, input, status, verdicts } : undefined;
}

async function check(
  file: File,
  card: Card,
  { hashFile, checking }: { hashFile: HashFile; checking: Checking },
) {
  try {
    const sha256 = await hashFile(file, card.hashing);
    card.asking();
    const report = await checkFile(file, sha256, checking);
    card.settle(...verdictView(report, sha256));
    return report.headline;
  } catch (error) {
    const { message, next } = asFailure(error);
    const heading = element("h2", { tabindex: "-1" }, "Could not be checked");
    card.settle(
      element("div", { class: "note unknown" }, heading, element("p", {}, message), element("p", {}, next)),
    );
    return "Could not be checked";
  }
}

function start({ zone, input, status, verdicts }: Page): void {
  const tools = { hashFile: hashingWorker(), checking: checkingOf(zone) };
  const take = async (files: readonly File[]) => {
    const cards = files.map((file) => ({ file, card: fileCard(file) }));
    verdicts.prepend(...cards.map(({ card }) => card.root));
    status.textContent = `Checking ${counted(files.length, "file")}`;
    const said: string[] = [];
    for (const { file, card } of cards) {
      said.push(`${file.name}: ${await check(file, card, tools)}`);
      if (said.length === 1) card.focus();
    }
    status.textContent = `${said.join(". ")}.`;
  };
  onFiles(zone, input, (files) => {
    if (files.length > 0) void take(files);
  });
  zone.hidden = false;
}

const page = pageParts();
if (page !== undefined) start(page);
