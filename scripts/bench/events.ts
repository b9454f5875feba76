import { digestToBytes32 } from "../../src/core/digest.ts";
import { type Entry, NOTICE_KINDS } from "../../src/core/history/entry.ts";
import { type EventName, eventTopic } from "../../src/adapters/evm/events.ts";

/** An event of the registry, as its logs have it. */
export interface SyntheticEvent {
  readonly topics: readonly string[];
  readonly data: string;
}

/** The event of an entry of one of the kinds that `historyOf` makes, by hand: ethers takes a hundred times as long. */
export function eventOf(id: number, entry: Entry): SyntheticEvent {
  const { number, actor, time } = entry;
  const event = (name: EventName, indexed: string, ...words: readonly string[]): SyntheticEvent => ({
    topics: [eventTopic(name), `0x${word(id)}`, `0x${word(number)}`, indexed],
    data: `0x${words.join("")}`,
  });
  const common = [account(actor), word(time)];
  switch (entry.kind) {
    case "registered":
      return event("PublicationRegistered", `0x${account(actor)}`, word(time), entry.profile);
    case "publisher-granted":
      return event("PublisherGranted", `0x${account(entry.account)}`, ...common);
    case "anchored":
      return event(
        "IssueAnchored",
        digestToBytes32(entry.digest),
        ...[...common, word(3 * 32), ...text(entry.label)],
      );
    case "revised":
      return event(
        "IssueRevised",
        digestToBytes32(entry.digest),
        ...[...common, word(5 * 32), entry.supersedes, entry.reason, ...text(entry.label)],
      );
    case "notice":
      return event(
        "NoticePosted",
        digestToBytes32(entry.digest),
        ...[...common, word(NOTICE_KINDS[entry.notice]), entry.reason],
      );
    case "batch-anchored":
    case "extracted":
    case "profile-set":
    case "publisher-revoked":
    case "transfer-started":
    case "transferred":
    case "closed":
      throw new Error(`no history of the benchmark has ${entry.kind}`);
  }
}

function word(value: number): string {
  return value.toString(16).padStart(64, "0");
}

function account(address: string): string {
  return address.slice(2).padStart(64, "0");
}

/** Its length, and its bytes in whole words. */
function text(label: string): readonly string[] {
  const hex = Buffer.from(label).toString("hex");
  return [word(label.length), hex.padEnd(Math.ceil(hex.length / 64) * 64, "0")];
}
