"""Attribution: what somebody says is read as if it were told outright, and they are named as who says so."""

import pytest

from schemas.article import Article
from schemas.claim import Claim
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


def claim_of(text: str, lexicon: Lexicon) -> Claim:
    article = Article(id="said", url="", source="test", title="", text=text, published=NOON)
    (claim,) = (one for one in read(article, lexicon) if isinstance(one, Claim))
    return claim


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


WHO = [
    (
        "IS has made 13 attacks on Chad since May, according to a report by the Syrian Observatory.",
        "syrian-observatory",
    ),
    (
        "Rebels made 30 attacks in Aden since May, according to data collected by the Yemen Count Group.",
        "Yemen Count Group",
    ),
    ("Boko Haram has launched 57 attacks in Chad since May, the Lake Basin Monitor said.", "Lake Basin Monitor"),
    ('"Since May, IS has claimed responsibility for ten attacks in Mali," said Ida Pelk, a researcher.', "Ida Pelk"),
    (
        "Boko Haram has launched 57 attacks in Chad since President Deby declared a siege in May, says the UN.",
        "united-nations",
    ),
    (
        "Al-Shabaab has staged 14 attacks on Kenyan bases since May, according to Human Rights Watch.",
        "human-rights-watch",
    ),
    ("Kenya's army counted 47 attacks by al-Shabaab on Somali bases since May.", "kenya-forces"),
    ("Rebels have bombed the pipeline in Arauca 14 times since May, says the UN.", "united-nations"),
    ("Sudan accused Chad of 110 drone attacks on Darfur in May.", "sudan"),
    (
        "There have been 117 attacks on Chad's army since May, according to figures released by the UN.",
        "united-nations",
    ),
    ("Boko Haram has claimed 153 attacks in Chad this year, the UN said on Friday.", "united-nations"),
    ("Boko Haram has claimed 33 attacks in Chad this year.", "boko-haram"),
    ("The Red Cross has tracked 31 attacks on Somali clinics since May.", "red-cross"),
]


@pytest.mark.parametrize(("text", "who"), WHO)
def test_a_total_is_ascribed_to_who_states_it(lexicon: Lexicon, text: str, who: str) -> None:
    assert [one.id or one.text for one in claim_of(text, lexicon).attributed_to] == [who]


def test_what_was_counted_is_not_who_counts(lexicon: Lexicon) -> None:
    assert claim_of("More than 960 rebel attacks have been recorded in Mali to date.", lexicon).attributed_to == ()
