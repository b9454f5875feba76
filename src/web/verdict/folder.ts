import { encodePath } from "../../core/path.ts";
import type { FolderComparison } from "../../verify/evidence.ts";
import { element } from "../element.ts";
import { SAYS } from "../says.ts";

const says = SAYS.folder;

/** More names than this are counted and not shown. */
const MOST_SHOWN = 100;

/** Which files of a folder differ from the issue's, are missing or are extra: each with what it means, in words. */
export function folderView(folder: FolderComparison, issue: string | undefined): HTMLElement {
  const { same, different, missing, extra } = folder;
  const archived = (path: string) =>
    issue === undefined ? path : element("a", { href: `/read/${issue}/${encodePath(path)}` }, path);
  return element(
    "section",
    { class: "folder", "aria-label": says.label },
    listed(says.changed, says.changedSays, {
      kind: "different",
      items: different.map(({ path }) => archived(path)),
    }),
    listed(says.missing, says.missingSays, {
      kind: "missing",
      items: missing.map(archived),
    }),
    listed(says.extra, says.extraSays, { kind: "extra", items: extra }),
    element("p", { class: "quiet", "data-folder": "same" }, says.same(SAYS.files(same.length))),
  );
}

interface Listed {
  readonly kind: string;
  readonly items: readonly (Node | string)[];
}

function listed(title: string, meaning: string, { kind, items }: Listed): HTMLElement | undefined {
  if (items.length === 0) return undefined;
  const shown = items.slice(0, MOST_SHOWN).map((item) => element("li", {}, element("bdi", {}, item)));
  const more = items.length - shown.length;
  return element(
    "div",
    { "data-folder": kind },
    element("h3", {}, `${title} (${items.length})`),
    element("p", { class: "quiet" }, meaning),
    element("ul", { class: "plain paths" }, ...shown),
    more === 0 ? undefined : element("p", { class: "quiet" }, says.more(more)),
  );
}
