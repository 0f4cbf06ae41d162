"""A document: the article's title and text, folded for look-up with the offsets kept, and its sentences."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

# A sentence ends at . ! ? (with closing quotes) before a space and a capital, or at a blank line; feeds also run two
# together ("in the East.The army", "killed 12.The army"), which a word in small letters before the stop or one that
# opens sentences tells. Both patterns open with one set of characters, which the engine looks for many times faster
# than for alternatives.
OPENING = "The|An?|In|On|At|It|He|She|They|We|But|And|This|That|For|As|After"
GLUED = r"(?<=[a-z][a-z][.!?])[\"')\]]{0,2}(?=[A-Z][\w'-]*,? )"
STOP = rf"(?<!\n)(?:[\"')\]]{{0,3}}(?=\s+[\"'(\[]{{0,2}}[A-Z0-9]|(?:{OPENING}) )|{GLUED})"
END = re.compile(rf"[.!?…\n](?:{STOP}|(?<=\n)(?:[ \t]*\n|(?=[-•*] |\d\d?[-./]\d\d?[-./]\d\d)))")
LINE_END = re.compile(rf"[.!?…\n](?:{STOP}|(?<=\n)(?:[ \t]*\n)?)")
ABBREVIATIONS = frozenset(
    (
        "mr mrs ms dr gen lt col maj capt sgt cpl cmdr adm brig rep sen gov pres prof rev fr st jr sr vs no inc co "
        "ltd corp jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thur thurs fri sat sun u.s "
        "u.k u.n d.c a.m p.m e.g i.e al approx est ret hon amb min dept div pvt spc insp supt mt ft"
    ).split()
)
SPECIAL = {"’": "'", "‘": "'", "ʼ": "'", "ʻ": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
           "–": "-", "—": "-", "‑": "-", "‐": "-", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": " ",
           "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D",
           "ı": "i", "ß": "s", "æ": "a", "œ": "o", "ð": "d",
           "þ": "t"}  # fmt: skip


def _folding() -> dict[int, str]:
    """Every Latin letter with a mark to the letter without, one character for one, so that offsets stay."""
    table = {ord(a): b for a, b in SPECIAL.items()}
    for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00)):
        plain = unicodedata.normalize("NFD", chr(code))[0]
        if code not in table and plain.isascii():
            table[code] = plain
    return table


FOLDING = _folding()
LONGEST = 1200
LONGEST_ABBREVIATION = max(map(len, ABBREVIATIONS))


CLOSE_DASH = re.compile("(?<=[a-z])—(?=[a-z])")  # that sets off an aside: "forces—together with allies—struck"
BEYOND = re.compile(r"[^\x00-\x08\x0a-\x0c\x0e-\x5f\x61-\x7f]")


def fold(text: str) -> str:
    """Typographic quotes, dashes, spaces and accents to plain ASCII, a dash between two words to a comma; length
    unchanged."""
    return text if text.isascii() else BEYOND.sub(_plain, CLOSE_DASH.sub(",", text))


def _plain(letter: re.Match[str]) -> str:
    """One character folded. Most of a text is ASCII, so only what lies beyond it is looked up."""
    return FOLDING.get(ord(letter[0]), letter[0])


SPACING = str.maketrans(dict.fromkeys('-"()[]{}/\n,:;', " "))
ASCII_SPACING = bytes(range(128)).decode().lower().translate(SPACING).encode() + bytes(range(128, 256))  # of UTF-8


# The stop of "in the East.Israeli jets", behind which a word begins as behind a space.
RUN_TOGETHER = re.compile(r"\.(?<=[a-z][a-z].)(?=[A-Z])")


def spaced(folded: str) -> str:
    """Folded text in lower case with the marks that may stand before a word as spaces, length unchanged."""
    folded = RUN_TOGETHER.sub(" ", folded)
    if folded.isascii():
        return folded.encode().translate(ASCII_SPACING).decode("ascii")
    low = folded.lower()
    low = low if len(low) == len(folded) else "".join(c.lower()[0] for c in folded)
    return low.encode("utf-8", "surrogatepass").translate(ASCII_SPACING).decode("utf-8", "surrogatepass")


Field = Literal["title", "text"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of `field`; `start` and `end` are characters of it as published; `text` is folded, on one line."""

    text: str
    start: int
    end: int
    field: Field
    number: int


def wrapped(text: str) -> bool:
    """Whether lines are broken at a fixed width, so that a line's end says nothing."""
    lines = text[:3000].split("\n")
    full = [line for line in lines if 50 <= len(line) <= 90]
    ended = sum(1 for line in full if line.rstrip().endswith((".", "!", "?", '"')))  # paragraphs that just fill a line
    return len(lines) > 2 and len(full) >= 0.5 * sum(1 for line in lines if line.strip()) and ended < 0.7 * len(full)


# What feeds run together with a standfirst: links to more, and the name of a running story. Few articles hold any of
# the words, and in the others nothing is looked for.
LINKS = ("Read Full", "Read more", "See all our", "Follow our", "Get our", " updates ", " coverage ")
SEAM = re.compile(
    r" (?=(?:Read Full|Read more|See all our|Follow our|Get our) "
    r"|(?<=coverage )[A-Z]|(?<=updates )[A-Z]"
    r"|[A-Z][\w-]{2,20}(?: and [A-Z]\w{2,15})?(?: at)? (?:war|shooting|election|quake|strikes)(?: live)?"
    r" ?[:-] (?:live|latest))"
)


# Feeds also run a standfirst into its text without a stop: "on Monday The army said". The word before is in small
# letters, so that no name and no headline is cut, and none that a letter follows: "vitamin A".
RUN_ON = re.compile(r" (?:The|An?|In|On|At|It|He|She|They|There|After|More than|Two|Three) (?=[a-z])")
SMALL = re.compile(r"[a-z][\w'-]*")
LETTERED = frozenset(
    "group type class grade plan vitamin hepatitis influenza category section level team block".split()
)


def spans(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence."""
    for start, end in stretches(text):
        for joint in RUN_ON.finditer(text, start, end):
            if runs_on(text, start, joint.start()):
                yield start, joint.start()
                start = joint.start()
        yield start, end


def runs_on(text: str, start: int, seam: int) -> bool:
    """Whether the word before a seam is a whole one in small letters, and none that the letter behind it belongs to."""
    first = text.rfind(" ", 0, seam) + 1
    if first <= max(0, start - 1) or not SMALL.fullmatch(text, first, seam):
        return False
    return text[seam + 1] != "A" or text[first:seam] not in LETTERED


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of what marks and the links of feeds part."""
    if not any(word in text for word in LINKS):
        yield from marked(text)
        return
    for start, end in marked(text):
        for seam in SEAM.finditer(text, start, end):
            if seam.start() > start:
                yield start, seam.start()
                start = seam.start()
        yield start, end


def marked(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence by its marks."""
    start = 0
    for mark in (END if wrapped(text) else LINE_END).finditer(text):
        if text[mark.start()] == "." and _abbreviated(text, start, mark.start()):
            continue
        if mark.group() == "\n" and _goes_on_below(text, mark.start()):
            continue
        yield start, mark.end()
        start = mark.end()
    yield start, len(text)


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A span as it is; one too long to be a sentence in parts, cut at a clause mark or a space.

    So rules which look at every pair of words in a sentence stay linear in the length of the article.
    """
    while end - start > LONGEST:
        last = start + LONGEST
        cut = max(text.rfind(mark, start + LONGEST // 2, last) + len(mark) for mark in ("; ", ", ", ": ", " - ", "\n"))
        cut = cut if cut > start + LONGEST // 2 else max(text.rfind(" ", start + 1, last) + 1, 0)
        cut = cut if cut > start else last
        yield start, cut
        start = cut
    yield start, end


def _abbreviated(text: str, start: int, dot: int) -> bool:
    """Whether the word before the dot is an abbreviation or an initial, so that the sentence goes on."""
    before = text[max(start, dot - LONGEST_ABBREVIATION - 1) : dot]
    word = before.replace("\n", " ").replace("(", " ").rpartition(" ")[2]
    initials = word.isupper() and all(len(one) == 1 for one in word.split("."))  # "George H.W. Bush"
    return initials or word.lower() in ABBREVIATIONS


UNFINISHED = frozenset(
    (
        "a an the of in on at by to for from with and or near between against under after before during into was were "
        "is are has have had been who that which said his her their its as than"
    ).split()
)
SMALL_START = re.compile(r"(?!https?:|www\.)[a-z]")


def _goes_on_below(text: str, at: int) -> bool:
    """Whether the line that ends there goes on in the next, which begins small, or breaks off where none ends."""
    last = text[max(0, at - 8) : at].rpartition(" ")[2]
    return last in UNFINISHED or last.endswith(",") or bool(SMALL_START.match(text, at + 1))


def bounds(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every sentence that holds more than white space."""
    for start, end in spans(text):
        if end - start > LONGEST:
            yield from (piece for piece in pieces(text, start, end) if text[slice(*piece)].strip())
        elif text[start:end].strip():
            yield start, end


def sentence_at(text: str, field: Field, number: int, start: int, end: int) -> Sentence:
    """One sentence without the white space around it; where its lines are broken says nothing."""
    body = text[start:end]
    start += len(body) - len(body.lstrip())
    bare = body.strip().replace("\n", " ")
    return Sentence(bare, start, start + len(bare), field, number)


def sentences(text: str, field: Field) -> list[Sentence]:
    """The sentences of one field."""
    return [sentence_at(text, field, number, start, end) for number, (start, end) in enumerate(bounds(text))]


LONG_WORD = re.compile(r"[A-Za-z][a-z]{3,}")


def is_headline(text: str) -> bool:
    """Whether every longer word has a capital, as in many headlines, so that a capital makes no name."""
    words = LONG_WORD.findall(text)[1:]
    return len(words) > 2 and sum(word[0].isupper() for word in words) > 0.75 * len(words)


NOT_SMALL = bytes(code for code in range(256) if not 97 <= code <= 122)


def is_upper(text: str) -> bool:
    """Whether a text is written in capitals throughout, as old wire reports are."""
    head = text[:600]
    small = len(head.encode("ascii", "ignore").translate(None, NOT_SMALL))
    if 20 * small >= 3 * len(head):
        return False
    letters = sum(c.isalpha() for c in head)
    return letters > 20 and sum(c.isupper() for c in head) > 0.85 * letters
