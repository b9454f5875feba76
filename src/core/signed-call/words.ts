import { counted } from "../plural.ts";
import type { PublishingCall, UnsignedCall } from "./call.ts";

/** What is asked, as the rest of a sentence: `anchor issue 95 with the digest 9f86...0a08`. */
export function callInWords(call: PublishingCall): string {
  switch (call.kind) {
    case "anchor":
      return `anchor issue ${call.label} with the digest ${call.digest}`;
    case "revise":
    case "revise-batched":
      return `revise issue ${call.label} from ${call.supersedes} to ${call.digest}`;
    case "post":
      return `post a ${call.notice} notice on ${call.digest}`;
    case "post-batched":
      return `post a ${call.notice} notice on issue ${call.label}, ${call.digest}`;
    case "anchor-batch":
      return `anchor a batch of ${counted(call.count, "issue")} with the root ${call.root}`;
  }
}

/** `in publication 1 of the registry 0x5fbd...0aa3 on eip155:31337`. */
export function placeInWords({ publication: { chain, registry, id } }: UnsignedCall): string {
  return `in publication ${id} of the registry ${registry} on ${chain}`;
}

/** Unix seconds as `2026-12-01T12:00:00Z`; a deadline may be any number, also one beyond what a calendar has. */
export function momentInWords(seconds: number | string): string {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? `second ${seconds}` : date.toISOString().replace(".000Z", "Z");
}
