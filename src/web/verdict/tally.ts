import { element } from "../element.ts";
import { SAYS } from "../says.ts";

const says = SAYS.desk;

/** How several things that were dropped together fared, counted as they are checked. */
export interface Tally {
  readonly root: HTMLElement;
  count(headline: string): void;
  words(): string;
}

export function tallyView(all: number): Tally {
  const counts = new Map<string, number>();
  const root = element("p", { class: "tally" }, says.toCheck(all));
  const words = () => says.tally([...counts]);
  return {
    root,
    words,
    count: (headline) => {
      counts.set(headline, (counts.get(headline) ?? 0) + 1);
      const done = [...counts.values()].reduce((sum, one) => sum + one, 0);
      root.textContent = says.tallied(done, all, words());
    },
  };
}
