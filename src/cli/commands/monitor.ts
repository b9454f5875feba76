import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { writeDurably } from "../../adapters/disk/write.ts";
import { postWebhook, type Webhook } from "../../adapters/webhook/post.ts";
import type { Alert } from "../../audit/monitor/alert.ts";
import { EXPECTATIONS, type Expectation } from "../../audit/monitor/look.ts";
import { parseState, stateText, type Watched } from "../../audit/monitor/state.ts";
import { fail, isFailure } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import { type PublicationRef, publicationRef } from "../../core/publication.ts";
import { auditingOf, type DeadlineSettings } from "../auditing.ts";
import { openReading } from "../compose.ts";
import { findArchive, type Place } from "../config.ts";
import { parseDuration } from "../duration.ts";
import { round, type RoundOptions } from "../monitor/round.ts";
import type { CommonOptions } from "../options.ts";
import { createOutput, type Output, paint, reportFailure } from "../output.ts";
import { publicationsToAudit } from "../publications.ts";
import { parseSampleSize } from "../sample.ts";

export interface MonitorOptions extends CommonOptions, DeadlineSettings {
  readonly publication?: readonly string[];
  readonly state?: string;
  readonly anew: boolean;
  readonly once: boolean;
  readonly every: string;
  readonly expect: string;
  readonly sample?: string;
  readonly webhook?: string;
}

interface Monitoring {
  readonly place: Place;
  readonly refs: readonly PublicationRef[];
  readonly statePath: string;
  readonly webhook: Webhook | undefined;
  readonly expect: Expectation;
  readonly options: MonitorOptions;
  readonly output: Output;
}

const SECRET = "COLOPHON_WEBHOOK_SECRET";

/** `colophon monitor` */
export async function monitor(options: MonitorOptions): Promise<number> {
  const output = createOutput(options.json);
  const place = findArchive(options.archive);
  const statePath = resolve(options.state ?? join(place.folder, "data", "monitor.json"));
  const every = parseDuration(options.every, "--every");
  const monitoring: Monitoring = {
    ...{ place, statePath, options, output, refs: refsOf(place, options) },
    ...{ webhook: webhookOf(options.webhook), expect: expectation(options.expect) },
  };
  // A damaged memory is told of before anything is waited for.
  remembered(monitoring);
  if (options.once) return oneRound(monitoring);
  const stopped = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stopped.abort());
  while (!stopped.signal.aborted) {
    await survived(() => oneRound(monitoring), output);
    await delay(every, undefined, { signal: stopped.signal }).catch(() => undefined);
  }
  output.note("stopping");
  return 0;
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

/** 0 nothing that was not expected, 1 an alarm, 3 something could not be asked or delivered. */
async function oneRound(monitoring: Monitoring): Promise<number> {
  const { place, refs, output, options, expect } = monitoring;
  const memory = remembered(monitoring);
  await using reading = await openReading(place);
  const { deadline } = auditingOf(reading, options);
  const roundOptions: RoundOptions = {
    expect,
    ...(options.sample === undefined ? {} : { sample: parseSampleSize(options.sample) }),
    ...(deadline === undefined ? {} : { deadline }),
  };
  let [alarms, open] = [0, 0];
  for await (const { after, alerts, failed } of round(refs, memory, { reading, options: roundOptions })) {
    for (const alert of alerts) await delivered(alert, monitoring);
    alarms += alerts.filter(({ level }) => level === "alarm").length;
    open += failed === undefined && alerts.every(({ level }) => level !== "unasked") ? 0 : 1;
    if (failed !== undefined) output.note(`${after.publication}: ${failed.message}`);
    output.line(told(after, memory.has(after.publication) ? alerts.length : undefined));
    // Only what was delivered is not told again.
    memory.set(after.publication, after);
    await writeDurably(monitoring.statePath, stateText(memory));
  }
  if (alarms > 0) return 1;
  return open > 0 ? 3 : 0;
}

/** `alerts` is undefined for one that is looked at for the first time. */
function told({ publication, entries, head }: Watched, alerts: number | undefined): string {
  const sign = alerts === undefined || alerts === 0 ? paint("green", "✓") : " ";
  const what = alerts === undefined ? ", remembered" : alerts === 0 ? ", nothing new" : "";
  return `${sign} ${publication}: ${counted(entries, "entry", "entries")}, head ${head}${what}`;
}

/** On the terminal or as a line of JSON, then to the webhook. @throws WEBHOOK_FAILED */
async function delivered(alert: Alert, { output, webhook }: Monitoring): Promise<void> {
  if (output.json) process.stdout.write(`${JSON.stringify(alert)}\n`);
  const colour = alert.level === "alarm" ? "red" : alert.level === "news" ? "green" : "yellow";
  output.line(`${paint(colour, alert.level)} ${alert.kind}: ${alert.says}`);
  if (webhook !== undefined)
    await postWebhook(webhook, JSON.stringify({ type: "colophon/alert/1", ...alert }));
}

function remembered({ statePath, options }: Monitoring): Map<string, Watched> {
  if (!existsSync(statePath) || options.anew) return new Map();
  return new Map(parseState(readFileSync(statePath, "utf8"), statePath));
}

function refsOf(
  { config, folder, ...place }: Place,
  { publication }: MonitorOptions,
): readonly PublicationRef[] {
  const registry =
    config.registry ?? fail("ARCHIVE_INVALID", { path: folder, problem: "it names no registry" });
  const named = publication ?? [undefined];
  const ids = named.flatMap((one) => publicationsToAudit({ config, folder, ...place }, one));
  return [...new Set(ids)].map((id) => publicationRef(config.chain.id, registry, id));
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
