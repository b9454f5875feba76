import type { ReferenceKind } from "../issue.ts";

/** An item of a feed, whatever its format. */
export interface FeedItem {
  /** `guid`, `id`: what tells it apart from the others. */
  readonly id: string | undefined;
  readonly link: string | undefined;
  readonly title: string | undefined;
  readonly date: string | undefined;
  readonly creators: readonly string[];
  readonly language: string | undefined;
  readonly description: string | undefined;
  readonly content: FeedContent | undefined;
  readonly attached: readonly { readonly url: string; readonly as: ReferenceKind }[];
}

export interface FeedContent {
  readonly form: "html" | "text";
  readonly text: string;
  /** The format has a field for the whole text, and this item fills only the one for a summary. */
  readonly mayBeCut: boolean;
}

/** What a media type is loaded as. */
export function kindOfMedia(type: string | undefined): ReferenceKind {
  return type?.startsWith("image/") === true ? "image" : "media";
}
