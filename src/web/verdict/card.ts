import { element } from "../element.ts";
import { SAYS } from "../says.ts";

const says = SAYS.card;

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
  return SAYS.exactSize(size);
}

export function newCard({ name, size, about }: Carded): Card {
  const controller = new AbortController();
  const progress = element("progress", { max: "1", value: "0", "aria-label": says.hashingOf(name) });
  const step = element("p", { class: "quiet step" }, says.hashing);
  const cancel = element("button", { type: "button", class: "button quiet-button" }, says.cancel);
  cancel.setAttribute("aria-label", says.cancelOf(name));
  cancel.addEventListener("click", () => {
    controller.abort();
  });
  const body = element(
    "div",
    { class: "card-body" },
    progress,
    element("div", { class: "card-steps" }, step, cancel),
  );
  const file = element("p", { class: "card-file" }, element("bdi", {}, name), says.about(about));
  const root = element("article", { class: "card", "aria-busy": "true", "aria-label": name }, body, file);
  let what = says.hashing;
  return {
    root,
    signal: controller.signal,
    hashing: (done) => {
      progress.value = size === 0 ? 1 : done / size;
      step.textContent = says.done(what, SAYS.size(done), SAYS.size(size));
    },
    slow: () => {
      what = says.slow;
      progress.value = 0;
      step.textContent = what;
    },
    asking: () => {
      progress.removeAttribute("value");
      progress.setAttribute("aria-label", says.askingAbout(name));
      step.textContent = says.asking;
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
