import { textsOfHtml } from "../../core/text/html.ts";
import { textsOfPlain } from "../../core/text/plain.ts";
import { decodeText } from "./charset.ts";

/*
 * The words of an e-mail: little of MIME, read by the few rules of docs/spec/text.md, because every library has its own
 * idea of how several bodies become one. Bytes are held as a string of U+0000 to U+00FF, one for each.
 */

const MOST_DEPTH = 32;
const MOST_PARTS = 1000;
const LONGEST_FIELD = 65_536;

interface Part {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly isAttachment: boolean;
  readonly encoding: string;
  readonly body: string;
}

/** The texts of a message: those of its HTML bodies if it has any, else of its plain ones; no attachment's. */
export function textsOfMessage(message: Uint8Array): string[] {
  const parts = leavesOf(binary(message)).filter((part) => !part.isAttachment);
  const html = parts.filter(({ type }) => type === "text/html");
  if (html.length > 0) return html.flatMap((part) => textsOfHtml(decoded(part, true)));
  return parts
    .filter(({ type }) => type === "text/plain")
    .flatMap((part) => textsOfPlain(decoded(part, false)));
}

/** The HTML bodies of a message, of which its text is taken. */
export function htmlOfMessage(message: Uint8Array): string[] {
  return leavesOf(binary(message))
    .filter(({ type, isAttachment }) => type === "text/html" && !isAttachment)
    .map((part) => decoded(part, true));
}

/** The parts that have no parts, in the order of the message. */
function leavesOf(message: string): readonly Part[] {
  const leaves: Part[] = [];
  const waiting: { source: string; depth: number }[] = [{ source: message, depth: 0 }];
  let seen = 0;
  for (let next = waiting.pop(); next !== undefined && seen < MOST_PARTS; next = waiting.pop()) {
    seen += 1;
    const part = partOf(next.source);
    const boundary = part.parameters.get("boundary");
    if (!part.type.startsWith("multipart/") || boundary === undefined) leaves.push(part);
    else if (next.depth < MOST_DEPTH)
      for (const source of split(part.body, boundary).toReversed())
        waiting.push({ source, depth: next.depth + 1 });
  }
  return leaves;
}

function partOf(source: string): Part {
  const empty = /^\r?\n|\r?\n\r?\n/.exec(source) ?? { index: source.length, 0: "" };
  const head = source.slice(0, empty.index);
  const body = source.slice(empty.index + empty[0].length);
  const fields = fieldsOf(head);
  const [type, parameters] = structured(fields.get("content-type") ?? "text/plain");
  return {
    type,
    parameters,
    isAttachment: structured(fields.get("content-disposition") ?? "")[0] === "attachment",
    encoding: (fields.get("content-transfer-encoding") ?? "").trim().toLowerCase(),
    body,
  };
}

/** The first field of each name, unfolded. */
function fieldsOf(head: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const line of head.replace(/\r?\n(?=[ \t])/g, "").split(/\r?\n/)) {
    const colon = line.indexOf(":");
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1, colon + 1 + LONGEST_FIELD));
  }
  return fields;
}

/** `text/html; charset="utf-8"`: the value in lower case, and the first parameter of each name. */
function structured(field: string): readonly [string, ReadonlyMap<string, string>] {
  const parameters = new Map<string, string>();
  for (const [, name = "", quoted, token = ""] of field.matchAll(
    /;[ \t]*([^\s=;"]+)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\[^])*)"|([^\s;"]*))/g,
  ))
    if (!parameters.has(name.toLowerCase()))
      parameters.set(name.toLowerCase(), quoted?.replace(/\\([^])/g, "$1") ?? token);
  return [(/^[^;]*/.exec(field)?.[0] ?? "").trim().toLowerCase(), parameters];
}

/** What stands between the lines `--boundary`; what stands before the first and after `--boundary--` is left out. */
function split(body: string, boundary: string): readonly string[] {
  const parts: string[] = [];
  let part: string[] | undefined;
  for (const line of body.split("\n")) {
    const isBoundary = line.startsWith(`--${boundary}`);
    const rest = isBoundary ? line.slice(boundary.length + 2).trimEnd() : undefined;
    if (rest !== "" && rest !== "--") {
      part?.push(line);
      continue;
    }
    if (part !== undefined) parts.push(part.join("\n"));
    part = [];
    if (rest === "--") return parts;
  }
  if (part !== undefined) parts.push(part.join("\n"));
  return parts;
}

function decoded({ encoding, body, parameters }: Part, html: boolean): string {
  const charset = parameters.get("charset");
  const bytes = bytesOf(contentOf(encoding, body));
  return decodeText(bytes, { html, ...(charset === undefined ? {} : { charset }) });
}

function contentOf(encoding: string, body: string): string {
  if (encoding === "base64") {
    const digits = body.replace(/[^A-Za-z0-9+/]/g, "");
    return atob(digits.slice(0, digits.length % 4 === 1 ? -1 : undefined));
  }
  if (encoding !== "quoted-printable") return body;
  return body
    .replace(/(?<![ \t])[ \t]+(?=\r?\n|$)/g, "")
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

const CHUNK = 8192;

function binary(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return text;
}

function bytesOf(text: string): Uint8Array {
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}
