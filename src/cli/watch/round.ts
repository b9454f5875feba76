import type { LeftOut } from "../../adapters/back-catalogue/issue.ts";
import { NO_DKIM } from "../../adapters/back-catalogue/mail/dkim.ts";
import { textReading } from "../../adapters/document/node-reader.ts";
import { nodeSha256, nodeSha256Stream } from "../../adapters/node/sha256.ts";
import { asFailure, type ColophonError, isFailure } from "../../core/errors/error.ts";
import type { Label } from "../../core/label.ts";
import type { CataloguedIssue, Signer } from "../../core/ports.ts";
import type { PublicationRef } from "../../core/publication.ts";
import type { OnProgress } from "../../publish/progress.ts";
import { type Publisher, settle } from "../../publish/publisher.ts";
import { type Holdings, holdingsOf, sift, type Sifted } from "../../publish/watch/sift.ts";
import { variantsOf } from "../../publish/watch/variants.ts";
import { letGo } from "../../publish/let-go.ts";
import { isPassing, MOST_TRIES, type Tries } from "../../publish/watch/tries.ts";
import { openPublishing, openReading, type Reading, refreshAfterwards } from "../compose.ts";
import type { Place } from "../config.ts";
import { dkimOf, dnsDkim } from "../import-dkim.ts";
import { mediaType } from "../media-type.ts";
import type { Output } from "../output.ts";
import type { Tally, Tell, WatchEvent } from "./event.ts";
import { publishNew, reviseOne } from "./publish.ts";
import type { Offer, WatchedIssue } from "./source.ts";
import { type Given, reviseCommand } from "./revise-command.ts";
import { beginsAt } from "./words.ts";

export interface RoundOptions {
  readonly place: Place;
  readonly publication: PublicationRef;
  readonly source: string;
  readonly given: Given;
  /** What is done about an issue that stands with other content. */
  readonly changed: "tell" | "revise" | "ignore";
  /** Why it is revised, for the record. */
  readonly reason: string;
  readonly dkim: boolean;
  readonly wait: "mined" | "final";
  /** `false` publishes what is new without its text. */
  readonly text: boolean;
  readonly output: Pick<Output, "note">;
  readonly onProgress: OnProgress;
  readonly tell: Tell;
  /** What was told already under this key is not told again. */
  readonly tellOnce: (key: string, event: WatchEvent) => void;
  readonly tries: Tries;
  signer(): Promise<Signer>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** One transaction holds at most so many issues, which are held in memory together. */
const MOST_ISSUES = 500;
const MOST_BYTES = 256 * 1024 * 1024;

/** What keeps one issue from being revised, and no other. */
const OF_ONE = [
  ...(["SOURCE_CHANGED", "SOURCE_UNREADABLE", "SUPERSEDES_MISMATCH"] as const),
  ...(["MANIFEST_INVALID", "MANIFEST_TOO_LARGE"] as const),
] as const;

/**
 * Publishes what an offer has that the publication has not. Each issue is looked at by itself: what cannot be published
 * is told, and the others are published.
 *
 * @throws what concerns all of them: the chain, the stores, the key, the archive, or the source itself
 */
export async function round(offer: Offer, options: RoundOptions): Promise<Tally> {
  const { place, publication } = options;
  await using reading = await openReading(place);
  await reading.archive.refresh();
  using hold = new DisposableStack();
  const holdings = holdingsOf(await reading.catalogue.issues(publication.id));
  await using running = new Round(reading, holdings, options);
  const asking = options.dkim ? dnsDkim() : NO_DKIM;
  const dkim = dkimOf(publication.id, () => Promise.resolve(reading), asking);
  const leftOut = (item: LeftOut) => running.leaveOut(item);
  for await (const issue of offer.issues({ hold, leftOut, dkim })) await running.take(issue);
  const tally = await running.end();
  if (tally.published + tally.revised > 0) await refreshAfterwards(reading, options.output);
  return tally;
}

class Round implements AsyncDisposable {
  readonly tally: Tally = { published: 0, stand: 0, revised: 0, refused: 0, later: 0, embargoed: 0 };
  readonly #reading: Reading;
  readonly #holdings: Holdings;
  readonly #options: RoundOptions;
  readonly #bin = new AsyncDisposableStack();
  readonly #leftOut: LeftOut[] = [];
  readonly #changed: { readonly issue: WatchedIssue; readonly standing: CataloguedIssue }[] = [];
  /** Labels that more than one issue of the source wants. */
  readonly #shared = new Set<Label>();
  /** Of what is new in this round, the label that has it. */
  readonly #contents = new Map<string, Label>();
  readonly #published = new Set<Label>();
  #fresh: WatchedIssue[] = [];
  #bytes = 0;
  #publisher: Promise<Publisher> | undefined;

  constructor(reading: Reading, holdings: Holdings, options: RoundOptions) {
    this.#reading = reading;
    this.#holdings = holdings;
    this.#options = options;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#bin.disposeAsync();
  }

  leaveOut(item: LeftOut): void {
    if (item.reason === "unusable" || item.reason === "too large") this.tally.refused += 1;
    // Nobody said yet what it is to consist of.
    if (item.reason === "no answer") this.tally.later += 1;
    this.#leftOut.push(item);
  }

  async take(issue: WatchedIssue): Promise<void> {
    const { label } = issue.plan.description;
    if (issue.wanted !== label) this.#shared.add(issue.wanted);
    if (this.#options.tries.of(keyOf(issue), issue.stamp) >= MOST_TRIES) this.tally.refused += 1;
    else if (!this.#mustWait(issue)) await this.#sorted(issue);
    if (this.#fresh.length >= MOST_ISSUES || this.#bytes >= MOST_BYTES) await this.#publish();
  }

  async end(): Promise<Tally> {
    await this.#publish();
    for (const { issue, standing } of this.#changed) await this.#handleChanged(issue, standing);
    const { tellOnce, publication } = this.#options;
    if (this.#published.size > 0) await letGo(publication, this.#published, await this.#open());
    if (this.#leftOut.length > 0)
      tellOnce(JSON.stringify(this.#leftOut), { event: "left-out", items: this.#leftOut });
    return this.tally;
  }

  #mustWait(issue: WatchedIssue): boolean {
    const { label, date } = issue.plan.description;
    const { now, tellOnce } = this.#options;
    const wait = (reason: string) =>
      tellOnce(`waiting ${label} ${reason}`, { event: "waiting", at: issue.origin.at, label, reason });
    if (issue.isEmbargoed && date !== undefined && beginsAt(date) > now()) {
      this.tally.embargoed += 1;
      wait(`it bears the date ${date}`);
      return true;
    }
    return false;
  }

  async #sorted(issue: WatchedIssue): Promise<void> {
    try {
      const sifted = await this.#sift(issue);
      if (sifted.kind === "new") this.#takeNew(issue, sifted.content);
      else if (sifted.kind === "changed") this.#changed.push({ issue, standing: sifted.standing });
      else this.#tellStanding(issue, sifted);
    } catch (error) {
      this.#refuse(issue, asFailure(error));
    }
  }

  #sift({ plan, wanted }: WatchedIssue): Promise<Sifted> {
    const { label, title, date } = plan.description;
    const hashing = { sha256: nodeSha256, stream: nodeSha256Stream };
    const tools = { hashing, typeOf: mediaType, ...textReading(this.#options.text) };
    const { stores } = this.#reading;
    return sift(
      {
        ...{ label, title, wanted, ...(date === undefined ? {} : { date }) },
        as: variantsOf(plan, tools, { stores, sha256: nodeSha256 }),
      },
      this.#holdings,
    );
  }

  #takeNew(issue: WatchedIssue, content: string): void {
    const { label } = issue.plan.description;
    const twin = this.#contents.get(content);
    this.#contents.set(content, twin ?? label);
    // One of them is published in this round; in the next the other one is told to stand elsewhere, by its digest.
    if (twin !== undefined) this.tally.later += 1;
    else {
      this.#fresh.push(issue);
      this.#bytes += issue.plan.files.reduce((sum, { size }) => sum + size, 0);
    }
  }

  #tellStanding({ plan, origin }: WatchedIssue, sifted: Exclude<Sifted, { kind: "new" | "changed" }>): void {
    const { label } = plan.description;
    if (sifted.kind === "taken") this.tally.refused += 1;
    else this.tally.stand += 1;
    if (sifted.kind === "same") return;
    const { kind: event, standing } = sifted;
    const { manifest, label: by, title } = standing;
    const about = { label, origin, standing: manifest };
    const key = `${event} ${label} ${manifest}`;
    const { tellOnce } = this.#options;
    if (event === "taken") tellOnce(key, { event, ...about, by, title });
    else if (event === "elsewhere") tellOnce(key, { event, ...about, by });
    else tellOnce(key, { event, ...about, revision: sifted.revision });
  }

  async #handleChanged(issue: WatchedIssue, standing: CataloguedIssue): Promise<void> {
    const { label } = issue.plan.description;
    const { changed, tellOnce, source, given } = this.#options;
    // Which of two issues that want one label was changed, nobody can tell: neither is taken for the other's correction.
    if (this.#shared.has(label)) return this.#tellStanding(issue, { kind: "taken", standing });
    if (changed === "ignore") this.tally.stand += 1;
    else if (changed === "revise") await this.#revise(issue);
    else {
      this.tally.refused += 1;
      const { origin, path } = issue;
      const command = reviseCommand(label, { path, source, given });
      // What it was changed to counts too: told once for each change.
      const key = `changed ${label} ${standing.manifest} ${issue.stamp}`;
      tellOnce(key, { event: "changed", label, origin, standing: standing.manifest, command });
    }
  }

  async #revise(issue: WatchedIssue): Promise<void> {
    const { reason, tell } = this.#options;
    const publisher = await this.#open();
    try {
      tell(await reviseOne(issue, reason, publisher));
      this.tally.revised += 1;
    } catch (error) {
      if (!isFailure(error, ...OF_ONE)) throw error;
      this.#refuse(issue, error);
    }
  }

  async #publish(): Promise<void> {
    const { tell } = this.#options;
    let issues = this.#fresh;
    this.#fresh = [];
    this.#bytes = 0;
    while (issues.length > 0) {
      const publisher = await this.#open();
      try {
        const { published, already } = await publishNew(issues, publisher);
        if (already.length > 0) tell({ event: "already", labels: already });
        this.tally.stand += already.length;
        for (const label of already) this.#published.add(label);
        for (const { label } of published?.issues ?? []) this.#published.add(label);
        if (published === undefined) return;
        this.tally.published += published.issues.length;
        tell(published);
        return;
      } catch (error) {
        // Somebody else has taken a label since it was found free.
        const taken = isFailure(error, "LABEL_ANCHORED") ? error.parameters["label"] : undefined;
        const one = issues.find(({ plan }) => plan.description.label === taken);
        if (one === undefined) throw error;
        this.#refuse(one, asFailure(error));
        issues = issues.filter((issue) => issue !== one);
      }
    }
  }

  /** The archive is held for as long as there is something to publish, and no longer: others want to publish too. */
  #open(): Promise<Publisher> {
    const { onProgress, wait, signer, text } = this.#options;
    this.#publisher ??= (async () => {
      const opening = { onProgress, until: wait, text, signer: await signer() };
      const { publisher } = this.#bin.use(await openPublishing(this.#reading, opening));
      await settle(publisher);
      return publisher;
    })();
    return this.#publisher;
  }

  #refuse(issue: WatchedIssue, error: ColophonError): void {
    const { tries, tellOnce } = this.#options;
    if (isPassing(error)) {
      this.tally.later += 1;
      return;
    }
    const count = tries.count(keyOf(issue), issue.stamp);
    if (count < MOST_TRIES) this.tally.later += 1;
    this.tally.refused += 1;
    const { label } = issue.plan.description;
    const key = `refused ${label} ${issue.stamp} ${error.code}`;
    tellOnce(key, { event: "refused", label, origin: issue.origin, error, tries: count });
  }
}

function keyOf({ origin, plan }: WatchedIssue): string {
  return JSON.stringify([origin.at, origin.item ?? "", plan.description.label]);
}
