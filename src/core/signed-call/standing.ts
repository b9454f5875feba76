import type { Entry } from "../history/entry.ts";
import type { PublishingCall } from "./call.ts";

/**
 * Is this entry what the call asks for? Whoever sent it, and whether signed or not: sending the call once more would
 * say the same again, or be refused.
 */
export function isEntryOf(call: PublishingCall, entry: Entry): boolean {
  switch (call.kind) {
    case "anchor":
      return entry.kind === "anchored" && entry.label === call.label && entry.digest === call.digest;
    case "revise":
    case "revise-batched":
      return (
        entry.kind === "revised" &&
        entry.label === call.label &&
        entry.digest === call.digest &&
        entry.supersedes === call.supersedes &&
        entry.reason === call.reason
      );
    case "post":
    case "post-batched":
      return (
        entry.kind === "notice" &&
        entry.digest === call.digest &&
        entry.notice === call.notice &&
        entry.reason === call.reason
      );
    case "anchor-batch":
      return (
        entry.kind === "batch-anchored" &&
        entry.root === call.root &&
        entry.list === call.list &&
        entry.count === call.count
      );
  }
}
