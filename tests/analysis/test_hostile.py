"""Hostile texts: nothing raises, and the work grows no faster than the text. Work is counted in calls, not in time."""

import datetime
import sys
from types import FrameType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.article import Article
from schemas.event import Event
from streams.analysis.lexicon.document import LONGEST
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.reader import MOST_TEXT, read

LEXICON: list[Lexicon] = []
SIZE = 12_000
MEGABYTE = 1_000_000
HOSTILE = {
    "letters": "a ",
    "triggers": "attack killed met fired ",
    "sentences": "Militants attacked Israel. ",
    "names": "Iran Israel Hamas Biden ",
    "commas": ", ",
    "names and commas": "Iran, Hamas, ",
    "brackets": "([",
    "closing brackets": ")] ",
    "parentheses": "(attack (on Iran ",
    "digits": "9",
    "numbers": "12 killed and 3, ",
    "dates": "Monday, 5 November 2023 and ",
    "newlines": "\n",
    "quotes": "\"'",
    "initials": "A. ",
    "stops": ". ",
    "dots": ".",
    "half forms": "spoke today opened fired ",
    "accents": "e\u0301\u0323",
    "emoji": "\U0001f680 ",
    "capitals": "ATTACK ON IRAN BY ISRAEL ",
    "of": "the leader of the army of Iran of ",
    "and": "Iran and Israel and ",
    "said": "he said that they said it attacked ",
    "dateline": "BEIRUT (AP) - ",
    "one word": "attackattack",
    "one giant sentence": "militants of the group attacked a base in Iraq and ",
    "long white space": "attack" + " " * 200,
    "pronouns": "they told him that it met them and both ",
    "names of several words": "Islamic Revolutionary Guard Corps of Saudi Arabia ",
    "tolls": "killing 12 people and wounding 30, ",
}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return lexicon_once()


def lexicon_once() -> Lexicon:
    if not LEXICON:
        LEXICON.append(load())
    return LEXICON[0]


def article(text: str, title: str = "") -> Article:
    published = datetime.datetime(2023, 11, 5, 12, tzinfo=datetime.UTC)
    return Article(id="a", url="https://example.org/a", source="s", title=title or "-", text=text, published=published)


def repeated(kind: str, size: int) -> str:
    return (HOSTILE[kind] * (size // len(HOSTILE[kind]) + 1))[:size]


def work(text: str, lexicon: Lexicon) -> int:
    """How many calls it takes to read a text."""
    calls = 0

    def count(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        read(article(text), lexicon)
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("kind", HOSTILE)
def test_work_grows_with_the_text(lexicon: Lexicon, kind: str) -> None:
    short, long = repeated(kind, SIZE), repeated(kind, 4 * SIZE)
    work(short, lexicon)
    assert work(long, lexicon) < 5 * work(short, lexicon) + 8000  # one long sentence is cut: it grows by steps


QUIET = ["letters", "newlines", "initials", "brackets", "one word", "accents", "digits", "dots", "names", "triggers"]


@pytest.mark.parametrize("kind", QUIET)
def test_a_megabyte_is_read(lexicon: Lexicon, kind: str) -> None:
    assert read(article(repeated(kind, MEGABYTE)), lexicon) == []


@pytest.mark.parametrize(("kind", "size"), [("parentheses", MEGABYTE), ("one giant sentence", MEGABYTE // 5)])
def test_a_giant_of_attacks_is_read(lexicon: Lexicon, kind: str, size: int) -> None:
    found = read(article(repeated(kind, size)), lexicon)
    assert all(len(one.evidence.text) <= LONGEST for one in found)


def test_a_book_is_read_for_as_long_as_news_may_be(lexicon: Lexicon) -> None:
    """Two megabytes of attacks would keep a worker from its broker for minutes, until its session ends."""
    news, late = (
        "Gunmen attacked an army base in Mali on Sunday.\n\n",
        "Rockets hit Erbil air base in Iraq on Saturday.",
    )
    found = read(article(news + repeated("stops", MOST_TEXT) + late), lexicon)
    assert [one.place and one.place.country for one in found if isinstance(one, Event)] == ["MLI"]


WORDS = st.sampled_from(
    [*"()[],.;:-'\"\n \u2019", *(unit.strip() for unit in HOSTILE.values()), "Gaza", "5 Nov", "by", "not"]
)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=60).map(" ".join)), st.text(max_size=60))
def test_any_text_gives_a_list(text: str, title: str) -> None:
    text = text.encode("utf-8", "ignore").decode()
    assert isinstance(read(article(text, title.encode("utf-8", "ignore").decode().strip()), lexicon_once()), list)
