import { fail } from "./errors/error.ts";
import type { Tagged } from "./tagged.ts";

/** The name of an issue within its publication, `95` or `2019-11-26`: 1 to 64 of `a-z 0-9 . _ -`. */
export type Label = Tagged<string, "Label">;

const LABEL = /^[a-z0-9._-]{1,64}$/;

export function isLabel(text: string): text is Label {
  return LABEL.test(text);
}

/** @throws LABEL_INVALID */
export function parseLabel(text: string): Label {
  if (!isLabel(text)) fail("LABEL_INVALID", { got: text });
  return text;
}
