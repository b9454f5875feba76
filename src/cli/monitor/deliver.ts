import { postWebhook, type Webhook } from "../../adapters/webhook/post.ts";
import type { Alert } from "../../audit/monitor/alert.ts";
import type { Watched } from "../../audit/monitor/state.ts";
import { type ColophonError, isFailure } from "../../core/errors/error.ts";
import { counted } from "../../core/plural.ts";
import { minute } from "../../verify/wording.ts";
import { wrapped } from "../format.ts";
import { type Output, paint, reportFailure } from "../output.ts";
import type { Memory } from "./memory.ts";
import type { Turn } from "./round.ts";

export interface Delivery {
  readonly memory: Memory;
  readonly webhook: Webhook | undefined;
  readonly output: Output;
}

/**
 * Tells what was found everywhere, and remembers it once it was told: a place that cannot be told keeps no other from
 * being told, and is told again in the next round.
 *
 * @returns the exit status: 0 nothing that was not expected, 1 an alarm, 3 something could not be asked or delivered, or
 *   what is wrong where it was to be looked at for the first time
 */
export async function deliver(turn: Turn, { memory, webhook, output }: Delivery): Promise<number> {
  const { publication, alerts, after, failed } = turn;
  const before = memory.watched.get(publication);
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
  if (failed !== undefined && after === undefined) reportFailure(failed, output);
  else if (failed !== undefined) output.note(`${publication}: ${failed.message}`);
  else if (isDelivered)
    output.line(wrapped(lineOf(after, before, alerts.length), process.stdout.columns, "    "));
  if (alerts.some(({ level }) => level === "alarm")) return 1;
  if (failed !== undefined && after === undefined) return failed.exit;
  const isOpen =
    failures.length > 0 || failed !== undefined || alerts.some(({ level }) => level === "unasked");
  return isOpen ? 3 : 0;
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
  const [number] = alert.publication.split(":").slice(-1);
  const text = `${paint(colour, alert.level)}${kind}, publication ${number}: ${alert.says}`;
  output.line(wrapped(text, process.stdout.columns, "    "));
}

/** One after another, until one is not taken. @throws WEBHOOK_FAILED */
async function posted(alerts: readonly Alert[], webhook: Webhook | undefined): Promise<void> {
  if (webhook === undefined) return;
  for (const alert of alerts)
    await postWebhook(webhook, JSON.stringify({ type: "colophon/alert/1", ...alert }));
}

function lineOf(after: Watched, before: Watched | undefined, alerts: number): string {
  const { publication, entries, head, block } = after;
  const count = counted(entries, "entry", "entries");
  // What was found is not what is remembered.
  if (alerts > 0 && after === before) return `  ${publication} stays remembered with ${count}, head ${head}`;
  const sign = before === undefined || alerts === 0 ? paint("green", "✓") : " ";
  const known = `${sign} ${publication}: ${count} as of ${minute(block.time)}`;
  if (before === undefined) return `${known}, remembered, head ${head}`;
  return alerts === 0 ? `${known}, nothing new` : `${known}, head ${head}`;
}
