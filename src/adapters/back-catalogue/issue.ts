import type { ClaimedDate } from "../../core/date.ts";
import type { Label } from "../../core/label.ts";
import type { IssuePath } from "../../core/path.ts";
import type { SourceFile } from "../../core/ports.ts";

/** An issue as a back catalogue tells it: what `docs/import.md` derives from the source, before anything is packed. */
export interface SourceIssue {
  readonly label: Label;
  /** One line; the label where the source has no title (then a problem says so). */
  readonly title: string;
  /** What the source claims, never finer than it says; absent when it says nothing that can be read. */
  readonly date?: ClaimedDate;
  readonly creators?: readonly string[];
  readonly language?: string;
  readonly description?: string;
  /** Only a folder of issues says one. */
  readonly license?: string;
  /** In the order of a manifest. What came out of a larger file is held in memory for as long as the issue is. */
  readonly files: readonly SourceFile[];
  /** What the pages load from elsewhere and the issue therefore does not hold. */
  readonly notCovered: readonly NotCovered[];
  readonly problems: readonly Problem[];
  readonly origin: Origin;
}

/** Where in the source it stands: `posts.csv` and `2`, an mbox and the message's first byte, a feed and the guid. */
export interface Origin {
  /** A path within the source, or the source itself. */
  readonly at: string;
  readonly item?: string;
}

export interface NotCovered {
  /** As the page spells it, made absolute where the page's own address is known. */
  readonly url: string;
  readonly from: IssuePath;
  readonly as: ReferenceKind;
}

export type ReferenceKind = "font or image" | "frame" | "image" | "media" | "script" | "stylesheet";

/** What a person looks at before agreeing to the import; none of these stops it. */
export interface Problem {
  readonly code: ProblemCode;
  readonly detail: string;
}

export type ProblemCode =
  | "attachment-renamed"
  | "bytes-replaced"
  | "content-may-be-cut"
  | "date-missing"
  | "date-unreadable"
  | "dkim"
  | "field-cut"
  | "field-unreadable"
  | "file-missing"
  | "label-changed"
  | "label-made-up"
  | "label-taken"
  | "recipient-named"
  | "reference-outside"
  | "reference-unresolved"
  | "title-missing"
  | "hidden-left-out";

/** Something of the source that does not become an issue, and why: told, never dropped in silence. */
export interface LeftOut {
  readonly origin: Origin;
  readonly reason: LeftOutReason;
  readonly detail: string;
}

export type LeftOutReason =
  | "draft"
  | "empty"
  /** For now: what it is to consist of depends on somebody who did not answer. */
  | "no answer"
  | "not an issue"
  | "restricted"
  | "too large"
  | "unusable";

/** An issue before its label is settled. */
export interface Candidate {
  /** What the label may be made of, the best first. */
  readonly names: readonly string[];
  readonly title: string | undefined;
  /** As the source writes it. */
  readonly date: string | undefined;
  readonly creators?: readonly string[];
  readonly language?: string | undefined;
  readonly description?: string | undefined;
  readonly license?: string | undefined;
  readonly origin: Origin;
  readonly problems?: readonly Problem[];
  gather(): Promise<Gathered>;
}

/** What an issue consists of. */
export interface Gathered {
  readonly files: readonly SourceFile[];
  readonly notCovered: readonly NotCovered[];
  readonly problems: readonly Problem[];
  /** Why it cannot be told yet what it consists of. */
  readonly waitsFor?: string;
}
