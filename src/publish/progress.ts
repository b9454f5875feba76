import type { Step } from "../core/ports.ts";

/** What a publisher is told while it works; how it looks is the command's affair. */
export type Progress =
  | {
      readonly kind: "begin";
      readonly what: string;
      readonly files?: number;
      /** Of a batch. */
      readonly issues?: number;
      readonly bytes?: number;
    }
  | { readonly kind: "bytes"; readonly what: string; readonly done: number; readonly total: number }
  /** A source is looked through: so many things of which issues may become. */
  | { readonly kind: "reading"; readonly what: string; readonly found: number }
  /** Issues are packed as they come; `share` (0 to 1) is how much of the source that is, where it can be told. */
  | {
      readonly kind: "packing";
      readonly what: string;
      readonly issues: number;
      readonly bytes: number;
      readonly share?: number;
    }
  | { readonly kind: "step"; readonly what: string; readonly step: Step; readonly detail?: string }
  | { readonly kind: "store"; readonly what: string; readonly store: string; readonly blocks: number }
  | { readonly kind: "note"; readonly what: string; readonly message: string };

export type OnProgress = (progress: Progress) => void;
