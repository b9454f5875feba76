/*
 * <colophon-badge issue="{digest}" archive="https://archive.example"><a href="...">Issue 42</a></colophon-badge>
 *
 * For publishers' own pages: how an issue stands, as the archive says. Its styles are a sheet made by script, which a
 * Content-Security-Policy that refuses inline styles lets be; it asks the archive that it came from and nobody else.
 * Where anything fails, the link inside it is shown as it stands.
 */

interface Face {
  readonly name: string;
  readonly says: string;
  readonly tone: string;
  readonly language: string;
}

const STYLE = `
:host { display: inline-block; vertical-align: middle; }
a { display: inline-flex; border-radius: 3px; overflow: hidden; text-decoration: none;
  font: 13px/1.2 system-ui, sans-serif; color: #fff; background: #23201b; }
a:hover .says { text-decoration: underline; }
a:focus-visible { outline: 3px solid; outline-color: #7a2e1d; outline-offset: 2px; }
span { padding: 6px 9px; }
.good { background: #22603a; } .warn { background: #7d4f00; }
.unknown { background: #2f5677; } .plain { background: #4f463a; }
@media (forced-colors: active) { a { border: 1px solid; } }
`;

const DIGEST = /^[0-9a-f]{64}$/;

// Where this script came from, unless an element says otherwise: modules have no currentScript.
const OWN_ORIGIN = new URL(import.meta.url).origin;

class ColophonBadge extends HTMLElement {
  connectedCallback(): void {
    if (this.shadowRoot !== null) return;
    void this.#show();
  }

  async #show(): Promise<void> {
    const { address, query } = this.#asked();
    if (address === undefined) return;
    const face = await faceAt(address, query);
    if (face === undefined) return;
    const root = this.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    root.append(linkOf(face, `${address.page}${query}`));
  }

  #asked(): { address: Address | undefined; query: string } {
    const { issue, publication, archive, lang } = attributesOf(this);
    const origin = originOf(archive) ?? OWN_ORIGIN;
    const query = lang === "" ? "" : `?lang=${encodeURIComponent(lang)}`;
    if (DIGEST.test(issue)) return { address: addressOf(origin, `issues/${issue}`), query };
    if (/^[1-9]\d*$/.test(publication))
      return { address: addressOf(origin, `publications/${publication}`), query };
    return { address: undefined, query };
  }
}

interface Address {
  readonly face: string;
  readonly page: string;
}

function addressOf(origin: string, path: string): Address {
  return { face: `${origin}/badge/${path}.json`, page: `${origin}/${path}` };
}

function attributesOf(element: Element) {
  const read = (name: string) => element.getAttribute(name)?.trim() ?? "";
  return {
    issue: read("issue"),
    publication: read("publication"),
    archive: read("archive"),
    lang: read("lang"),
  };
}

function originOf(text: string): string | undefined {
  const url = URL.parse(text);
  return url?.protocol === "https:" || url?.protocol === "http:" ? url.origin : undefined;
}

async function faceAt({ face }: Address, query: string): Promise<Face | undefined> {
  try {
    const response = await fetch(face + query, { credentials: "omit", referrerPolicy: "no-referrer" });
    const found: unknown = response.ok ? await response.json() : undefined;
    return isFace(found) ? found : undefined;
  } catch {
    return undefined;
  }
}

function isFace(value: unknown): value is Face {
  const names = ["name", "says", "tone", "language"];
  return typeof value === "object" && value !== null && names.every((name) => name in value);
}

function linkOf({ name, says, tone, language }: Face, href: string): HTMLAnchorElement {
  const link = document.createElement("a");
  const [first, second] = [document.createElement("span"), document.createElement("span")];
  link.href = href;
  link.lang = language;
  first.textContent = name;
  second.textContent = says;
  second.className = `says ${tone}`;
  link.append(first, second);
  return link;
}

customElements.define("colophon-badge", ColophonBadge);
