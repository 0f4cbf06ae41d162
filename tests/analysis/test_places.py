"""Places: states of a federation, and one that shares the name of a country."""

import datetime

import pytest

from schemas.article import Article
from schemas.event import Event
from streams.analysis.actors.geocoding import place_named
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.reader import read

PUBLISHED = datetime.datetime(2023, 11, 7, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("text", "name", "country"),
    [
        ("Gunmen killed two soldiers in Georgia on Monday.", "Georgia", "GEO"),
        (
            "The United States mourns. Gunmen killed two US soldiers in Georgia, American officials said.",
            "Georgia",
            "USA",
        ),
        ("Gunmen killed two farmers in Queensland on Monday.", "Queensland", "AUS"),
        ("Gunmen killed two farmers in Uttarakhand on Monday.", "Uttarakhand", "IND"),
    ],
)
def test_a_state_is_a_place(text: str, name: str, country: str, lexicon: Lexicon) -> None:
    article = Article(id="a", url="", source="places", title="", text=text, published=PUBLISHED)
    (event,) = [one for one in read(article, lexicon) if isinstance(one, Event)]
    assert event.place is not None
    assert (event.place.name, event.place.country) == (name, country)


def test_what_is_talked_about_is_no_venue_and_a_call_no_meeting(lexicon: Lexicon) -> None:
    text = "Angola's president and his Zambian counterpart discussed the fighting in Congo in a phone call on Sunday."
    [event] = read(Article(id="a", url="", source="places", title="", text=text, published=PUBLISHED), lexicon)
    assert isinstance(event, Event)
    assert (event.place, event.mode) == (None, "call")


@pytest.mark.parametrize(("name", "country"), [("Goma", "COD"), ("erbil", "IRQ"), ("Port-au-Prince", "HTI")])
def test_a_town_is_named_as_somebody_writes_it(name: str, country: str, lexicon: Lexicon) -> None:
    place = place_named(name, lexicon)
    assert place
    assert (place.country, place.precision) == (country, "town")


def test_what_is_no_place_is_none(lexicon: Lexicon) -> None:
    assert place_named("nowhere at all", lexicon) is None


def test_what_happens_near_a_state_is_not_in_it(lexicon: Lexicon) -> None:
    text = "A British destroyer shot down a missile near Israel on Sunday."
    [event] = read(Article(id="a", url="", source="places", title="", text=text, published=PUBLISHED), lexicon)
    assert isinstance(event, Event)
    assert event.place is None
