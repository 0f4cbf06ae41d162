"""Attacks that everybody knows by their day need not say who was attacked."""

import pytest

from schemas.event import Event
from streams.analysis.landmarks import LANDMARKS
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.reader import read
from tests.builders import an_article


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def told(text: str, published: str, lexicon: Lexicon) -> list[Event]:
    found = read(an_article(text, published=published), lexicon)
    return [event for event in found if isinstance(event, Event)]


@pytest.mark.parametrize(
    ("text", "published", "bucket", "day"),
    [
        ("Jets have hit the strip since Hamas gunmen shot dead hundreds of people on October 7.", "2023-11-20",
         "attack/ISR", "2023-10-07"),
        ("Ministers spoke of the region in the wake of the attack by Hamas.", "2023-10-20", "attack/ISR", "2023-10-07"),
        ("Lashkar-e-Taiba gunmen killed 166 people on November 26, 2008.", "2009-03-01", "attack/IND", "2008-11-26"),
        ("Al-Shabaab gunmen shot dead dozens of people on April 2, 2015.", "2015-06-01", "attack/KEN", "2015-04-02"),
    ],
)  # fmt: skip
def test_whoever_names_the_day_and_the_attacker_means_the_landmark(
    text: str, published: str, bucket: str, day: str, lexicon: Lexicon
) -> None:
    [event] = told(text, f"{published}T12:00:00Z", lexicon)
    assert (event.bucket, str(event.day.date)) == (bucket, day)


@pytest.mark.parametrize(
    ("text", "published", "bucket"),
    [
        ("Hamas gunmen shot dead dozens of people on October 8.", "2023-11-20", "attack/-"),
        ("Hamas gunmen shot dead dozens of people in Rafah on Sunday.", "2023-10-24", "attack/PSE"),
        ("Rebels shot dead hundreds of people on October 7.", "2023-11-20", "attack/-"),
        ("Hamas fired rockets at Egypt on October 7, 2023.", "2023-11-20", "attack/EGY"),
        ("Lashkar-e-Taiba gunmen killed 16 people on November 25, 2008.", "2009-03-01", "attack/-"),
    ],
)
def test_another_day_another_attacker_or_somebody_named_is_none(
    text: str, published: str, bucket: str, lexicon: Lexicon
) -> None:
    [event] = told(text, f"{published}T12:00:00Z", lexicon)
    assert event.bucket == bucket


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("A Danish nurse was killed by Hamas gunmen in Israel, her village has learned.", "2023-10-25"),
        ("A mayor spoke to us after Hamas massacred Israelis.", "2023-10-19"),
        ("Dozens of Israelis were taken hostage by Hamas gunmen.", "2023-10-12"),
        ("A Danish nurse was killed by Al-Shabaab gunmen in Kenya.", "2015-04-20"),
    ],
)
def test_a_groups_raid_told_again_without_its_day_is_no_news(text: str, published: str, lexicon: Lexicon) -> None:
    [event] = told(text, f"{published}T12:00:00Z", lexicon)
    day = "2015-04-02" if published < "2023" else "2023-10-07"
    assert (event.background, str(event.day.date)) == (True, day)


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Hamas fired rockets at Israel.", "2023-10-19"),
        ("Hamas gunmen killed two Israelis on Sunday.", "2023-10-24"),
        ("Hamas gunmen killed two Israelis.", "2023-10-08"),
        ("Hamas gunmen killed two Israeli soldiers in Gaza.", "2023-10-29"),
        ("Hamas gunmen killed two Israelis.", "2024-06-01"),
        ("Russia has attacked Ukraine, and troops stormed a town.", "2022-03-09"),
    ],
)
def test_what_is_new_stays_news(text: str, published: str, lexicon: Lexicon) -> None:
    events = told(text, f"{published}T12:00:00Z", lexicon)
    assert events
    assert not any(event.background for event in events)


def test_all_of_them_are_in_the_lexicon(lexicon: Lexicon) -> None:
    assert {name for (_, actor), target in LANDMARKS.items() for name in (actor, target)} <= lexicon.actors.keys()
