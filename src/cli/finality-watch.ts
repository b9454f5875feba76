import { chainTitle, presetOf } from "../core/chains.ts";
import { counted } from "../core/plural.ts";
import type { Chain, FinalityRule } from "../core/ports.ts";
import type { ChainId } from "../core/publication.ts";
import type { OnProgress, Progress } from "../publish/progress.ts";

/** In milliseconds. */
export interface Pace {
  /** Before anything is said: what is final at once needs no words. */
  readonly silent: number;
  readonly look: number;
  readonly again: number;
  /** Without a block for so long, a chain is no public one: Ethereum has one each 12 s, the others more. */
  readonly idle: number;
}

const PACE: Pace = { silent: 3_000, look: 1_000, again: 300_000, idle: 30_000 };

interface Watching {
  readonly chain: Pick<Chain, "block">;
  readonly chainId: ChainId;
  readonly finality: FinalityRule;
  readonly onProgress: OnProgress;
  readonly pace?: Pace;
}

/**
 * Tells whoever waits for a block to become final what is waited for, how long that takes, and when nothing comes of it
 * because the chain stands still. Only tells: what it cannot ask, the waiting itself fails with.
 */
export function watchFinality(watching: Watching): Disposable & { readonly onProgress: OnProgress } {
  const { onProgress, pace = PACE } = watching;
  let timer: NodeJS.Timeout | undefined;
  const stop = () => {
    clearInterval(timer);
    timer = undefined;
  };
  const start = (what: string) => {
    const wait = waitFor(watching, what, pace);
    timer = setInterval(() => void wait.look().then((told) => tell(told, what)), pace.look).unref();
  };
  const tell = (messages: readonly string[], what: string) => {
    if (timer !== undefined) for (const message of messages) onProgress({ kind: "note", what, message });
  };
  return {
    onProgress: (progress) => {
      if (progress.kind !== "note") stop();
      onProgress(progress);
      if (isMined(progress)) start(progress.what);
    },
    [Symbol.dispose]: stop,
  };
}

function isMined(progress: Progress): boolean {
  return progress.kind === "step" && progress.step === "mined";
}

/** One wait, looked at from time to time: each look says what is to be told by then. */
function waitFor({ chain, chainId, finality }: Watching, what: string, pace: Pace) {
  const since = Date.now();
  let told = -1;
  let tip: number | undefined;
  let moved = since;
  let saidIdle = false;
  return {
    async look(): Promise<readonly string[]> {
      const block = await chain.block("latest").catch(() => undefined);
      const now = Date.now();
      if (block !== undefined && block.number !== tip) [tip, moved] = [block.number, now];
      const messages: string[] = [];
      const times = Math.floor((now - since) / pace.again);
      if (now - since >= pace.silent && times > told) {
        messages.push(told < 0 ? opening(chainId, finality) : going(now - since, what));
        told = times;
      }
      if (tip !== undefined && now - moved >= pace.idle && !saidIdle) {
        messages.push(idle(tip, now - moved));
        saidIdle = true;
      }
      return messages;
    },
  };
}

function opening(chain: ChainId, finality: FinalityRule): string {
  const minutes = presetOf(chain)?.finalAfterMinutes ?? 0;
  const usual = finality.kind === "tag" && minutes > 0 ? `, which usually takes ${minutes} min` : "";
  const rule = finality.kind === "depth" ? ` (${counted(finality.blocks, "block")} on top of its block)` : "";
  return `waiting until it is final on ${chainTitle(chain)}${rule}${usual}; to stop loses nothing, and --wait mined does not wait`;
}

function going(waited: number, what: string): string {
  return `still waiting, for ${Math.round(waited / 60_000)} min: ${what} is mined and not yet final`;
}

function idle(tip: number, since: number): string {
  const seconds = Math.round(since / 1000);
  return (
    `no block has come after block ${tip} for ${seconds} s: a development node mines only what it is sent, and nothing ` +
    'becomes final there by itself. Have it mine, use --wait mined, or set "finality": {"kind": "depth", "blocks": 0} in colophon.json'
  );
}
