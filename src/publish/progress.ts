import type { Step } from "../core/ports.ts";

/** What a publisher is told while it works; how it looks is the command's affair. */
export type Progress =
  | { readonly kind: "begin"; readonly what: string; readonly files?: number; readonly bytes?: number }
  | { readonly kind: "bytes"; readonly what: string; readonly done: number; readonly total: number }
  | { readonly kind: "step"; readonly what: string; readonly step: Step; readonly detail?: string }
  | { readonly kind: "store"; readonly what: string; readonly store: string; readonly blocks: number }
  | { readonly kind: "note"; readonly what: string; readonly message: string };

export type OnProgress = (progress: Progress) => void;
