"""Stated totals: one statement however many papers print it, beside our count of the same; what cannot all be true."""

import datetime
import sys
from collections.abc import Callable
from typing import Any

import pytest

from schemas.claim import Claim, Stated
from schemas.event import Actor, Origin
from schemas.message import digest
from streams.serving.model.contradictions import contradictions
from streams.serving.model.ledger import Ledger
from streams.serving.model.question import Question, Range
from streams.serving.model.statements import statements
from streams.serving.web import answers
from streams.serving.web.asked import Counting, Listing
from streams.serving.web.stated import BEST
from tests.builders import ERBIL, MILITIAS, US, US_FORCES, a_claim, an_event, at, on
from tests.serving.newsroom import Newsroom

ON_US = Question(target="us-forces")
ON_USA = Question(target="united-states")
PENTAGON = Actor(id="united-states", text="Pentagon")


def said(value: int | None, source: str = "Daily Example", days: float = 0, **fields: Any) -> Claim:
    """The Pentagon's total since 17 October, in a paper."""
    hedge = fields.pop("qualifier", None)
    origin = Origin(url="https://example.org/1", source=source, title="", published=at(days=days))
    name = digest(str(value), source, str(days), str(fields))
    given = {"since": "2023-10-17", "attributed_to": (PENTAGON,), "origin": origin, "id": name, "article_id": name}
    return a_claim(**{**given, "count": Stated(value=value, qualifier=hedge), **fields})


def stated(*claims: Claim, question: Question = ON_US) -> list[Any]:
    ledger = Ledger()
    for claim in claims:
        ledger.put(claim, claim.message_time)
    return statements(ledger.on(question, Range()), question)


def test_one_total_in_many_papers_is_one_statement() -> None:
    the = Actor(text="the Pentagon")
    (one,) = stated(said(38), said(38, "Harbour Wire", 1), said(38, "Gulf Ledger", attributed_to=(the,)))
    assert (one.claimant, one.said, len(one.sources)) == ("Pentagon", 38, 3)
    assert (str(one.first), str(one.last)) == ("2023-11-05", "2023-11-06")


def test_who_names_nobody_repeats_the_one_who_was_named() -> None:
    (one,) = stated(said(38), said(38, "Harbour Wire", attributed_to=()))
    assert (one.claimant, len(one.sources)) == ("Pentagon", 2)
    centcom = Actor(text="Centcom")
    several = stated(said(38), said(38, attributed_to=(centcom,)), said(38, "Harbour Wire", attributed_to=()))
    assert sorted(one.claimant or "" for one in several) == ["", "Centcom", "Pentagon"]


def test_totals_since_different_days_stay_apart() -> None:
    several = stated(said(38), said(38, "Harbour Wire", since="2023-10-07"), said(38, "Gulf Ledger", since=None))
    assert len(several) == 2


def test_a_wider_word_for_the_same_target_makes_no_other_total() -> None:
    (one,) = stated(said(38), said(38, "Harbour Wire", targets=(US,)), said(38, "Gulf Ledger"), question=ON_USA)
    assert (one.definition[0], len(one.sources)) == (ON_US, 3)


def test_parts_add_up() -> None:
    (one,) = stated(said(None, parts={"IRQ": 14, "SYR": 9}))
    assert one.said == 23
    (part,) = stated(said(None, parts={"IRQ": 14, "SYR": 9}), question=Question(target="us-forces", country="SYR"))
    assert part.said == 9


def test_the_nearest_and_newest_come_first() -> None:
    wide, vague = said(90, targets=(US,)), said(50, since=None, days=3)
    by_militias = said(20, actors=(MILITIAS,), days=2)
    several = stated(said(38), said(40, days=1), vague, by_militias)
    assert [one.said for one in several] == [40, 38, 50, 20]
    assert [one.said for one in stated(said(38), wide, question=ON_USA)] == [90, 38]


def test_a_claimant_that_falls_contradicts_itself() -> None:
    (one,) = contradictions(stated(said(38), said(36, days=1)))
    assert one.why == "the total of one claimant falls"
    assert [statement.said for statement in one.statements] == [38, 36]
    for later in (said(36, days=1, qualifier="at least"), said(36, days=1, since="2023-10-20"), said(40, days=1)):
        assert list(contradictions(stated(said(38), later))) == []


def test_two_claimants_that_differ_on_a_day() -> None:
    tracker = Actor(text="a tracker")
    (one,) = contradictions(stated(said(38), said(60, attributed_to=(tracker,))))
    assert one.why == "two claimants differ on a day"
    assert list(contradictions(stated(said(38), said(40, attributed_to=(tracker,), qualifier="almost")))) == []
    assert list(contradictions(stated(said(38), said(60, days=3, attributed_to=(tracker,))))) == []


def test_parts_that_are_more_than_their_whole() -> None:
    (one,) = contradictions(stated(said(20, parts={"IRQ": 14, "SYR": 9})))
    assert one.why == "the parts add up to more than the total"
    assert list(contradictions(stated(said(30, parts={"IRQ": 14, "SYR": 9})))) == []


def test_many_totals_take_work_in_proportion() -> None:
    """Totals of nobody, which are looked for among those of somebody, were looked for among all of them."""
    few, many = (calls_of(lambda number=number: answered(number)) for number in (50, 200))
    assert many < 8 * few


def answered(number: int) -> None:
    """What is said and answered about so many totals, the half of them of nobody, each on a day of its own."""
    room = Newsroom()
    for one in range(number):
        room.state(said(one, days=one, **({"attributed_to": ()} if one % 2 else {})))
    service = room.service()
    assert len(service.claims(Listing(limit=number)).pop("claims")) == number
    assert len(service.counts(Counting())["claims"]) == BEST


def calls_of(work: Callable[[], None]) -> int:
    """How many functions of Python it calls."""
    seen = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal seen
        seen += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(before)
    return seen


async def test_a_total_that_is_heard_is_told_at_once() -> None:
    room = Newsroom()
    async with room.client() as client:
        for number in (1, 2):
            room.state(said(number))
            assert len((await client.get("/v1/claims")).json()["claims"]) == number


def test_a_claim_that_is_withdrawn_was_stated_before() -> None:
    """As of a moment means as we had heard it by then, whenever it was published."""
    ledger, claim = Ledger(), said(38)
    gone = claim.model_copy(update={"withdrawn": True, "revision": "2"})
    for heard, one in ((at(2), claim), (at(days=1), gone), (at(days=2), claim)):
        ledger.put(one, heard)
    assert ledger.on(ON_US, Range()) == []
    assert [held.claim for held in ledger.on(ON_US, Range(), at(2))] == [claim]
    assert ledger.on(ON_US, Range(), at(1)) == []


async def test_our_count_of_the_same_stands_beside_a_total() -> None:
    """The claim counts from 17 October to the day it was made: neither the attack of the 10th nor that of the 8th."""
    room = Newsroom()
    for day in ("2023-10-10", "2023-10-20", "2023-11-03", "2023-11-08"):
        room.tell(an_event(f"Drones struck on {day}.", place=ERBIL, day=on(day), published=at(days=3)))
    room.tell(an_event("Rockets fell.", targets=(US,), day=on("2023-11-01")))
    room.state(said(38))
    room.state(said(30, days=-2))
    room.state(said(38, "Harbour Wire"))
    async with room.client() as client:
        body = (await client.get("/v1/claims?target=united-states")).json()
        counts = (await client.get("/v1/counts?target=united-states&country=IRQ")).json()
    answer = answers.ClaimsAnswer.model_validate(body)
    newest = answer.claims[0]
    assert (newest.value, newest.sources, newest.definition) == (38, 2, "attack|target=us-forces")
    assert newest.ours
    assert newest.ours.value == 2
    (pentagon,) = answer.claimants
    assert [(str(one.first), one.value, one.ours and one.ours.value) for one in pentagon.totals] == [
        ("2023-11-03", 30, 2),
        ("2023-11-05", 38, 2),
    ]
    assert counts["claims"] == []
    assert newest.first == datetime.date(2023, 11, 5)
    assert US_FORCES.id in {actor.id for actor in newest.targets}


@pytest.mark.parametrize("limit", [1, 3, 50])
async def test_totals_page_by_page(limit: int) -> None:
    """No total twice, none left out, in the order of the whole; a contradiction stands on each page it concerns."""
    room, tracker = Newsroom(), Actor(text="a tracker")
    for number in range(4):
        room.state(said(40 + number, days=number))
        room.state(said(70 + number, days=number, attributed_to=(tracker,)))
    seen: list[str] = []
    told: set[str] = set()
    further = f"/v1/claims?limit={limit}"
    async with room.client() as client:
        whole = (await client.get("/v1/claims?limit=500")).json()
        while further:
            page = await client.get(further)
            body = answers.ClaimsAnswer.model_validate(page.json())
            here = [one.id for one in body.claims]
            assert body.total == 8
            assert all(set(one.claims) & set(here) for one in body.contradictions)
            seen, told = seen + here, told | {str(one.claims) for one in body.contradictions}
            further = page.links.get("next", {}).get("url", "")
    assert seen == [one["id"] for one in whole["claims"]]
    assert told == {str(one["claims"]) for one in whole["contradictions"]} != set()
