import { fail, reasonOf } from "../../../core/errors/error.ts";
import { isMapping, textField, textsField } from "../front-matter.ts";
import { type FeedContent, type FeedItem, kindOfMedia } from "./feed-item.ts";

type Fields = Readonly<Record<string, unknown>>;

/** The items of a JSON Feed (1.0 or 1.1), in its order. @throws SOURCE_MALFORMED */
export function jsonFeed(json: string, path: string): FeedItem[] {
  const feed = parsed(json, path);
  if (!isMapping(feed) || !Array.isArray(feed["items"]))
    return fail("SOURCE_MALFORMED", { path, kind: "a JSON Feed", problem: "it has no list of items" });
  const language = textField(feed["language"]);
  return feed["items"].filter((item) => isMapping(item)).map((item) => itemOf(item, language));
}

function parsed(json: string, path: string): unknown {
  try {
    return JSON.parse(json.replace(/^\ufeff/, ""));
  } catch (cause) {
    return fail("SOURCE_MALFORMED", { path, kind: "a JSON Feed", problem: reasonOf(cause) }, cause);
  }
}

function itemOf(item: Fields, feedLanguage: string | undefined): FeedItem {
  const attachments = Array.isArray(item["attachments"])
    ? item["attachments"].filter((one) => isMapping(one))
    : [];
  const attached = attachments.map((one) => ({
    url: textField(one["url"]),
    type: textField(one["mime_type"]),
  }));
  const images = [item["image"], item["banner_image"]].map((one) => ({
    url: textField(one),
    type: "image/*",
  }));
  return {
    id: textField(item["id"]),
    link: textField(item["url"]),
    title: textField(item["title"]),
    date: textField(item["date_published"]),
    creators: textsField(item["authors"] ?? item["author"]),
    language: textField(item["language"]) ?? feedLanguage,
    description: textField(item["summary"]),
    content: contentOf(item),
    attached: [...attached, ...images].flatMap(({ url, type }) =>
      url === undefined ? [] : [{ url, as: kindOfMedia(type) }],
    ),
  };
}

function contentOf(item: Fields): FeedContent | undefined {
  const html = item["content_html"];
  if (typeof html === "string" && html.trim() !== "") return { form: "html", text: html, mayBeCut: false };
  const text = item["content_text"];
  if (typeof text === "string" && text.trim() !== "") return { form: "text", text, mayBeCut: false };
  const summary = textField(item["summary"]);
  return summary === undefined ? undefined : { form: "text", text: summary, mayBeCut: true };
}
