"""The documents that text.py reads: (name, media type, text or bytes)."""
import io
import zipfile

XHTML = '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head>%s</head><body>%s</body></html>'


def epub(chapters, folder="OEBPS"):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        def put(name, text, method=zipfile.ZIP_DEFLATED):
            book.writestr(zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0)), text, method)
        put("mimetype", "application/epub+zip", zipfile.ZIP_STORED)
        put("META-INF/container.xml", '<?xml version="1.0"?><container version="1.0" xmlns="urn:oasis:names:tc:opendocument:'
            f'xmlns:container"><rootfiles><rootfile full-path="{folder}/book.opf" media-type="application/oebps-package+xml"/>'
            "</rootfiles></container>")
        items = "".join(f'<item id="c{i}" href="{name}" media-type="{kind}"/>' for i, (name, kind, _) in enumerate(chapters))
        spine = "".join(f'<itemref idref="c{i}"/>' for i in reversed(range(len(chapters))))
        put(f"{folder}/book.opf", '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata>'
            '<dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">A book</dc:title><meta property="x">m</meta></metadata>'
            f"<manifest>{items}</manifest><spine>{spine}</spine></package>")
        for name, _, text in chapters:
            put(f"{folder}/{name.replace('%20', ' ')}", text)
    return out.getvalue()


CHAPTERS = [("two.xhtml", "application/xhtml+xml", XHTML % ("<title/>", "<h1>Two</h1><p>Last in the list, <br/>first in the spine.</p>")),
            ("the%20one.xhtml", "application/xhtml+xml", XHTML % ("<title>t</title>", "<p/><p>One &amp; <![CDATA[<only>]]></p>")),
            ("map.svg", "image/svg+xml", "<svg xmlns='http://www.w3.org/2000/svg'><text>no</text></svg>")]

ALTERNATIVE = b"""From: a@example.org\r
Subject: =?utf-8?Q?Not_text?=\r
MIME-Version: 1.0\r
Content-Type: multipart/mixed; boundary="outer=1"\r
\r
preamble\r
--outer=1\r
Content-Type: multipart/alternative;\r
 boundary=inner\r
\r
--inner\r
Content-Type: text/plain; charset=utf-8\r
\r
Plain words\r
--inner\r
Content-Type: text/html; charset="iso-8859-1"\r
Content-Transfer-Encoding: quoted-printable\r
\r
<p>Caf=E9 au =\r
lait</p><p>Zwei=20=3D 2</p>   \r
--inner--\r
--outer=1\r
Content-Type: text/html; charset=utf-8\r
Content-Disposition: attachment; filename=a.html\r
\r
<p>attached</p>\r
--outer=1\r
Content-Type: text/html\r
Content-Transfer-Encoding: base64\r
\r
PHA+Rm9vdGVy\r
IG5vdGU8L3A+\r
--outer=1--\r
epilogue\r
"""

HTML = "text/html"
DOCUMENTS = [
    ("a page", HTML, "<!doctype html><title>Not text</title><h1>High tide</h1><p>At <b>six</b> in\n the morning.</p><ul><li>one<li>two</ul>"),
    ("nothing", HTML, ""),
    ("no words", HTML, "<!doctype html><title>Only a title</title><img src=a.png alt=words>"),
    ("no tags", HTML, "just words &amp; more"),
    ("unclosed tags", HTML, "<p>one<p>two<div>three<b>four<p>five</div>six"),
    ("misnested formatting", HTML, "<p>1<b>2<i>3</b>4</i>5</p><a href=x>six<a href=y>seven<div>eight</a>nine</div>"),
    ("nested lists", HTML, "<ol><li>a<ul><li>b<li>c<ol><li>d</ol></ul>e</li><li><p>f</p><p>g</p></ol>"),
    ("table", HTML, "<table><caption>Cap</caption><tr><th>A<th>B<tr><td>1<td>2<table><tr><td>inner</table></table>"),
    ("text that a table throws out", HTML, "<table>before<tr>between<td>cell</td>after</tr></table>end"),
    ("comments", HTML, "<p>a<!-- no --><!-->b<!--->c<!-- x --!>d<!-- <p>no</p> -->e</p><!-- unclosed <p>never</p>"),
    ("entities", HTML, "<p>&lt;b&gt; &eacute;&nbsp;&#233; &#x1F600; &notit; &not; &ampx &#0; &#128; &#xD800; &hellip; &CounterClockwiseContourIntegral;</p>"),
    ("CDATA in HTML is a comment", HTML, "<p>a<![CDATA[ no ]]>b</p><svg><![CDATA[<x>]]></svg><math><mrow><![CDATA[c]]></mrow></math>"),
    ("template", HTML, "<div>a<template><p>no<div>no</div></template>b</div>"),
    ("noscript", HTML, "<head><noscript><style>p{}</style></noscript></head><p>a<noscript><p>no</p></noscript>b"),
    ("hidden", HTML, "<p hidden>no<p>yes<span style='color:red; DISPLAY : none !important'>no</span>!<div hidden=until-found>no</div><p style='display:nonesuch'>seen<p style='x-display:none'>seen too"),
    ("preview of a newsletter", HTML, "<div style=\"display:none\">Preview</div><div>&#847;&zwnj;&nbsp;&#847;&zwnj;&nbsp;&shy;</div><table><tr><td><h2>Hello</h2>World</table>"),
    ("ruby", HTML, "<p><ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp>字<rp>(</rp><rt>じ</rt><rp>)</rp></ruby>を読む</p>"),
    ("script, style, forms", HTML, "<script>no<p></script><style>no</style><p>a<textarea><p>no</textarea><select><option>no</select><button>push</button><label>Name</label><progress>no</progress></p>"),
    ("embedded things", HTML, "<p>a<iframe><p>no</iframe><object>no<p>no</p></object><video>no</video><canvas>no</canvas><audio>no</audio>b"),
    ("svg and math", HTML, "<p>a<svg><title>no</title><text>no</text></svg>b <math><semantics><mi>x</mi><annotation encoding=tex>no</annotation></semantics></math> c"),
    ("title in the body", HTML, "<body><p>a<title>no</title>b"),
    ("dialog and details", HTML, "<dialog>no</dialog><dialog open>yes</dialog><details><summary>Sum</summary>More</details>"),
    ("line breaks", HTML, "one<br>line<br><br>two<br> &nbsp; <br/><br>three<br><b>four</b><br><img><br>five"),
    ("preformatted", HTML, "<pre>\na  b\n\n  c</pre><xmp><b>d</xmp><listing>e</listing>"),
    ("a rule", HTML, "before<hr>after<wbr>wards"),
    ("inline elements make no space", HTML, "<p><span>un</span><span>broken</span> <em>w</em>ord<sup>2</sup>"),
    ("plaintext", HTML, "<p>a<plaintext><p>b</plaintext>"),
    ("frames", HTML, "<!doctype html><html><noframes><p>no</noframes><p>yes"),
    ("bad nesting of head and body", HTML, "<p>early<head><title>t</title></head><body class=x>late</body>after</html>more"),
    ("broken tags", HTML, "a<b<c>d</ e>f< g>h<>i<!>j<?k?>l</>m<1>n<p title=\"x>y\">o<p attr='"),
    ("NUL and controls", HTML, "<p>a\0b\x01c\x0bd\x7fe</p>"),
    ("bidi marks", HTML, "<p>\u202eabc\u202c \u2067שלום\u2069 \u200f123\u200e \u061c</p>"),
    ("ligatures, quotes and dashes", HTML, "<p>“The oﬃce of ﬁnds” ‘ﬂoats’ … ‐ ‑ – — − ﬀ ﬄ ﬅ ﬆ „low‟ ‚x‛ «g» 5′ ʻokina ʼ</p>"),
    ("soft hyphens and zero widths", HTML, "<p>ty\u00adpo\u200bgra\u2060phy\ufeff \u2063 ❤\ufe0f ❤ 👩\u200d💻</p>"),
    ("spaces", HTML, "<p>a\u00a0\u2009b\u3000c\u2028d\u0085e\u1680f\u180eg</p>"),
    ("accents", HTML, "<p>e\u0301 \u00e9 \u212b \u1e69 s\u0323\u0307 s\u0307\u0323 \u0344 x² ½ ｆｕｌｌ　ｗｉｄｔｈ</p>"),
    ("piled marks", HTML, "<p>Z" + "\u0301\u0323" * 200 + "algo</p>"),
    ("Arabic and Persian", HTML, "<p>الـــسلام عليكم، می\u200cخواهم ١٢٣ «نص» هـ</p>"),
    ("Hebrew", HTML, "<p>צה״ל ג׳ירף בית־ספר שָׁלוֹם \ufb2a</p>"),
    ("Hindi", HTML, "<p>क्\u200dष क\u093c \u0958 हिन्दी।</p>"),
    ("Thai", HTML, "<p>สวัส\u200bดี ครับ น้ำ</p>"),
    ("Chinese in broken lines", HTML, "<p>本刊第十期，\n  於今日出版。\n第 10 期 abc\n中文　“引”</p><p>𠀀 𠀁</p>"),
    ("Japanese", HTML, "<p>山田　太郎は\nか\u3099くせい ﾊﾝ ｶｸ 葛\U000e0100 城</p>"),
    ("Korean keeps its spaces", HTML, "<p>한국어 문장\n입니다 \u1112\u1161\u11ab</p>"),
    ("windows-1252 by meta", HTML, b"<meta charset=windows-1252><p>\x93caf\xe9\x94 \x80 5 \x96 6 \x85</p>"),
    ("shift_jis by meta", HTML, "<meta http-equiv=content-type content='text/html; charset=Shift_JIS'><p>表示と\n能力ソ</p>".encode("shift_jis")),
    ("windows-1251 by XML declaration", HTML, '<?xml version="1.0" encoding="windows-1251"?><p>Журнал</p>'.encode("cp1251")),
    ("gb2312 by meta", HTML, "<meta charset=gb2312><p>期刊</p>".encode("gb18030")),
    ("UTF-16 by mark, whatever it says", HTML, b"\xff\xfe" + "<meta charset=utf-8><p>é</p>".encode("utf-16-le")),
    ("says UTF-16 and is not", HTML, "<meta charset=utf-16><p>é</p>"),
    ("unknown charset", HTML, "<meta charset=klingon><p>é</p>"),
    ("no charset, not UTF-8", HTML, b"<p>caf\xe9 \x93x\x94</p>"),
    ("UTF-8 with errors, said to be", HTML, b"<meta charset=utf-8><p>a\xffb\xe2\x82c</p>"),
    ("XHTML", "application/xhtml+xml", XHTML % ('<title/><script src="a.js"/>', '<p class="a>b"/><p>one<br/>two<![CDATA[ <three> & ]]><!-- <p/> --></p><div id=\'x\'><span/>four</div><?pi <p>no</p>?>')),
    ("Markdown", "text/markdown", "# Title\n\nA *long*\nparagraph with `code` and [a link](http://x \"t\").\n\n- one\n- two\n\n  more\n\n> quoted\n\n    code\n\n---\nend  \nbreak &copy; <b>raw</b>\n\n<div>\n\nin\n</div>\n"),
    ("Markdown with front matter", "text/markdown", "---\ntitle: no\n---\n\nyes\n"),
    ("Markdown with TOML", "text/markdown", "+++\r\ntitle = 'no'\r\n+++\r\nyes\r\n"),
    ("Markdown with rules alone", "text/markdown", "---\n\nno end of front matter\n"),
    ("Markdown in Chinese", "text/markdown", "第一行\n第二行\n\n**重**点\n"),
    ("plain", "text/plain", "First\nparagraph.\n\n  \t\nSecond\r\n\r\nThird\n"),
    ("plain, not UTF-8", "text/plain", b"na\xefve\r\n\r\n\r\nend"),
    ("plain with a mark", "text/plain", b"\xef\xbb\xbfone"),
    ("e-mail", "message/rfc822", ALTERNATIVE),
    ("plain e-mail", "message/rfc822", b"Subject: x\nContent-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\n\xf0\xd2\xc9\xd7\xc5\xd4\n\nend\n"),
    ("e-mail without fields of MIME", "message/rfc822", b"From: a@example.org\r\n\r\nJust\r\n\r\nwords\r\n"),
    ("EPUB", "application/epub+zip", epub(CHAPTERS)),
]
