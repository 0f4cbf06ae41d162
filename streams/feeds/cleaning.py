"""From what a feed carries to plain text: no markup, no control or bidi characters, NFC, paragraphs kept.

Offsets of events refer to text that went through here. Every function is linear in its input; the standard library's
`html.parser` is not (80 KB of "<a " take it over a minute), so tags are found by a scanner of our own.
"""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

# Controls, bidi marks, other invisible format characters, lone surrogates and noncharacters. The joiners of Indic and
# Persian script (U+200C, U+200D) carry meaning and stay.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e0fff]"
)
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANK = re.compile(r"[^\S\n]+")
_EDGE = re.compile(r" ?\n ?")
_GAP = re.compile(r"\n{2,}")
_TAG_NAME = re.compile(r"/?[a-zA-Z][a-zA-Z0-9:-]{0,30}")
_TAG_MARK = re.compile(r""">|=\s{0,4}["']""")

# fmt: off
_PARAGRAPHS = frozenset([
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "main", "ol", "p", "pre", "section", "table", "ul",
])
_LINES = frozenset(["br", "li", "tr"])
_CELLS = frozenset(["td", "th"])
_HIDDEN = frozenset([
    "script", "style", "template", "noscript", "iframe", "object", "svg", "math", "textarea", "select",
])
# fmt: on


def plain(text: str) -> str:
    """Plain text made safe: idempotent; blanks are folded, line ends kept, more than one becomes an empty line."""
    if text.isprintable() and "  " not in text and unicodedata.is_normalized("NFC", text):
        return text.strip()
    shown = unicodedata.normalize("NFC", _UNSEEN.sub("", _BREAK.sub("\n", text)))
    folded = _EDGE.sub("\n", _BLANK.sub(" ", shown))
    return _GAP.sub("\n\n", folded).strip()


def line(text: str) -> str:
    """Plain text on one line, as a title is."""
    return " ".join(plain(text).split())


def from_html(markup: str) -> str:
    """The text that a reader of the page would see; scripts and other hidden elements are left out."""
    if "<" not in markup and "&" not in markup:
        return plain(markup)
    return plain("".join(_visible(markup)))


def title_from_html(markup: str) -> str:
    """A headline that may carry markup, as plain text on one line."""
    return " ".join(from_html(markup).split())


@dataclass(slots=True)
class _Scanner:
    """Finds where markup ends. What was sought once in vain is not sought again: that keeps it linear."""

    markup: str
    lost: set[str] = field(default_factory=set)

    def find(self, what: str, start: int) -> int:
        """The index after the next `what`, or -1."""
        if what in self.lost:
            return -1
        at = self.markup.find(what, start)
        if at < 0:
            self.lost.add(what)
            return -1
        return at + len(what)

    def end_of_tag(self, start: int) -> int:
        """The index after the tag's `>`, which does not count inside quotes unless the quotes never close."""
        at = start
        while "quotes" not in self.lost:
            mark = _TAG_MARK.search(self.markup, at)
            if mark is None:
                self.lost.add("quotes")
            elif mark.group() == ">":
                return mark.end()
            elif (at := self.find(mark.group()[-1], mark.end())) < 0:
                self.lost.add("quotes")
        return self.find(">", start)

    def end_of_element(self, name: str, start: int) -> int:
        """The index after the hidden element's closing tag, or `start` where it is never closed."""
        at = self.find(f"</{name}", start)
        return self.end_of_tag(at) if at >= 0 else start


def _visible(markup: str) -> Iterator[str]:
    """Pieces of visible text, in order. Text after a tag that never closes is dropped, as browsers do."""
    scan = _Scanner(_with_lower_tags(markup))
    at = 0
    while at >= 0:
        opening = scan.markup.find("<", at)
        if opening < 0:
            yield html.unescape(scan.markup[at:])
            return
        yield html.unescape(scan.markup[at:opening])
        if scan.markup.startswith(("!--", "!", "?"), opening + 1):
            at = scan.find("-->" if scan.markup.startswith("!--", opening + 1) else ">", opening + 1)
        elif named := _TAG_NAME.match(scan.markup, opening + 1):
            name = named.group().lower()
            yield _break(name.lstrip("/"))
            at = scan.end_of_tag(named.end())
            if at >= 0 and name in _HIDDEN:
                at = scan.end_of_element(name, at)
        else:
            yield "<"
            at = opening + 1


def _with_lower_tags(markup: str) -> str:
    """Closing tags in lower case, so that they are found by a plain search."""
    return re.sub(r"</[A-Z]\w{0,30}", lambda closing: closing.group().lower(), markup)


def _break(tag: str) -> str:
    """What stands between the text before a tag and the text after it."""
    if tag in _PARAGRAPHS:
        return "\n\n"
    return "\n" if tag in _LINES else " " if tag in _CELLS else ""
