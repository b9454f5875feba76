import { element } from "../element.ts";

/** How several things that were dropped together fared, counted as they are checked. */
export interface Tally {
  readonly root: HTMLElement;
  count(headline: string): void;
  words(): string;
}

export function tallyView(all: number): Tally {
  const counts = new Map<string, number>();
  const root = element("p", { class: "tally" }, `${all} to check`);
  const words = () => [...counts].map(([headline, count]) => `${count} ${lowered(headline)}`).join(", ");
  return {
    root,
    words,
    count: (headline) => {
      counts.set(headline, (counts.get(headline) ?? 0) + 1);
      const done = [...counts.values()].reduce((sum, one) => sum + one, 0);
      root.textContent =
        done === all ? `${all} checked: ${words()}` : `${done} of ${all} checked: ${words()}`;
    },
  };
}

function lowered(headline: string): string {
  return headline.charAt(0).toLowerCase() + headline.slice(1);
}
