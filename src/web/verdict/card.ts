import { exactSizeText } from "../../core/size.ts";
import { element } from "../element.ts";

/** What the page shows for one file, from the moment it is dropped. */
export interface Card {
  readonly root: HTMLElement;
  hashing(done: number): void;
  asking(): void;
  /** Takes the place of the progress; the heading among the content is given the focus by `focus`. */
  settle(...content: readonly Node[]): void;
  focus(): void;
}

export function fileCard(file: { readonly name: string; readonly size: number }): Card {
  const progress = element("progress", { max: "1", value: "0", "aria-label": `Hashing ${file.name}` });
  const step = element("p", { class: "quiet" }, "Hashing, on this machine");
  const body = element("div", { class: "card-body" }, progress, step);
  const about = element(
    "p",
    { class: "card-file" },
    element("bdi", {}, file.name),
    ` (${exactSizeText(file.size)})`,
  );
  const root = element("article", { class: "card", "aria-busy": "true" }, body, about);
  return {
    root,
    hashing: (done) => {
      progress.value = file.size === 0 ? 1 : done / file.size;
    },
    asking: () => {
      progress.removeAttribute("value");
      step.textContent = "Asking the archive about its SHA-256";
    },
    settle: (...content) => {
      root.removeAttribute("aria-busy");
      body.replaceChildren(...content);
    },
    focus: () => {
      root.querySelector<HTMLElement>("h2")?.focus();
    },
  };
}
