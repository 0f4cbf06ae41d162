"""Asking as of a moment, by any filter, and for the history of a count: over HTTP."""

import base64
from typing import Any

import orjson
import pytest

from schemas.correction import Mark, Merge, correct
from schemas.incident import Change, Corrected, Incident
from streams import topics
from streams.serving.web import answers, incident_answers
from tests.builders import AL_ASAD, ERBIL, KATAIB, TANF, an_event, an_incident, at, on
from tests.serving.newsroom import Newsroom

WRITTEN = "write a day, or a moment as 2023-11-05T12:00:00Z"


@pytest.fixture
def room() -> Newsroom:
    """A strike, a second paper on it a day later, and an older one that is told of two days later."""
    room = Newsroom()
    room.tell(
        an_event("Drones hit the Erbil base.", place=ERBIL, mode="drone", actors=(KATAIB,)),
        an_event("A drone hit Erbil, a second paper says.", source="Gulf Ledger", place=ERBIL, published=at(days=1)),
        an_event("Rockets fell near al-Tanf.", place=TANF, mode="rocket", day=on("2023-11-02"), published=at(days=2)),
    )
    return room


async def get(room: Newsroom, path: str) -> Any:
    async with room.client() as client:
        answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.mark.parametrize(
    ("as_of", "amounts"),
    [
        ("0001-01-01", (0, 0, 0)),
        ("9999-12-31", (1, 2, 3)),
        ("2023-11-05T11:59:59Z", (0, 0, 0)),
        ("2023-11-05", (0, 1, 1)),
        ("2023-11-05T13:00:00%2B01:00", (0, 1, 1)),
        ("2023-11-06T12:00:00Z", (1, 1, 2)),
        ("2023-11-07", (1, 2, 3)),
    ],
)
async def test_a_count_as_it_was_known(room: Newsroom, as_of: str, amounts: tuple[int, int, int]) -> None:
    body = await get(room, f"/v1/counts?target=us-forces&by=day&as_of={as_of}")
    answer = answers.CountsAnswer.model_validate(body)
    assert (answer.low, answer.value, answer.high) == amounts
    assert sum(day.value for day in answer.days or ()) == answer.value
    listed = await get(room, f"/v1/incidents?target=us-forces&as_of={as_of}")
    assert (listed["total"], len(listed["incidents"])) == (amounts[1], amounts[1])


async def test_the_two_axes_are_independent(room: Newsroom) -> None:
    """Told of on the 7th, the attack of the 2nd raises the count since the 1st, and not that since the 3rd."""
    for since, as_of, value in (("01", "06", 1), ("01", "07", 2), ("03", "06", 1), ("03", "07", 1)):
        assert (await get(room, f"/v1/counts?since=2023-11-{since}&as_of=2023-11-{as_of}"))["value"] == value


async def test_an_incident_as_it_was_known(room: Newsroom) -> None:
    name = (await get(room, "/v1/incidents?place=erbil"))["incidents"][0]["id"]
    for as_of, sources, lines in (("2023-11-05", 1, 1), ("2023-11-06", 2, 2)):
        answer = incident_answers.IncidentAnswer.model_validate(await get(room, f"/v1/incidents/{name}?as_of={as_of}"))
        assert answer.incident
        assert (answer.incident.sources, len(answer.evidence), len(answer.history)) == (sources, lines, lines)
    async with room.client() as client:
        missing = await client.get(f"/v1/incidents/{name}?as_of=2023-11-04")
    assert missing.status_code == 404
    assert missing.json()["detail"].startswith(f"no incident '{name}' was known at 2023-11-04")


@pytest.mark.parametrize(
    ("asked", "headlines"),
    [
        ("place=erbil", ["Drones"]),
        ("place=Erbil", ["Drones"]),
        ("mode=rocket", ["Rockets"]),
        ("mode=rocket&country=irq", []),
        ("min_sources=2", ["Drones"]),
        ("actor=iran-backed-groups", ["Drones"]),
        ("modality=denied", []),
        ("until=2023-11-04", ["Rockets"]),
        ("kind=outreach", []),
    ],
)
async def test_any_filter(room: Newsroom, asked: str, headlines: list[str]) -> None:
    body = incident_answers.IncidentsAnswer.model_validate(await get(room, f"/v1/incidents?{asked}"))
    assert [one.headline.split()[0] for one in body.incidents] == headlines
    assert body.total == len(headlines)
    assert (await get(room, f"/v1/counts?{asked}"))["value"] == len(headlines)


@pytest.mark.parametrize(
    ("asked", "detail"),
    [
        ("place=erbl", "no place 'erbl'; did you mean erbil?"),
        ("mode=drones", "no mode 'drones'; did you mean drone? (choose drone, rocket)"),
        ("min_sources=0", "min_sources '0': Input should be greater than or equal to 1"),
        ("as_of=noon", f"as_of 'noon': {WRITTEN}"),
        ("as_of=2023-11-05T12:00:00", f"as_of '2023-11-05T12:00:00': {WRITTEN}"),
        ("as_of=2023-13-05", f"as_of '2023-13-05': {WRITTEN}"),
        (
            "as_of=0001-01-01T00:00:00%2B14:00",
            "as_of '0001-01-01T00:00:00+14:00': write a day, or a moment as 2023-11-05T12:00:00Z",
        ),
        ("asof=2023-11-05", "no parameter 'asof'; did you mean as_of?"),
    ],
)
async def test_what_cannot_be_used_is_named(room: Newsroom, asked: str, detail: str) -> None:
    async with room.client() as client:
        for path in ("/v1/incidents", "/v1/counts", "/v1/counts/history", "/v1/claims"):
            answer = await client.get(f"{path}?{asked}")
            assert (answer.status_code, answer.json()["detail"]) == (422, detail)


async def test_a_stream_takes_the_same_filters_but_no_moment(room: Newsroom) -> None:
    async with room.client() as client:
        assert (await client.get("/v1/counts/stream?place=erbl")).status_code == 422
        assert (await client.get("/v1/counts/stream?as_of=2023-11-05")).status_code == 422


async def test_the_history_of_a_count(room: Newsroom) -> None:
    history = answers.HistoryAnswer.model_validate(await get(room, "/v1/counts/history?target=us-forces"))
    told = [(str(one.at.date()), one.delta, one.value, one.low, one.moves[0].how) for one in history.changes]
    assert told == [
        ("2023-11-07", 1, 2, 1, "opened"),
        ("2023-11-06", 0, 1, 1, "amended"),
        ("2023-11-05", 1, 1, 0, "opened"),
    ]
    assert history.changes[1].cause.source == "Gulf Ledger"
    pages, cursor = [], ""
    while cursor is not None:
        page = await get(room, f"/v1/counts/history?target=us-forces&limit=1{cursor and f'&cursor={cursor}'}")
        pages += page["changes"]
        cursor = page["next"]
    assert answers.HistoryAnswer.model_validate({**history.model_dump(), "changes": pages}) == history
    assert len((await get(room, "/v1/counts/history?as_of=2023-11-05"))["changes"]) == 1


def put(number: int, before: Incident | None, after: Incident | None, **fields: Any) -> Change:
    one = after or before
    assert one
    action = "amended" if before and after else "opened" if after else "withdrawn"
    given = {"id": f"{number}.{one.id}", "bucket": one.bucket, "incident": one.id, "action": action, "cause": "event-1"}
    change = Change.model_validate(
        {**given, "before": before, "after": after, "sequence": number, "at": at(number), **fields}
    )
    return change


async def test_a_merge_by_an_analyst_is_told_as_one_line() -> None:
    room = Newsroom()
    one, other = an_incident(id="a", headline="A base was hit."), an_incident(id="b", headline="Erbil was hit.")
    made = correct("attack/USA", Merge(events=(Mark(event="event-1"),)), "ada", "the same strike", at(2))
    why = Corrected(id=made.id, action="merge", who="ada", why="the same strike", at=at(2))
    merged = one.model_copy(update={"corrections": (why,), "high": 2})
    by = {"cause": made.id, "caused_by": "correction"}
    first = [put(0, None, one), put(1, None, other)]
    both = [
        put(2, one, merged, supersedes=("b",), **by),
        put(2, other, None, superseded_by=("a",), **by),
    ]
    room.fold(topics.INCIDENTS.name, 0, *enumerate(first + both))
    room.fold(topics.CORRECTIONS.name, 0, (0, made))
    body = await get(room, "/v1/counts/history")
    history = answers.HistoryAnswer.model_validate(body)
    assert [(change.delta, change.value) for change in history.changes] == [(-1, 1), (1, 2), (1, 1)]
    newest = history.changes[0]
    assert (newest.cause.correction, newest.cause.who, newest.cause.why) == (made.id, "ada", "the same strike")
    assert [(move.incident, move.how, move.superseded_by) for move in newest.moves] == [
        ("a", "amended", []),
        ("b", "merged", ["a"]),
    ]


async def test_an_incident_that_moves_leaves_one_count_for_another() -> None:
    room = Newsroom()
    one = an_incident(place=AL_ASAD)
    moved = one.model_copy(update={"place": ERBIL, "day": on("2023-11-04")})
    room.fold(topics.INCIDENTS.name, 0, (0, put(0, None, one)), (1, put(1, one, moved)))
    for asked, told in (("place=al-asad-air-base", "left"), ("place=erbil", "entered")):
        history = answers.HistoryAnswer.model_validate(await get(room, f"/v1/counts/history?{asked}"))
        assert history.changes[0].moves[0].how == told


@pytest.mark.parametrize(
    ("path", "cursor"),
    [
        ("/v1/incidents", ["2023-01-01", "0001-01-01T00:00:00+14:00", "x"]),
        ("/v1/incidents", [0, 1, "event"]),
        ("/v1/counts/history", ["2023-01-01", "2023-01-01T00:00:00Z", "x"]),
        ("/v1/counts/history", [10**18, 1, "event"]),
    ],
)
async def test_a_cursor_of_another_hand_is_refused(room: Newsroom, path: str, cursor: list[object]) -> None:
    token = base64.urlsafe_b64encode(orjson.dumps(cursor)).decode().rstrip("=")
    async with room.client() as client:
        answer = await client.get(f"{path}?cursor={token}")
    assert answer.status_code == 422
    assert answer.json()["detail"].endswith("not one that this service gave out")
