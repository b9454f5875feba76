import { failure, isFailure } from "../../../core/errors/error.ts";
import { isMapping, textField, textsField } from "../front-matter.ts";
import { jsonProblem, readJson } from "../json-items.ts";
import { type FeedContent, type FeedItem, kindOfMedia } from "./feed-item.ts";

type Fields = Readonly<Record<string, unknown>>;

/**
 * The items of a JSON Feed (1.0 or 1.1) as they come, in its order; gives the feed's own language.
 *
 * @throws SOURCE_MALFORMED
 */
export async function jsonFeed(
  pieces: AsyncIterable<string>,
  path: string,
  take: (item: FeedItem) => void,
): Promise<string | undefined> {
  const malformed = (problem: string, cause?: unknown) =>
    failure("SOURCE_MALFORMED", { path, kind: "a JSON Feed", problem }, cause);
  let language: string | undefined;
  let isList = false;
  try {
    await readJson(pieces, ["$.items.*", "$.language"], {
      list: (at) => void (isList ||= at.length === 1 && at[0] === "items"),
      item: (at, value) => {
        if (at.length === 1) language = textField(value);
        else if (isMapping(value) && typeof at[1] === "number") take(itemOf(value));
      },
    });
  } catch (cause) {
    throw isFailure(cause) ? cause : malformed(jsonProblem(cause), cause);
  }
  if (!isList) throw malformed("it has no list of items");
  return language;
}

function itemOf(item: Fields): FeedItem {
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
    language: textField(item["language"]),
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
