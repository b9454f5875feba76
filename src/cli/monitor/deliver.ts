import { postWebhook, type Webhook } from "../../adapters/webhook/post.ts";
import type { Alert } from "../../audit/monitor/alert.ts";
import type { Watched } from "../../audit/monitor/state.ts";
import { type ColophonError, isFailure } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import { type Output, paint, reportFailure } from "../output.ts";
import type { Memory } from "./memory.ts";
import type { Turn } from "./round.ts";

export interface Delivery {
  readonly memory: Memory;
  readonly webhook: Webhook | undefined;
  readonly output: Output;
}

/** What is to be said of a turn to whoever started the program. */
export interface Delivered {
  readonly alarms: number;
  /** What could not be found out, or not be delivered. */
  readonly failures: readonly ColophonError[];
  readonly isOpen: boolean;
}

/**
 * Tells what was found everywhere, and remembers it once it was told: a place that cannot be told keeps no other from
 * being told, and is told again in the next round.
 */
export async function deliver(turn: Turn, { memory, webhook, output }: Delivery): Promise<Delivered> {
  const { publication, alerts, after, failed } = turn;
  const isFirst = !memory.watched.has(publication);
  for (const alert of alerts) show(alert, output);
  const told = await failureOf(() => memory.tell(alerts));
  // What it is made of is remembered by now: where it cannot be written, the next round writes it.
  const written = await failureOf(() => memory.writeFeed());
  const taken = await failureOf(() => posted(alerts, webhook));
  const isDelivered = told === undefined && taken === undefined && after !== undefined;
  const kept = isDelivered ? await failureOf(() => memory.keep(after)) : undefined;
  const failures = [told, written, taken, kept].filter((one) => one !== undefined);
  const report = (failure: ColophonError) => reportFailure(failure, { ...output, json: false });
  failures.forEach(report);
  if (failed !== undefined && after === undefined) report(failed);
  else if (failed !== undefined) output.note(`${publication}: ${failed.message}`);
  else if (after !== undefined) output.line(lineOf(after, isFirst ? undefined : alerts.length));
  return {
    alarms: alerts.filter(({ level }) => level === "alarm").length,
    failures: failed === undefined ? failures : [...failures, failed],
    isOpen: alerts.some(({ level }) => level === "unasked"),
  };
}

export async function failureOf(run: () => Promise<unknown>): Promise<ColophonError | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (isFailure(error)) return error;
    throw error;
  }
}

/** On the terminal or as a line of JSON. */
function show(alert: Alert, output: Output): void {
  if (output.json) process.stdout.write(`${JSON.stringify(alert)}\n`);
  const colour = alert.level === "alarm" ? "red" : alert.level === "news" ? "green" : "yellow";
  const kind = alert.kind === alert.level ? "" : ` ${alert.kind}`;
  output.line(`${paint(colour, alert.level)}${kind}: ${alert.says}`);
}

/** One after another, until one is not taken. @throws WEBHOOK_FAILED */
async function posted(alerts: readonly Alert[], webhook: Webhook | undefined): Promise<void> {
  if (webhook === undefined) return;
  for (const alert of alerts)
    await postWebhook(webhook, JSON.stringify({ type: "colophon/alert/1", ...alert }));
}

/** `alerts` is undefined for one that is looked at for the first time. */
function lineOf({ publication, entries, head }: Watched, alerts: number | undefined): string {
  const sign = alerts === undefined || alerts === 0 ? paint("green", "✓") : " ";
  const what = alerts === undefined ? ", remembered" : alerts === 0 ? ", nothing new" : "";
  return `${sign} ${publication}: ${counted(entries, "entry", "entries")}, head ${head}${what}`;
}
