import { element } from "../element.ts";
import { SAYS } from "../says.ts";
import { holdsKey, type Named, parseNodeList } from "./node-address.ts";
import { keepsSettings, type Settings } from "./settings.ts";
import type { NodeTest } from "./test-node.ts";

export interface Panel {
  readonly root: HTMLElement;
  /** Writes nodes into the list and opens it: they are asked when the reader uses them. */
  fillNodes(list: string): void;
}

export interface PanelParts {
  /** What the lists hold at first. */
  readonly now: Settings;
  /** What they go back to. */
  readonly suggested: Settings;
  /** Public ones that can be filled in. */
  readonly offered?: Settings;
  /** Whose word counts where no node is named; undefined where there is nobody. */
  readonly fallback: string | undefined;
  readonly test: (node: Named) => Promise<NodeTest>;
  /** From now on these are asked. Says in words whether they were kept. */
  readonly use: (settings: Settings | undefined) => string;
}

/** A small form in which the reader says whom the page asks: nodes of the chain, and gateways for blocks. */
export function settingsPanel(parts: PanelParts): Panel {
  const { now, suggested } = parts;
  const summary = element("summary", {}, askedSentence(now, parts));
  const nodes = listField("nodes", SAYS.asked.nodes, now.nodes);
  const gateways = listField("gateways", SAYS.asked.gateways, now.gateways);
  const said = element("ul", { class: "asked-said", "aria-live": "polite" });
  const fill = ({ nodes: asked, gateways: from }: Settings) => {
    nodes.field.value = asked;
    gateways.field.value = from;
  };
  const use = (settings: Settings | undefined) => {
    const wanted = settings ?? suggested;
    const parsed = [wanted.nodes, wanted.gateways].map(parseNodeList);
    const wrong = parsed.flatMap((one) => one.problems).map((problem) => ({ ok: false, says: problem }));
    // A slip in one line is no wish to ask nobody in its place: those before it are asked until it is mended.
    if (settings !== undefined && parsed.some(({ refused }) => refused > 0))
      return tell(said, [...wrong, { ok: false, says: SAYS.asked.unchanged }]);
    fill(wanted);
    // What the page came with, its publisher has made known.
    const keyed = settings === undefined ? [] : parsed.flatMap(({ list }) => list.filter(holdsKey));
    const problems = [...wrong, ...keyed.map(({ name }) => ({ ok: false, says: SAYS.asked.keyed(name) }))];
    const kept = parts.use(settings);
    summary.textContent = askedSentence(wanted, parts);
    tell(said, [...problems, { ok: problems.length === 0, says: kept }]);
  };
  const test = () => void testAll(nodes.field.value, parts, said);
  const form = element("form", {}, nodes.root, gateways.root, buttons(parts, { use, fill, test }));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    use({ nodes: nodes.field.value, gateways: gateways.field.value });
  });
  const root = element("details", { class: "asked", "data-asked": "" }, summary, explained(), form, said);
  const fillNodes = (list: string) => {
    [nodes.field.value, root.open] = [list, true];
  };
  return { root, fillNodes };
}

function explained(): HTMLElement {
  const { explained: says, staysHere, forgotten } = SAYS.asked;
  return element("p", { class: "quiet" }, `${says}${keepsSettings() ? staysHere : forgotten}`);
}

function listField(name: string, label: string, value: string) {
  const id = `asked-${name}`;
  const field = element("textarea", { id, name, rows: "3", spellcheck: "false", autocomplete: "off" });
  field.value = value;
  return { field, root: element("p", {}, element("label", { for: id }, label), field) };
}

interface Acts {
  readonly use: (settings: undefined) => void;
  readonly fill: (settings: Settings) => void;
  readonly test: () => void;
}

function buttons({ suggested, offered }: PanelParts, { use, fill, test }: Acts): HTMLElement {
  const isNobody = suggested.nodes + suggested.gateways === "";
  const made = [
    element("button", { class: "button", type: "submit" }, SAYS.asked.use),
    button(SAYS.asked.test, "test", test),
    ...(offered === undefined ? [] : [button(SAYS.asked.offered, "offered", () => fill(offered))]),
    button(isNobody ? SAYS.asked.nobody : SAYS.asked.reset, "reset", () => use(undefined)),
  ];
  return element("p", { class: "asked-buttons" }, ...made);
}

function button(text: string, name: string, act: () => void): HTMLElement {
  const made = element("button", { class: "button", type: "button", [`data-${name}`]: "" }, text);
  made.addEventListener("click", act);
  return made;
}

async function testAll(text: string, { test }: PanelParts, said: HTMLElement): Promise<void> {
  const { list, problems } = parseNodeList(text);
  const wrong = problems.map((says) => ({ ok: false, says }));
  tell(said, [...wrong, { ok: true, says: SAYS.asked.asking(list.length) }]);
  const tests = list.map(async (node) => {
    const { ok, says } = await test(node);
    return { ok, says: `${node.name} ${says}` };
  });
  tell(said, [...wrong, ...(await Promise.all(tests))]);
}

function tell(said: HTMLElement, lines: readonly NodeTest[]): void {
  said.replaceChildren(
    ...lines.map(({ ok, says }) => element("li", { "data-ok": String(ok) }, `${ok ? "✓" : "✗"} ${says}`)),
  );
}

function askedSentence({ nodes }: Settings, { fallback }: PanelParts): string {
  const { list } = parseNodeList(nodes);
  if (list.length > 0) return SAYS.asked.who(list.map(({ name }) => name));
  return fallback === undefined ? SAYS.asked.whoNobody : SAYS.asked.whoAlone(fallback);
}
