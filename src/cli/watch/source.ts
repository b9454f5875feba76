import type { LeftOut, NotCovered, Origin, Problem } from "../../adapters/back-catalogue/issue.ts";
import type { Dkim } from "../../adapters/back-catalogue/mail/dkim.ts";
import type { ColophonError } from "../../core/errors/error.ts";
import type { Label } from "../../core/label.ts";
import type { IssuePlan } from "../../publish/pack.ts";

/** What a watched source offers at one moment. */
export interface Look {
  /** What may be published now; undefined while there is nothing, or nothing that stays as it is. */
  readonly offer?: Offer;
  /** Milliseconds until more may have settled. */
  readonly dueIn?: number;
  /** What is still being written. */
  readonly unsettled: readonly Unsettled[];
  /** The source could not be had; `retryIn` milliseconds is when it wants to be asked again. */
  readonly failed?: { readonly error: ColophonError; readonly retryIn?: number };
}

export interface Unsettled {
  readonly at: string;
  /** The file whose name says that it is not whole; absent when it merely changed a moment ago. */
  readonly because?: string;
}

export interface Offer {
  /** Equal stamps, equal offer. */
  readonly stamp: string;
  issues(tools: Tools): AsyncIterable<WatchedIssue>;
  /** Told when nothing of the offer is left to do, so that the source need not be read again until it changes. */
  done(): Promise<void>;
}

export interface Tools {
  readonly dkim: Dkim;
  readonly hold: Pick<DisposableStack, "defer">;
  leftOut(item: LeftOut): void;
}

export interface WatchedIssue {
  readonly plan: IssuePlan;
  readonly origin: Origin;
  /** The label that it would have if no other issue of the source had it. */
  readonly wanted: Label;
  /** Of what it was read from: whoever was refused rests until this changes. */
  readonly stamp: string;
  /** A folder or file that `colophon revise` takes as this issue. */
  readonly path?: string;
  /** Whether a claimed date in the future means that it is not published yet; a magazine's cover date does not. */
  readonly isEmbargoed: boolean;
  /** What it does not hold, and what a person is to know of it. */
  readonly notCovered: readonly NotCovered[];
  readonly problems: readonly Problem[];
}

/** What is watched: a folder, a file, or a feed. */
export interface Watched {
  readonly name: string;
  /** In milliseconds, of whoever watches; a server may not be asked as often. */
  readonly every: number;
  /** @throws SOURCE_* | FEED_UNREACHABLE */
  look(): Promise<Look>;
  /** Calls back when something may have changed, if that can be known. Returns how to stop it. */
  onChange(wake: () => void): () => void;
}
