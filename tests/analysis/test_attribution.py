"""Attribution: what somebody says is read as if it were told outright, and they are named as who says so."""

import pytest

from schemas.article import Article
from schemas.event import Event
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.reader import read
from tests.builders import NOON

TOLD = [
    "a drone attack on US forces in Iraq wounded two soldiers.",
    "a grenade attack on a bar in Bujumbura injured eleven people.",
    "shelling by the army killed four children in Omdurman on Thursday.",
    "two weeks after rebels seized Huambo, government troops bombed its market, killing 20 people.",
    "hours after the strike, a drone hit a naval base in Eilat.",
    "rockets fired by Hezbollah rained down on northern Israel on Thursday.",
    "three nurses taken hostage by Boko Haram were released on Monday.",
    "in the novel, gunmen storm a school in Lagos.",
    "rebels aim to attack the port of Bosaso before the rains.",
    "the militia keeps denying that it shelled the camp.",
    "the Taliban acknowledged that their fighters had attacked a convoy in Logar on Monday.",
    "a visit to Cuba by the Vietnamese president was postponed.",
    "at a summit in Lusaka, Angola and Zambia agreed to share power lines.",
    "an ambush on a bus in Kano, that killed 10 people, and a suicide attack in Maiduguri, that injured four soldiers, "
    "were the work of Boko Haram.",
    "in a telephone call on Monday, Putin congratulated Erdogan.",
]
SOURCES = ["Officials said that ", "According to local media, ", "The ministry told reporters on Saturday that "]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def events(text: str, lexicon: Lexicon) -> list[Event]:
    article = Article(id="said", url="", source="test", title="", text=text, published=NOON)
    return [one for one in read(article, lexicon) if isinstance(one, Event)]


def facts(event: Event) -> tuple[object, ...]:
    sides = [one.id or one.text.lower() for one in (*event.actors, *event.targets)]
    status = (event.kind, event.modality, event.background)
    return (*status, sides, event.day, event.place, event.killed, event.injured, event.mode, event.rule)


@pytest.mark.parametrize("source", SOURCES)
@pytest.mark.parametrize("told", TOLD)
def test_who_says_so_changes_nothing_of_what_is_said(told: str, source: str, lexicon: Lexicon) -> None:
    outright = events(told[0].upper() + told[1:], lexicon)
    assert [facts(one) for one in events(source + told, lexicon)] == [facts(one) for one in outright]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Meanwhile, the Turkish army said that the military hit PKK camps in Iraq.", "turkey-forces"),
        ("According to Egypt, its aircraft bombed camps of Islamic State in Sinai.", "egypt"),
    ],
)
def test_who_says_so_is_named_and_is_meant_by_its_own_words(text: str, source: str, lexicon: Lexicon) -> None:
    (event,) = events(text, lexicon)
    assert [one.id for one in event.attributed_to] == [source]
    assert event.evidence.text == text
    assert [one.country for one in event.actors] == [event.attributed_to[0].country]


def test_they_are_those_who_say_so(lexicon: Lexicon) -> None:
    (event,) = events("The rebels of the valley said they shelled the barracks at Bria on Sunday.", lexicon)
    assert [one.text for one in event.actors] == [one.text for one in event.attributed_to] != []


def test_a_place_of_those_who_tell_is_taken_where_none_is_told(lexicon: Lexicon) -> None:
    (event,) = events("Police in Karachi said gunmen shot dead two traders.", lexicon)
    assert event.place is not None
    assert event.place.name == "Karachi"
