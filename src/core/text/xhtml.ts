/*
 * XML has two ways of writing that HTML does not know: `<title/>` closes what it opens, and a CDATA section is text.
 * Written out in the way that HTML knows, an XHTML document can be parsed as HTML, which no document fails, while an XML
 * parser refuses every tenth page that is served as XHTML.
 */

const VOID = new Set("area base br col embed hr img input link meta param source track wbr".split(" "));

/** `<`, a name, attributes with quoted values that hold no `<`, `/>` (XML 1.0, production 44). */
const EMPTY_ELEMENT =
  /<([a-z_:][\w:.-]*)((?:[ \t\r\n]+[^\s=<>"'/]+[ \t\r\n]*=[ \t\r\n]*(?:"[^"<]*"|'[^'<]*'))*)[ \t\r\n]*\/>/iy;

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
    EMPTY_ELEMENT.lastIndex = at;
    const [tag, name = "", attributes = ""] = EMPTY_ELEMENT.exec(document) ?? [];
    if (tag === undefined || VOID.has(name.toLowerCase())) continue;
    html += `${document.slice(done, at)}<${name}${attributes}></${name}>`;
    done = at + tag.length;
  }
  return html + document.slice(done);
}
