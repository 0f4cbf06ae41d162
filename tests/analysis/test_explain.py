"""An explanation says what was read, why, and what was missing; its page holds nothing that a text could smuggle in."""

import datetime
import re
from html.parser import HTMLParser

import pytest

from schemas.article import Article
from streams.analysis.attacks import rules as attacks
from streams.analysis.explaining.explain import Explanation, explain
from streams.analysis.explaining.markup import markup
from streams.analysis.explaining.patterns import PATTERNS
from streams.analysis.explaining.transcript import transcript
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.outreach import rules as outreach

PUBLISHED = datetime.datetime(2023, 11, 7, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def of(text: str, lexicon: Lexicon, title: str = "") -> Explanation:
    return explain(Article(id="x", url="", source="test", title=title, text=text, published=PUBLISHED), lexicon)


SAID = [
    (
        "Rebels attacked an army post in Chad on Sunday.",
        ["1 event in a text", "attack, occurred, counted", "attack.actor-active, as in 'A attacked B'", "'on Sunday'",
         "tags     N T N P N Y ."],
    ),
    ("Kenya's president will meet Uganda's leader.", ["outreach, planned, not counted", "because of 'will'"]),
    ("Norway denied that it had attacked Sweden.", ["attack, denied, not counted", "because of 'denied'"]),
    ("The choir attacked the song.", ["no event", "nearest   attack.actor-active", "missing   no target"]),
    ("The minister met targets.", ["NO OUTREACH at 'met'", "missing   not two political actors"]),
    ("It rained in Lima.", ["no event: no word that could make one"]),
    (
        "There have been 12 attacks on UN troops since 3 May.",
        ["1 stated total in a text", "adds to no count", "total     12  (since 2023-05-03; no parts)"],
    ),
    (
        "Turkish soldiers shelled a town in Syria. Emmanuel Macron met Olaf Scholz.",
        ["turkey-forces", "counts for turkey", "president of france since", "2 events"],
    ),
    ("Peru spoke of the attacks on Chilean forces.", ["no event", "kept back: attacks in general"]),
    ("The crew spoke of the attack.", ["no event", "kept back: it points back, without a day or without both sides"]),
    ("He hid from an attack.", ["no event", "kept back: it is mentioned in passing, and nobody known is named"]),
    ("A base housing US troops was attacked. It was attacked again.", ["a place that holds them"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), SAID)
def test_the_transcript_says_what_was_read_and_why(text: str, said: list[str], lexicon: Lexicon) -> None:
    lines = "\n".join(transcript(of(text, lexicon)))
    assert not [one for one in said if one not in lines], lines


def test_a_headline_told_again_is_one_event(lexicon: Lexicon) -> None:
    lines = "\n".join(transcript(of("Gunmen attacked a church in Lagos on Sunday.", lexicon, "Gunmen attack church")))
    assert "1 event in" in lines
    assert "told again" in lines


class Page(HTMLParser):
    """The tags and the text of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_is_escaped_and_needs_nothing_else(lexicon: Lexicon) -> None:
    hostile = 'Rebels attacked "<img src=x onerror=alert(1)>" troops of Chad & <script>alert(2)</script> a post.'
    page = Page()
    page.feed(markup(of(hostile, lexicon, "Rebels' <b>raid</b>")))
    assert not page.tags & {"script", "img", "b", "link", "iframe"}
    assert not {name for name in page.attributes if name.startswith("on") or name in ("src", "href")}
    assert hostile in page.text
    assert "prefers-color-scheme:dark" in page.text


def test_the_parts_are_the_sentence_as_published(lexicon: Lexicon) -> None:
    text = "MADRID, Nov. 6 – Müller’s guards fired at “Évora” rebels in Mali."
    for account in of(text, lexicon).accounts:
        assert all(account.text[part.start : part.end] == part.text for part in account.parts)


def test_every_frame_has_its_patterns(lexicon: Lexicon) -> None:
    frames = {one.frame for senses in lexicon.senses for one in senses.triggers}
    assert frames <= set(PATTERNS)
    assert set(attacks.FRAMES) | set(outreach.FRAMES) == set(PATTERNS)


def test_no_line_of_a_transcript_is_longer_than_its_text_needs(lexicon: Lexicon) -> None:
    lines = list(transcript(of("Iran met Iraq.", lexicon)))
    assert all(len(line) < 250 for line in lines)
    assert not re.search(r"\bNone\b", "\n".join(lines))
