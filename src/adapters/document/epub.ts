import { type DefaultTreeAdapterTypes } from "parse5";
import { parsedHtml, textsOfHtml } from "../../core/text/html.ts";
import { htmlOfXhtml } from "../../core/text/xhtml.ts";
import { decodeText } from "./charset.ts";
import { openZipBytes, type Zip } from "./zip.ts";

const CONTAINER = "META-INF/container.xml";
const ENCRYPTION = "META-INF/encryption.xml";
const PACKAGE_TYPE = "application/oebps-package+xml";
const DOCUMENT_TYPES = new Set(["application/xhtml+xml", "text/html"]);
const MOST_BYTES_OF_A_LIST = 4 * 1024 * 1024;

type Attributes = ReadonlyMap<string, string>;

/**
 * The texts of the documents that an EPUB's spine names (EPUB 3.3, sections 4.2.6.3.1 and 5.7), in its order, each
 * once. Undefined for what is no EPUB, or one whose documents together have more than so many bytes.
 */
export async function textsOfEpub(
  bytes: Uint8Array<ArrayBuffer>,
  mostBytes: number,
): Promise<string[] | undefined> {
  const zip = openZipBytes(bytes);
  const names = zip === undefined ? undefined : await spineOf(zip);
  if (zip === undefined || names === undefined) return undefined;
  const texts: string[] = [];
  let left = mostBytes;
  for (const name of names) {
    left -= zip.size(name) ?? 0;
    if (left < 0) return undefined;
    const document = await zip.read(name);
    if (document === undefined) continue;
    texts.push(...textsOfHtml(htmlOfXhtml(decodeText(document, { html: true }))));
  }
  return texts;
}

async function spineOf(zip: Zip): Promise<ReadonlySet<string> | undefined> {
  const container = await elementsOf(zip, CONTAINER);
  const root = container?.("rootfile").find((one) => one.get("media-type") === PACKAGE_TYPE);
  const path = root?.get("full-path");
  const opf = path === undefined ? undefined : await elementsOf(zip, path);
  if (path === undefined || opf === undefined) return undefined;
  const encryption = await elementsOf(zip, ENCRYPTION);
  const locked = new Set(encryption?.("cipherreference").map((one) => resolved(one.get("uri"), "")));
  const items = new Map(opf("item").map((item) => [item.get("id"), item]));
  const names = new Set<string>();
  for (const reference of opf("itemref")) {
    const item = items.get(reference.get("idref"));
    const name = resolved(item?.get("href"), path);
    if (name === undefined || locked.has(name)) continue;
    if (DOCUMENT_TYPES.has(item?.get("media-type") ?? "")) names.add(name);
  }
  return names;
}

/** Where a reference leads inside the container, without its fragment; undefined when it leads elsewhere. */
function resolved(reference: string | undefined, base: string): string | undefined {
  if (reference === undefined) return undefined;
  try {
    const root = "http://container.invalid/";
    const url = new URL(reference, root + base.split("/").map(encodeURIComponent).join("/"));
    return url.href.startsWith(root) ? decodeURIComponent(url.pathname.slice(1)) : undefined;
  } catch {
    return undefined;
  }
}

/** The attributes of the elements with a local name, in their order; read like any XHTML, which no file fails. */
async function elementsOf(zip: Zip, name: string): Promise<((local: string) => Attributes[]) | undefined> {
  if ((zip.size(name) ?? Infinity) > MOST_BYTES_OF_A_LIST) return undefined;
  const bytes = await zip.read(name);
  if (bytes === undefined) return undefined;
  const found: { local: string; attributes: Attributes }[] = [];
  const document = parsedHtml(htmlOfXhtml(decodeText(bytes, { html: true })));
  const waiting: DefaultTreeAdapterTypes.Node[] = [document];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if ("tagName" in next)
      found.push({
        local: next.tagName.slice(next.tagName.indexOf(":") + 1),
        attributes: new Map(next.attrs.map((attribute) => [attribute.name, attribute.value])),
      });
    if ("childNodes" in next) waiting.push(...next.childNodes.toReversed());
  }
  return (local) => found.filter((one) => one.local === local).map((one) => one.attributes);
}
