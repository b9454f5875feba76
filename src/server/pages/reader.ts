import { gzip } from "node:zlib";
import type { Request, Response } from "express";
import { type Language, languageOf, preferredLanguage } from "../../core/messages/language.ts";
import { queryText } from "../query.ts";
import type { Serving } from "../serving.ts";
import { type Messages, MESSAGES } from "./messages/messages.ts";

/** Whom a page is made for: in which language, and how this server was reached. */
export interface Reader {
  readonly language: Language;
  readonly says: Messages;
  /** The language stands in the address, so that the page's links keep it. */
  readonly chosen: boolean;
  /** What else the address asks, for the link to another language. */
  readonly query: URLSearchParams;
  /** `https://archive.example`, without a path; undefined when the request names no usable host. */
  readonly origin: string | undefined;
}

/** What a page is made with. */
export type PageServing = Serving & { readonly reader: Reader };

const HOST = /^[A-Za-z0-9.-]+(:[0-9]{1,5})?$/;

/** The language is the address's (`?lang=zh`) or else the browser's: there are no cookies. */
export function readerOf(request: Request, { publicUrl }: Pick<Serving, "publicUrl">): Reader {
  const asked = languageOf(queryText(request, "lang") ?? "");
  const language = asked ?? preferredLanguage(request.get("accept-language"));
  const query = new URLSearchParams(request.originalUrl.split("?")[1] ?? "");
  query.delete("lang");
  const origin = publicUrl?.replace(/\/+$/, "") ?? originOf(request);
  return { language, says: MESSAGES[language], chosen: asked !== undefined, query, origin };
}

/** The same for a request that was refused: also when it asks for two languages at once. */
export function readerAfter(request: Request, serving: Pick<Serving, "publicUrl">): Reader {
  try {
    return readerOf(request, serving);
  } catch {
    return ENGLISH_READER;
  }
}

/** For pages that are in English alone. */
export const ENGLISH_READER: Reader = {
  language: "en",
  says: MESSAGES.en,
  chosen: false,
  query: new URLSearchParams(),
  origin: undefined,
};

/**
 * Sends a page of the reader's language, and says so to whoever keeps copies. Compressed where that is understood: no
 * page holds a secret that its length could tell.
 */
export function sendPage(response: Response, page: string, { language }: Reader): void {
  response.vary("Accept-Language, Accept-Encoding").set("Content-Language", language).type("html");
  if (response.req.acceptsEncodings("gzip") !== "gzip") {
    response.send(page);
    return;
  }
  gzip(page, (error, bytes) => {
    if (error !== null) return response.send(page);
    return response.set("Content-Encoding", "gzip").send(bytes);
  });
}

/** `/how-it-works` as this reader's pages link to it: `/how-it-works?lang=zh-Hans` once a language was chosen. */
export function linkTo(path: string, { chosen, language }: Pick<Reader, "chosen" | "language">): string {
  if (!chosen) return path;
  const [address = "", fragment] = path.split("#");
  const joint = address.includes("?") ? "&" : "?";
  return `${address}${joint}lang=${language}${fragment === undefined ? "" : `#${fragment}`}`;
}

/** The same page in another language. */
export function inLanguage(language: Language, { query }: Reader): string {
  const other = new URLSearchParams(query);
  other.set("lang", language);
  return `?${other.toString()}`;
}

/** Where the reader reached us; nothing when the Host header is not a plain host. */
function originOf(request: Request): string | undefined {
  const host = request.get("host") ?? "";
  return HOST.test(host) ? `${request.protocol}://${host}` : undefined;
}
