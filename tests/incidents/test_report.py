"""What matching knows of an event: its days, its names, its place."""

import datetime

import pytest

from schemas.event import Day, Place
from streams.incidents.report import named, report, reports, spot, window
from tests.builders import AL_ASAD, ERBIL, HOUTHIS, IRAQ, KATAIB, MILITIAS, TANF, a_meeting, an_event, on

GWADAR = ERBIL.model_copy(update={"name": "gwadar", "country": "PAK", "lat": 25.1, "lon": 62.3})


def region(name: str, country: str | None, lat: float, lon: float, radius: float | None = None) -> Place:
    return Place(text=name, name=name, country=country, lat=lat, lon=lon, radius=radius, precision="region")


BALOCHISTAN, SINDH = region("balochistan", "PAK", 28.5, 66.0, 540.0), region("sindh", "PAK", 26.0, 74.0, 260.0)
RED_SEA, BAB_AL_MANDAB = region("red-sea", None, 20.0, 38.5, 1100.0), region("bab-al-mandab", None, 12.6, 43.3)


@pytest.mark.parametrize(
    ("day", "first", "last"),
    [
        (on("2023-11-05"), "2023-11-05", "2023-11-05"),
        (on("2023-11-05", "day", "published"), "2023-11-04", "2023-11-05"),
        (on("2023-11-05", "week"), "2023-10-30", "2023-11-06"),
        (on("2023-02-10", "month"), "2023-02-01", "2023-02-28"),
        (on("2023-11-05", "year"), "2023-01-01", "2023-12-31"),
        (on("2023-11-05", "none", "published"), "2023-10-29", "2023-11-05"),
    ],
)
def test_the_days_that_a_stated_day_may_mean(day: Day, first: str, last: str) -> None:
    lo, hi = window(day)
    assert (str(datetime.date.fromordinal(lo)), str(datetime.date.fromordinal(hi))) == (first, last)


def test_an_undated_memory_reaches_back_further_than_undated_news() -> None:
    vague = on("2023-11-05", "none", "published")
    news, memory = report(an_event(day=vague)), report(an_event(day=vague, background=True))
    assert (news.hi - news.lo, memory.hi - memory.lo) == (7, 30)


def test_a_part_is_kin_to_its_whole_and_siblings_are_not() -> None:
    kataib, militias, houthis = named((KATAIB,)), named((MILITIAS,)), named((HOUTHIS,))
    assert kataib
    assert militias
    assert houthis
    assert kataib.kin(militias)
    assert militias.kin(kataib)
    assert not kataib.kin(houthis)
    assert named(()) is None


@pytest.mark.parametrize(
    ("here", "there", "near"),
    [
        (AL_ASAD, AL_ASAD, True),
        (AL_ASAD, ERBIL, False),
        (AL_ASAD, IRAQ, True),
        (TANF, IRAQ, False),
        (ERBIL, ERBIL.model_copy(update={"name": "erbil-airport", "lat": 36.24, "lon": 43.96}), True),
        (ERBIL, ERBIL.model_copy(update={"name": "elsewhere", "lat": None, "lon": None}), False),
        (ERBIL, ERBIL.model_copy(update={"name": "kurdistan", "precision": "region"}), True),
        (GWADAR, BALOCHISTAN, True),
        (GWADAR, BALOCHISTAN.model_copy(update={"radius": None}), False),
        (BALOCHISTAN, SINDH, False),
        (BAB_AL_MANDAB, RED_SEA, True),
        (ERBIL, RED_SEA, False),
    ],
)
def test_places_that_can_be_one(here: Place, there: Place, near: bool) -> None:
    one, other = spot(here), spot(there)
    assert one
    assert other
    assert one.near(other) is near
    assert other.near(one) is near


def test_what_did_not_occur_is_no_report_unless_it_is_a_planned_meeting() -> None:
    assert reports(an_event())
    assert reports(a_meeting(modality="planned"))
    for modality in ("planned", "denied", "threatened", "hypothetical", "foiled"):
        assert not reports(an_event(modality=modality))
    assert not reports(an_event(withdrawn=True))
