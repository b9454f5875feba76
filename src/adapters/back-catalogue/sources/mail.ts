import { comparePaths } from "../../../core/path.ts";
import type { SourceFile } from "../../../core/ports.ts";
import { readDate } from "../date.ts";
import { gatherHeld } from "../gather.ts";
import { heldFile } from "../held-file.ts";
import type { Candidate, Gathered, Origin, Problem } from "../issue.ts";
import { slug } from "../../../core/label.ts";
import { LIMITS } from "../limits.ts";
import { headersOf, listName, type MailHeaders, writersOf } from "../mail/headers.ts";
import { mboxMessages } from "../mail/mbox.ts";
import { HTML_PATH, MESSAGE_PATH, messageParts } from "../mail/message.ts";
import { beginning, extensionOf, type Material, whole } from "../material.ts";
import { ageOf, oldestFirst } from "../settle.ts";
import type { SourceContext } from "./context.ts";

/** The messages of an mbox, in its order: it grows at its end. */
export async function* mbox(file: SourceFile, context: SourceContext): AsyncGenerator<Candidate> {
  let found = 0;
  for await (const message of mboxMessages(file.read())) {
    context.found(++found);
    const origin = { at: file.path, item: String(message.at) };
    if ("tooLarge" in message)
      context.leftOut({ origin, reason: "too large", detail: `it is larger than ${LIMITS.message} bytes` });
    else yield candidate(message.bytes, { origin, file: heldFile(MESSAGE_PATH, message.bytes), context });
    context.share(Math.min(1, message.end / file.size));
  }
}

/** A folder of messages, each in a file of its own, the oldest first. */
export async function* messages(material: Material, context: SourceContext): AsyncGenerator<Candidate> {
  const found: { readonly file: SourceFile; readonly age: string }[] = [];
  for (const file of material.files.values()) {
    const origin = { at: file.path };
    if (extensionOf(file.path) !== "eml")
      context.leftOut({ origin, reason: "not an issue", detail: "it is no .eml file" });
    else if (file.size > LIMITS.message)
      context.leftOut({ origin, reason: "too large", detail: `it is larger than ${LIMITS.message} bytes` });
    else {
      found.push({ file, age: ageOf(headersOf(await beginning(file, LIMITS.head)).get("date")) });
      context.found(found.length);
    }
  }
  let done = 0;
  for (const { file } of oldestFirst(found, (one) => one.file.path)) {
    const bytes = await whole(file, LIMITS.message, "a message");
    const message = { ...file, path: MESSAGE_PATH };
    yield candidate(bytes, { origin: { at: file.path }, file: message, context });
    context.share(++done / found.length);
  }
}

interface Found {
  readonly origin: Origin;
  readonly file: SourceFile;
  readonly context: SourceContext;
}

function candidate(bytes: Uint8Array, { origin, file, context }: Found): Candidate {
  const headers = headersOf(bytes);
  return {
    names: namesOf(headers),
    title: headers.get("subject"),
    date: headers.get("date"),
    creators: writersOf(headers),
    language: headers.get("content-language")?.split(",")[0],
    origin,
    problems: recipientsOf(headers),
    gather: async () => gathered(bytes, file, context),
  };
}

/** A message is published whole, and for good: whom it was sent to with it. */
function recipientsOf(headers: MailHeaders): readonly Problem[] {
  const named = ["To", "Cc", "Delivered-To", "X-Original-To"].filter(
    (name) => headers.get(name.toLowerCase()) !== undefined,
  );
  if (named.length === 0) return [];
  return [
    { code: "recipient-named", detail: `${named.join(", ")} with the addresses in it is published as well` },
  ];
}

/**
 * The day that the sender's own clock showed and the subject without the list's `[name]`; without a subject the day and
 * the list's name; without a day what there is; at last the Message-ID.
 */
function namesOf(headers: MailHeaders): readonly string[] {
  const list = listName(headers);
  const subject = withoutPrefix(headers.get("subject") ?? "", list);
  const day = readDate(headers.get("date") ?? "")?.day;
  const about = slug(subject) ?? (day === undefined ? undefined : slug(list ?? ""));
  const label = slug([day, about].filter((part) => part !== undefined).join("-"));
  return [label, slug(headers.get("message-id") ?? "")].filter((name) => name !== undefined);
}

function withoutPrefix(subject: string, list: string | undefined): string {
  const match = /^\s*\[([^[\]]{1,100})\]\s*(.*)$/s.exec(subject);
  return match !== null && list !== undefined && match[1]?.toLowerCase() === list.toLowerCase()
    ? (match[2] ?? "")
    : subject;
}

async function gathered(bytes: Uint8Array, message: SourceFile, context: SourceContext): Promise<Gathered> {
  const parts = await messageParts(bytes);
  const signed = await context.dkim?.attest(bytes);
  const evidence =
    signed?.evidence === undefined ? [] : [heldFile(signed.evidence.path, signed.evidence.bytes)];
  const files = [message, ...evidence, ...parts.files].sort((a, b) => comparePaths(a.path, b.path));
  const loaded = gatherHeld(files, { path: HTML_PATH, html: parts.html ?? "" });
  const problems = [...parts.problems, ...(signed?.problems ?? [])];
  if (signed?.unanswered !== true) return { ...loaded, problems };
  const waitsFor = signed.problems.map(({ detail }) => detail).join("; ");
  return { ...loaded, problems, waitsFor };
}

/** True for bytes that begin as a message does: with a field, and one of those that every message has. */
export function looksLikeMessage(bytes: Uint8Array): boolean {
  if (!/^[!-9;-~]+:[ \t]/.test(new TextDecoder("latin1").decode(bytes.subarray(0, 200)))) return false;
  const headers = headersOf(bytes);
  return headers.get("from") !== undefined && (headers.get("date") ?? headers.get("subject")) !== undefined;
}
