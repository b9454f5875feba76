import { createHash } from "node:crypto";
import { type Label, LONGEST_LABEL, slug, trimmed } from "../../core/label.ts";
import type { Problem } from "./issue.ts";

export interface Labelled {
  readonly label: Label;
  readonly problems: readonly Problem[];
}

/** The labels given out so far: the first to ask for one has it, those after it get a number. */
export class Labels {
  readonly #taken = new Set<string>();
  readonly #next = new Map<string, number>();

  /** The first of `names` that makes a label; where none does, one made up from the digest of `identity`. */
  give(names: readonly string[], identity: string): Labelled {
    const problems: Problem[] = [];
    const wanted = this.#wanted(names, identity, problems);
    const label = this.#free(wanted);
    if (label !== wanted)
      problems.push({ code: "label-taken", detail: `${wanted} is taken by an earlier issue: ${label}` });
    this.#taken.add(label);
    return { label, problems };
  }

  #wanted(names: readonly string[], identity: string, problems: Problem[]): Label {
    for (const name of names) {
      const label = slug(name);
      if (label === undefined) continue;
      if (label !== name)
        problems.push({ code: "label-changed", detail: `${name.slice(0, 200)} as ${label}` });
      return label;
    }
    const made = `issue-${createHash("sha256").update(identity).digest("hex").slice(0, 12)}` as Label;
    problems.push({ code: "label-made-up", detail: `nothing of it makes a label: ${made}` });
    return made;
  }

  #free(wanted: Label): Label {
    if (!this.#taken.has(wanted)) return wanted;
    for (let number = this.#next.get(wanted) ?? 2; ; number++) {
      const suffix = `-${number}`;
      const label = `${trimmed(wanted.slice(0, LONGEST_LABEL - suffix.length))}${suffix}` as Label;
      this.#next.set(wanted, number + 1);
      if (!this.#taken.has(label)) return label;
    }
  }
}
