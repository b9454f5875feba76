"""The blocks and roots of text of the documents below, by docs/spec/text.md, sharing no code with the project.

Needs html5lib 1.1 (with the webencodings that it brings) and markdown-it-py 4; all else is Python's standard library.
Prints JSON: for each document its type, its bytes in base64, and the blocks and root that they give.
"""
import base64
import email
import email.policy
import hashlib
import io
import json
import posixpath
import re
import sys
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))
sys.dont_write_bytecode = True
from normal_form import normalise  # noqa: E402

import html5lib
import webencodings
from markdown_it import MarkdownIt

HTML = "{http://www.w3.org/1999/xhtml}"
SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"

UNSEEN = {HTML + name for name in (
    "audio canvas datalist embed head iframe meter noembed noframes noscript object progress rp rt rtc script select "
    "style svg template textarea title video").split()}
UNSEEN |= {SVG + "svg", MATHML + "annotation", MATHML + "annotation-xml"}
BLOCKS = {HTML + name for name in (
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li listing main menu nav ol p plaintext pre search "
    "section summary table tbody td tfoot th thead tr ul xmp").split()}

def blocks_of(texts):
    blocks = (normalise(text) for text in texts)
    return [block for block in blocks if any(c not in " \u034f\u200c\u200d" for c in block)]


def root_of(entries):
    """RFC 9162, section 2.1.1, word for word."""
    if len(entries) == 1:
        return hashlib.sha256(b"\0" + entries[0]).digest()
    k = 1
    while k * 2 < len(entries):
        k *= 2
    return hashlib.sha256(b"\1" + root_of(entries[:k]) + root_of(entries[k:])).digest()


class Seen:
    def __init__(self):
        self.texts, self.text, self.since_break = [], "", None

    def cut(self):
        self.texts.append(self.text)
        self.text, self.since_break = "", None

    def walk(self, element):
        if not isinstance(element.tag, str):
            return
        if element.tag in UNSEEN or "hidden" in element.attrib:
            return
        if element.tag == HTML + "dialog" and "open" not in element.attrib:
            return
        for declaration in element.attrib.get("style", "").split(";"):
            name, _, value = declaration.partition(":")
            if name.strip().lower() == "display" and re.match(r"none(?![a-z0-9_-])", value.strip().lower()):
                return
        if element.tag == HTML + "br":
            if self.since_break is not None and normalise(self.text[self.since_break:]) == "":
                self.cut()
            else:
                self.text += " "
            self.since_break = len(self.text)
        block = element.tag in BLOCKS
        if block:
            self.cut()
        self.text += element.text or ""
        for child in element:
            self.walk(child)
            self.text += child.tail or ""
        if block:
            self.cut()


def texts_of_tree(root):
    seen = Seen()
    seen.walk(root)
    seen.cut()
    return seen.texts


def decode(data, is_html, label=None):
    for mark, name in ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le")):
        if data.startswith(mark):
            return webencodings.lookup(name).codec_info.decode(data[len(mark):], "replace")[0]
    if label is None and is_html:
        head = data[:1024].decode("latin-1")
        found = re.match(r"""<\?xml\s[^>]*?encoding\s*=\s*["']([\w:.-]+)""", head, re.I | re.A)
        found = found or re.search(r"""<meta[^>]*?charset\s*=\s*["']?\s*([\w:.-]+)""", head, re.I | re.A)
        label = found and found.group(1).lower()
        if label and label.startswith("utf-16"):
            label = "utf-8"
    encoding = webencodings.lookup(label) if label else None
    if encoding is not None:
        return encoding.codec_info.decode(data, "replace")[0]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return webencodings.lookup("windows-1252").codec_info.decode(data, "replace")[0]


def html_texts(text):
    return texts_of_tree(html5lib.parse(text, treebuilder="etree", scripting=True))


def xhtml_texts(data):
    # A true XML parser: what the profile reads as HTML after writing it out must be the same.
    return texts_of_tree(ElementTree.fromstring(data))


def plain_texts(text):
    return re.split(r"\n(?:[ \t\f\v\u00a0]*\n)+", text.replace("\r\n", "\n").replace("\r", "\n"))


def markdown_texts(text):
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    closers = {"---": ("---", "..."), "+++": ("+++",)}.get(lines[0].rstrip(" \t"))
    if closers:
        for i in range(2, len(lines)):
            if lines[i].rstrip(" \t") in closers:
                text = "\n".join(lines[i + 1:])
                break
    return html_texts(MarkdownIt("commonmark").render(text))


def message_texts(data):
    parts = [part for part in email.message_from_bytes(data, policy=email.policy.compat32).walk()
             if not part.is_multipart() and part.get_content_disposition() != "attachment"]
    for kind, read in (("text/html", html_texts), ("text/plain", plain_texts)):
        bodies = [part for part in parts if part.get_content_type() == kind]
        if bodies:
            return [text for part in bodies
                    for text in read(decode(part.get_payload(decode=True), kind == "text/html", part.get_param("charset")))]
    return []


def epub_texts(data):
    book = zipfile.ZipFile(io.BytesIO(data))
    container = ElementTree.fromstring(book.read("META-INF/container.xml"))
    path = container.find(".//{*}rootfile").get("full-path")
    package = ElementTree.fromstring(book.read(path))
    items = {item.get("id"): item for item in package.iterfind(".//{*}item")}
    texts = []
    for reference in package.iterfind(".//{*}itemref"):
        item = items[reference.get("idref")]
        if item.get("media-type") == "application/xhtml+xml":
            name = posixpath.normpath(posixpath.join(posixpath.dirname(path), urllib.parse.unquote(item.get("href"))))
            texts += xhtml_texts(book.read(name))
    return texts


READ = {
    "text/html": lambda data: html_texts(decode(data, True)),
    "application/xhtml+xml": xhtml_texts,
    "text/markdown": lambda data: markdown_texts(decode(data, False)),
    "text/plain": lambda data: plain_texts(decode(data, False)),
    "message/rfc822": message_texts,
    "application/epub+zip": epub_texts,
}


def vector(name, kind, document):
    data = document if isinstance(document, bytes) else document.encode()
    blocks = blocks_of(READ[kind](data))
    root = root_of([block.encode() for block in blocks]).hex() if blocks else None
    return {"name": name, "type": kind, "bytes": base64.b64encode(data).decode(), "blocks": blocks, "root": root}


if __name__ == "__main__":
    from documents import DOCUMENTS
    json.dump([vector(*document) for document in DOCUMENTS], sys.stdout, ensure_ascii=True, indent=1)
    print()
