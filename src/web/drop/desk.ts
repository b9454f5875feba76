import { asFailure, fail, reasonOf } from "../../core/errors/error.ts";
import type { Checking, Steps } from "../check-file.ts";
import { type DropZone, onDropped } from "../drop-zone.ts";
import { type Card, fileAbout, newCard } from "../verdict/card.ts";
import { cancelledView, failedView, type Outcome } from "../verdict/outcome.ts";
import { tallyView } from "../verdict/tally.ts";
import { SAYS } from "../says.ts";
import type { Dropped } from "./dropped.ts";

/** Where the desk shows what it finds. */
export interface Desk extends DropZone {
  /** A live region: said by screen readers, seen by nobody. */
  readonly status: HTMLElement;
  readonly verdicts: HTMLElement;
}

interface Laid {
  readonly item: Dropped;
  readonly card: Card;
}

/** How many things are checked at once; the others wait their turn. */
const AT_ONCE = 3;

/** Checks what is dropped, chosen or pasted, while the page goes on. */
export function openDesk(desk: Desk, checking: Checking): void {
  const shown = new Map<string, Card>();
  const turn = turns(AT_ONCE);
  onDropped(desk, (dropped) => {
    void dropped.then(
      async (items) => {
        if (items.length > 0) await checkAll(items, { desk, checking, shown, turn });
      },
      (error: unknown) => {
        const { headline, nodes } = failedView(asFailure(error));
        desk.verdicts.prepend(...nodes);
        desk.status.textContent = headline;
      },
    );
  });
  desk.zone.hidden = false;
}

interface Work {
  readonly desk: Desk;
  readonly checking: Checking;
  readonly shown: Map<string, Card>;
  readonly turn: <T>(work: () => Promise<T>) => Promise<T>;
}

async function checkAll(items: readonly Dropped[], work: Work): Promise<void> {
  const { desk, shown, turn } = work;
  const laid = items.map((item) => ({ item, card: layOut(item, shown) }));
  const tally = items.length > 1 ? tallyView(items.length) : undefined;
  // From now on the answers are what the page is for.
  desk.zone.classList.add("drop-used");
  desk.verdicts.prepend(...(tally === undefined ? [] : [tally.root]), ...laid.map(({ card }) => card.root));
  desk.status.textContent = SAYS.desk.checking(items.length);
  desk.verdicts.scrollIntoView({ block: "nearest" });
  const said: string[] = [];
  await Promise.all(
    laid.map(async (one, i) => {
      const outcome = await turn(() => check(one, laid, work));
      one.card.settle(...outcome.nodes);
      if (items.length > 1) one.card.fold();
      said[i] = SAYS.desk.one(nameOf(one.item), outcome.headline);
      tally?.count(outcome.brief ?? outcome.headline);
      if (items.length === 1) one.card.focus();
    }),
  );
  desk.status.textContent = SAYS.desk.all([...(tally === undefined ? [] : [tally.words()]), ...said]);
}

async function check({ item, card }: Laid, beside: readonly Laid[], { checking }: Work): Promise<Outcome> {
  const { signal } = card;
  const steps: Steps = { signal, onProgress: card.hashing, onSlow: card.slow, onAsking: card.asking };
  const others = beside.filter((one) => one.item !== item).map((one) => one.item);
  try {
    signal.throwIfAborted();
    const { checkDropped } = await judging();
    return await Promise.race([checkDropped(item, { steps, checking, beside: others }), aborted(signal)]);
  } catch (error) {
    return signal.aborted ? cancelledView() : failedView(asFailure(error));
  }
}

/**
 * What judges is fetched with the first thing that is dropped: the page is there sooner without.
 *
 * @throws CHAIN_UNREACHABLE when the server is gone by then
 */
async function judging(): Promise<typeof import("./check.ts")> {
  try {
    return await import("./check.ts");
  } catch (cause) {
    // Browsers remember that a script did not come, and do not ask for it again.
    const problem = `${reasonOf(cause)}; when it is there again, load this page anew`;
    return fail("CHAIN_UNREACHABLE", { node: location.host, problem }, cause);
  }
}

/** Whoever cancels waits for no answer that is still under way. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => {
      reject(signal.reason);
    });
  });
}

/** The same thing once more takes the place of its earlier card: there is one answer to one question. */
function layOut(item: Dropped, shown: Map<string, Card>): Card {
  const key = keyOf(item);
  shown.get(key)?.root.remove();
  const card = newCard(carded(item));
  shown.set(key, card);
  return card;
}

function carded(item: Dropped) {
  if (item.kind === "file")
    return { name: item.file.name, size: item.file.size, about: fileAbout(item.file) };
  const size = item.files.reduce((sum, { file }) => sum + file.size, 0);
  return { name: item.name, size, about: SAYS.card.folder(SAYS.files(item.files.length)) };
}

function nameOf(item: Dropped): string {
  return item.kind === "file" ? item.file.name : item.name;
}

function keyOf(item: Dropped): string {
  if (item.kind === "folder") return `folder ${item.name}`;
  const { name, size, lastModified } = item.file;
  return `file ${name} ${size} ${lastModified}`;
}

/** Runs at most so many at once, in the order in which they came. */
function turns(most: number): Work["turn"] {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= most)
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    running += 1;
    try {
      return await work();
    } finally {
      running -= 1;
      waiting.shift()?.();
    }
  };
}
