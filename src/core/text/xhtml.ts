/*
 * XML has two ways of writing that HTML does not know: `<title/>` closes what it opens, and a CDATA section is text.
 * Written out in the way that HTML knows, an XHTML document can be parsed as HTML, which no document fails, while an XML
 * parser refuses every tenth page that is served as XHTML.
 */

const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

const NAME = /<([a-z_:][\w:.-]*)/iy;
const ATTRIBUTE = /[ \t\r\n]+[^\s=<>"'/]+[ \t\r\n]*=[ \t\r\n]*(?:"[^"<]*"|'[^'<]*')/y;
const END = /[ \t\r\n]*\/>/y;

const SECTIONS: readonly (readonly [begin: string, end: string, read: (content: string) => string])[] = [
  ["<!--", "-->", () => ""],
  ["<![CDATA[", "]]>", (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")],
  ["<?", "?>", () => ""],
];

/**
 * An XHTML document as HTML: `<p/>` becomes `<p></p>` (but `<br/>` stays), a CDATA section its escaped text; comments and
 * processing instructions are left out. From a section that does not end on, the rest stays as it is.
 */
export function htmlOfXhtml(document: string): string {
  let html = "";
  let done = 0;
  for (let at = document.indexOf("<"); at !== -1; at = document.indexOf("<", Math.max(at + 1, done))) {
    const section = SECTIONS.find(([begin]) => document.startsWith(begin, at));
    if (section !== undefined) {
      const [begin, end, read] = section;
      const close = document.indexOf(end, at + begin.length);
      if (close === -1) break;
      html += document.slice(done, at) + read(document.slice(at + begin.length, close));
      done = close + end.length;
      continue;
    }
    const tag = emptyElement(document, at);
    if (tag === undefined || VOID.has(tag.name.toLowerCase())) continue;
    html += `${document.slice(done, tag.slash)}></${tag.name}>`;
    done = tag.end;
  }
  return html + document.slice(done);
}

/**
 * The tag that begins there, if it is `<`, a name, attributes with quoted values that hold no `<`, and `/>` (XML 1.0,
 * production 44). Attribute by attribute, because one pattern over all of them would need as much of the stack.
 */
function emptyElement(document: string, at: number) {
  NAME.lastIndex = at;
  const name = NAME.exec(document)?.[1];
  if (name === undefined) return undefined;
  let slash = NAME.lastIndex;
  for (ATTRIBUTE.lastIndex = slash; ATTRIBUTE.test(document);) slash = ATTRIBUTE.lastIndex;
  END.lastIndex = slash;
  return END.test(document) ? { name, slash, end: END.lastIndex } : undefined;
}
