"""The normal form of a text (docs/spec/text.md), with Python's standard library."""
import unicodedata

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
