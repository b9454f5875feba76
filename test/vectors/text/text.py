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
import unicodedata
import urllib.parse
import xml.etree.ElementTree as ElementTree
import zipfile

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

INVISIBLE = {0xAD, 0x61C, 0x640, 0x200B, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2060, 0x2065),
             *range(0x2066, 0x206A), 0xFE0E, 0xFE0F, 0xFEFF}
SPACES = {*range(0, 0x21), *range(0x7F, 0xA1), 0x1680, *range(0x2000, 0x200B), 0x2028, 0x2029, 0x202F, 0x205F, 0x3000}
PLAIN = {"\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201b": "'", "\u05f3": "'",
         "\u201c": '"', "\u201d": '"', "\u201e": '"', "\u201f": '"', "\u05f4": '"',
         "\u2010": "-", "\u2011": "-", "\u2212": "-", "\u05be": "-", "\u2026": "...",
         "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st"}
UNSPACED = [(0x2E80, 0x2FFF), (0x3001, 0x3029), (0x3030, 0x3098), (0x309B, 0x312F), (0x3190, 0x4DBF), (0x4E00, 0x9FFF),
            (0xF900, 0xFAFF), (0xFE30, 0xFE4F), (0xFF01, 0xFF0F), (0xFF1A, 0xFF20), (0xFF3B, 0xFF40), (0xFF5B, 0xFF9F),
            (0xFFE0, 0xFFE6), (0x20000, 0x3FFFD)]
MARKS_BEFORE = [(0x302A, 0x302F), (0x3099, 0x309A), (0xE0100, 0xE01EF)]


def within(character, ranges):
    return any(first <= ord(character) <= last for first, last in ranges)


def at_most_128_marks(text):
    kept, run = [], 0
    for character in text:
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        if run <= 128:
            kept.append(character)
    return "".join(kept)


def normalise(text):
    text = "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else PLAIN.get(c, c) for c in text if ord(c) not in INVISIBLE)
    text = at_most_128_marks(unicodedata.normalize("NFC", at_most_128_marks(text)))
    words = "".join(" " if ord(c) in SPACES else c for c in text).split(" ")
    words = [word for word in words if word]
    whole = ""
    for word in words:
        if whole and not (within(whole[-1], UNSPACED + MARKS_BEFORE) and within(word[0], UNSPACED)):
            whole += " "
        whole += word
    return whole


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
