import { exactSizeText, sizeText } from "../../core/size.ts";
import { element } from "../element.ts";

/** What the page shows for one thing that was dropped, from that moment on. */
export interface Card {
  readonly root: HTMLElement;
  /** Aborted when the reader cancels. */
  readonly signal: AbortSignal;
  hashing(done: number): void;
  slow(): void;
  asking(): void;
  /** Takes the place of the progress; the heading among the content is given the focus by `focus`. */
  settle(...content: readonly Node[]): void;
  focus(): void;
  /** Leaves the answer alone in sight, where there are many. */
  fold(): void;
}

/** `about` is what stands behind the name: "folder, 12 files". */
export interface Carded {
  readonly name: string;
  readonly size: number;
  readonly about: string;
}

export function fileAbout({ size }: { readonly size: number }): string {
  return exactSizeText(size);
}

export function newCard({ name, size, about }: Carded): Card {
  const controller = new AbortController();
  const progress = element("progress", { max: "1", value: "0", "aria-label": `Hashing ${name}` });
  const step = element("p", { class: "quiet step" }, "Hashing, on this machine");
  const cancel = element("button", { type: "button", class: "button quiet-button" }, "Cancel");
  cancel.setAttribute("aria-label", `Cancel the check of ${name}`);
  cancel.addEventListener("click", () => {
    controller.abort();
  });
  const body = element(
    "div",
    { class: "card-body" },
    progress,
    element("div", { class: "card-steps" }, step, cancel),
  );
  const file = element("p", { class: "card-file" }, element("bdi", {}, name), ` (${about})`);
  const root = element("article", { class: "card", "aria-busy": "true", "aria-label": name }, body, file);
  let what = "Hashing, on this machine";
  return {
    root,
    signal: controller.signal,
    hashing: (done) => {
      progress.value = size === 0 ? 1 : done / size;
      step.textContent = `${what}: ${sizeText(done)} of ${sizeText(size)}`;
    },
    slow: () => {
      what = "Not found by its CID; computing the SHA-256 of the whole, which takes longer";
      progress.value = 0;
      step.textContent = what;
    },
    asking: () => {
      progress.removeAttribute("value");
      progress.setAttribute("aria-label", `Asking the archive about ${name}`);
      step.textContent = "Asking the archive";
    },
    settle: (...content) => {
      root.removeAttribute("aria-busy");
      body.replaceChildren(...content);
    },
    focus: () => {
      root.querySelector<HTMLElement>("h2")?.focus();
    },
    fold: () => {
      root.querySelector("details")?.removeAttribute("open");
    },
  };
}
