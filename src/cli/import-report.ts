import type { LeftOut, NotCovered, Problem, SourceIssue } from "../adapters/back-catalogue/issue.ts";
import type { Label } from "../core/label.ts";
import { counted } from "../core/plural.ts";
import type { Origin } from "./dry-run-together.ts";
import type { JsonList, JsonLists } from "./json.ts";
import type { Output } from "./output.ts";
import { plain } from "./plain.ts";

const FIRST = 5;
/** Of each kind of problem: many of one kind hide none of another. */
const FIRST_OF_A_KIND = 2;

/** What is to be told of an issue: what it does not cover, and its problems. */
export interface ToldIssue {
  readonly label: Label;
  readonly origin: SourceIssue["origin"];
  readonly notCovered: readonly NotCovered[];
  readonly problems: readonly Problem[];
}

/** Lines of one kind: how many there are, and the first few. */
class Lines {
  count = 0;
  readonly #first: string[] = [];

  add(line: () => string): void {
    this.count += 1;
    if (this.#first.length < FIRST) this.#first.push(plain(line()));
  }

  tell(what: string, output: Pick<Output, "note">): void {
    if (this.count === 0) return;
    output.note(`${what}:`);
    for (const line of this.#first) output.note(`  ${line}`);
    const more = this.count - this.#first.length;
    if (more > 0) output.note(`  and ${more} more (--json lists them all)`);
  }
}

/** Problems by their codes: how many there are of each, and the first of each. */
class Problems {
  count = 0;
  readonly #kinds = new Map<Problem["code"], { count: number; readonly first: string[] }>();

  add(label: Label, { code, detail }: Problem): void {
    this.count += 1;
    const kind = this.#kinds.get(code) ?? { count: 0, first: [] };
    this.#kinds.set(code, kind);
    kind.count += 1;
    if (kind.first.length < FIRST_OF_A_KIND) kind.first.push(plain(`${label}: ${code}: ${detail}`));
  }

  tell(output: Pick<Output, "note">): void {
    if (this.count === 0) return;
    output.note(`${counted(this.count, "problem")}:`);
    for (const [code, { count, first }] of this.#kinds) {
      for (const line of first) output.note(`  ${line}`);
      const more = count - first.length;
      if (more > 0) output.note(`  and ${more} more of ${code} (--json lists them all)`);
    }
  }
}

/**
 * What a back catalogue gave besides the files themselves. Everything that is told is kept only where it is asked for,
 * for a table or for a program: a person sees counts, and the first few of each.
 */
export class ImportReport {
  /** Issues that were found. */
  issues = 0;
  /** Messages that have to wait until the DNS answers. */
  waiting = 0;
  readonly #keeps: "all" | "told" | "counts";
  readonly #rows = new Map<Label, ToldIssue>();
  readonly #leftOut: JsonList<LeftOut>;
  readonly #told: JsonList<ToldIssue>;
  readonly #left = new Lines();
  readonly #missing = new Lines();
  readonly #problems = new Problems();

  /** `all` for a table, `told` for a program. */
  constructor(keeps: "all" | "told" | "counts", lists: JsonLists) {
    this.#keeps = keeps;
    this.#leftOut = lists.list();
    this.#told = lists.list();
  }

  leaveOut(item: LeftOut): void {
    const { origin, reason, detail } = item;
    if (reason === "no answer") this.waiting += 1;
    if (this.#keeps !== "counts") this.#leftOut.add(item);
    this.#left.add(() => {
      const at = origin.item === undefined ? origin.at : `${origin.at} (${origin.item})`;
      return `${at}: ${reason} (${detail})`;
    });
  }

  take({ label, origin, notCovered, problems }: SourceIssue): void {
    this.issues += 1;
    const told = { label, origin, notCovered, problems };
    if (this.#keeps === "all") this.#rows.set(label, told);
    else if (this.#keeps === "told" && notCovered.length + problems.length > 0) this.#told.add(told);
    for (const { from, as, url } of notCovered)
      this.#missing.add(() => `${label}: ${from} loads the ${as} ${url}`);
    for (const problem of problems) this.#problems.add(label, problem);
  }

  /** For a row of the table. */
  originOf(label: Label): Origin {
    const { origin, notCovered, problems } = this.#rows.get(label) ?? NOTHING;
    const from = origin.item === undefined ? origin.at : `${origin.at} (${origin.item})`;
    return { from, notCovered: notCovered.length, problems: [...new Set(problems.map(({ code }) => code))] };
  }

  /** Of one issue, for a program. */
  of(label: Label): Omit<ToldIssue, "label"> {
    const { origin, notCovered, problems } = this.#rows.get(label) ?? NOTHING;
    return { origin, notCovered, problems };
  }

  /** For a program: what did not become an issue, and the issues of which there is something to tell. */
  get document(): { readonly leftOut: JsonList<LeftOut>; readonly told: JsonList<ToldIssue> } {
    return { leftOut: this.#leftOut, told: this.#told };
  }

  /** What did not come along, and what a person is to know. */
  tell(output: Pick<Output, "note">): void {
    this.#left.tell(`${counted(this.#left.count, "item")} left out`, output);
    this.#missing.tell(`${counted(this.#missing.count, "reference")} to elsewhere not covered`, output);
    this.#problems.tell(output);
  }
}

const NOTHING: Omit<ToldIssue, "label"> = { origin: { at: "" }, notCovered: [], problems: [] };
