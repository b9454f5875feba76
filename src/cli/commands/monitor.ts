import { resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Webhook } from "../../adapters/webhook/post.ts";
import { EXPECTATIONS, type Expectation } from "../../audit/monitor/look.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { publicationKey, type PublicationRef } from "../../core/publication.ts";
import { parseDuration } from "../duration.ts";
import { deliver, failureOf } from "../monitor/deliver.ts";
import { parseFeedFile } from "../monitor/feed.ts";
import { lockMemory, type Memory, type MemoryOptions, openMemory } from "../monitor/memory.ts";
import {
  type MonitorPlace,
  monitorPlace,
  type MonitorPlaceOptions,
  type OpenMonitorPlace,
} from "../monitor/place.ts";
import { round, type RoundOptions, type Turn, unaskedTurn } from "../monitor/round.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, reportFailure } from "../output.ts";
import { parseSampleSize } from "../sample.ts";

export interface MonitorOptions extends CommonOptions, MonitorPlaceOptions {
  readonly anew: boolean;
  readonly once: boolean;
  readonly every: string;
  readonly expect: string;
  readonly webhook?: string;
  readonly feed?: string;
}

interface Monitoring {
  readonly place: MonitorPlace;
  readonly refs: readonly PublicationRef[];
  readonly webhook: Webhook | undefined;
  readonly round: RoundOptions;
  readonly output: Output;
}

/** In milliseconds: what is longer a timer takes for nothing. */
const LONGEST_TIMER = 2 ** 31 - 1;

const SECRET = "COLOPHON_WEBHOOK_SECRET";

/** `colophon monitor` */
export async function monitor(options: MonitorOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = monitorPlace(options);
  const remembering: MemoryOptions = {
    path: resolve(place.statePath),
    ...(options.feed === undefined ? {} : { feed: resolve(parseFeedFile(options.feed)) }),
    anew: options.anew,
  };
  const every = parseDuration(options.every, "--every");
  const settings = { webhook: webhookOf(options.webhook), round: roundOptions(options) };
  await using bin = new AsyncDisposableStack();
  bin.adopt(await lockMemory(remembering), (lock) => lock.release());
  // A damaged memory is told of before anything is waited for.
  const memory = openMemory(remembering);
  const refs = await place.refs([...memory.watched.keys()]);
  const monitoring: Monitoring = { place, refs, output, ...settings };
  if (options.once) return await oneRound(monitoring, memory);
  endOnSignal(output);
  for (;;) {
    await survived(() => oneRound(monitoring, memory), output);
    await delay(Math.min(every, LONGEST_TIMER));
  }
}

/** At once, also amid a round that takes hours: what was not told by then is told in the next. */
function endOnSignal(output: Output): void {
  const end = () => {
    output.note("stopping");
    process.exit(0);
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
}

/** What fails in one round may do better in the next. */
async function survived(run: () => Promise<unknown>, output: Output): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!isFailure(error)) throw error;
    reportFailure(error, { ...output, json: false });
  }
}

/** The gravest of its turns' exit statuses. */
async function oneRound(monitoring: Monitoring, memory: Memory): Promise<number> {
  const { webhook, output } = monitoring;
  // What a crash has kept back; where it cannot be written it is said after the first turn.
  await failureOf(() => memory.writeFeed());
  const exits = new Set<number>();
  for await (const turn of turns(monitoring, memory))
    exits.add(await deliver(turn, { memory, webhook, output }));
  return [1, 2, 3].find((exit) => exits.has(exit)) ?? 0;
}

async function* turns(
  { place, refs, round: options }: Monitoring,
  { watched }: Memory,
): AsyncGenerator<Turn> {
  let opened: OpenMonitorPlace;
  try {
    opened = await place.open(refs, watched.size > 0);
  } catch (error) {
    // Who remembers nothing yet has to be told at once what is wrong.
    if (!isFailure(error) || watched.size === 0) throw error;
    for (const ref of refs) yield unaskedTurn(ref, watched.get(publicationKey(ref)), error);
    return;
  }
  await using open = opened;
  const { asked, deadline } = open;
  const bounded = { ...options, ...(deadline === undefined ? {} : { deadline }) };
  yield* round(refs, watched, { asked, options: bounded });
}

function roundOptions({ expect, sample }: MonitorOptions): RoundOptions {
  const size = sample === undefined ? {} : { sample: parseSampleSize(sample) };
  return { expect: expectation(expect), ...size };
}

function expectation(text: string): Expectation {
  const problem = `--expect is one of ${EXPECTATIONS.join(", ")}; got ${text}`;
  return EXPECTATIONS.find((one) => one === text) ?? fail("USAGE_INVALID", { problem });
}

function webhookOf(address: string | undefined): Webhook | undefined {
  if (address === undefined) return undefined;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    return fail("USAGE_INVALID", { problem: "--webhook is an address that begins with https:// or http://" });
  const secret = process.env[SECRET];
  return { url, ...(secret === undefined || secret === "" ? {} : { secret }) };
}
