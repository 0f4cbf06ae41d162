"""The routes, asked in process: what they answer, and what they say when something is wrong."""

import asyncio
import re
from pathlib import Path

import httpx
import orjson
import pytest

from schemas.count import Count
from streams.serving.access.access import Access
from streams.serving.access.guard import names_of
from streams.serving.model.position import Position
from streams.serving.web import answers, incident_answers, lexicon_answers
from streams.serving.web.application import create_app, described
from tests.builders import an_event, at, on
from tests.serving.newsroom import Newsroom, Ring, a_room

SCHEMA = Path(__file__).parents[2] / "schemas" / "openapi.json"


@pytest.fixture
def room() -> Newsroom:
    return a_room()


async def test_a_count_with_its_range_days_and_claims(room: Newsroom) -> None:
    async with room.client() as client:
        body = (
            await client.get("/v1/counts", params={"target": "us-forces", "since": "2023-10-07", "by": "day"})
        ).json()
    answer = answers.CountsAnswer.model_validate(body)
    assert (answer.value, answer.low, answer.high) == (2, 1, 3)
    assert [(str(row.day), row.value) for row in answer.days or ()] == [("2023-11-02", 1), ("2023-11-05", 1)]
    assert answer.windows == {"24h": 1, "7d": 2, "30d": 2}
    assert [claim.value for claim in answer.claims] == [40]


async def test_a_country_has_its_share_of_a_claim(room: Newsroom) -> None:
    async with room.client() as client:
        body = (await client.get("/v1/counts", params={"target": "us-forces", "country": "irq"})).json()
    assert (body["country"], body["value"], body["claims"][0]["value"]) == ("IRQ", 1, 22)


async def test_incidents_page_by_page(room: Newsroom) -> None:
    seen, cursor = [], None
    async with room.client() as client:
        while True:
            asked = {"target": "united-states", "limit": 1} | ({"cursor": cursor} if cursor else {})
            page = incident_answers.IncidentsAnswer.model_validate(
                (await client.get("/v1/incidents", params=asked)).json()
            )
            seen += [str(incident.day) for incident in page.incidents]
            cursor = page.next
            if cursor is None:
                break
    assert seen == ["2023-11-05", "2023-11-02"]


async def test_an_incident_explains_itself(room: Newsroom) -> None:
    async with room.client() as client:
        newest = (await client.get("/v1/incidents", params={"limit": 1})).json()["incidents"][0]
        answer = incident_answers.IncidentAnswer.model_validate(
            (await client.get(f"/v1/incidents/{newest['id']}")).json()
        )
    assert [event.article.source for event in answer.evidence] == ["Daily Example", "Harbour Wire"]
    assert [change.action for change in answer.history] == ["opened", "amended"]
    assert all(event.sentence[start:end] for event in answer.evidence for start, end in event.marks)


async def test_every_answer_states_where_it_stands(room: Newsroom) -> None:
    async with room.client() as client:
        for path in ("/v1/counts", "/v1/incidents", "/v1/claims", "/v1/series"):
            answer = await client.get(path)
            assert answer.headers["sitrep-position"] == answer.json()["position"] == room.view.position.token
            assert answer.headers["sitrep-staleness"] == "0.25"


async def test_not_modified_until_something_moves(room: Newsroom) -> None:
    async with room.client() as client:
        tag = (await client.get("/v1/counts")).headers["etag"]
        assert (await client.get("/v1/counts", headers={"If-None-Match": tag})).status_code == 304
        assert (await client.get("/v1/counts?kind=outreach", headers={"If-None-Match": tag})).status_code == 200
        room.tell(an_event("Another.", day=on("2023-10-20")))
        assert (await client.get("/v1/counts", headers={"If-None-Match": tag})).status_code == 200


async def test_at_least_waits_or_refuses(room: Newsroom) -> None:
    here = room.view.position
    beyond = Position(here.epoch, {at: offset + 1 for at, offset in here.offsets.items()})
    async with room.client() as client:
        [incident, *_] = (await client.get("/v1/incidents")).json()["incidents"]
        paths = "counts", "counts/places", "incidents", f"incidents/{incident['id']}", "claims", "series", "corrections"
        for path in [f"/v1/{path}" for path in paths]:
            assert (await client.get(path, params={"at_least": here.token})).status_code == 200
            for unreachable in (beyond, Position("elsewhere", here.offsets)):
                assert (
                    await client.get(path, params={"at_least": unreachable.token, "wait": "0.05"})
                ).status_code == 412


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/v1/counts?target=us-force", "no target 'us-force'; did you mean us-forces?"),
        ("/v1/counts?actor=kurds", "no actor 'kurds'; see /v1/lexicon/actors"),
        ("/v1/counts?target=USA", "no target 'USA'; did you mean united-states?"),
        ("/v1/counts?actor=US+forces", "no actor 'US forces'; did you mean us-forces?"),
        ("/v1/counts?country=Iraq", "no country 'Iraq'; did you mean IRQ?"),
        ("/v1/counts?country=xx", "no country 'xx'; countries are ISO 3166-1 alpha-3, such as IRQ"),
        ("/v1/counts?kind=atack", "no kind 'atack'; did you mean attack? (choose 'attack' or 'outreach')"),
        ("/v1/counts?window=2d", "no window '2d' (choose '24h', '7d' or '30d')"),
        ("/v1/counts?targt=x", "no parameter 'targt'; did you mean target?"),
        ("/v1/counts?since=yesterday", "since 'yesterday': write a day as 2023-10-07"),
        ("/v1/counts?until=0", "until '0': write a day as 2023-10-07"),
        ("/v1/counts?since=2023-02-30", "since '2023-02-30': write a day as 2023-10-07"),
        ("/v1/counts?since=2023-11-05&until=2023-11-01", "until 2023-11-01 lies before since 2023-11-05"),
        ("/v1/counts?since=2023-11-05&window=7d", "window goes without since and until"),
        ("/v1/claims?cursor=x", "cursor 'x': not one that this service gave out"),
        ("/v1/counts?at_least=x", "at_least 'x': not a position that this service gave out"),
        ("/v1/counts?wait=61", "wait '61': Input should be less than or equal to 60"),
        ("/v1/counts?wait=inf", "wait 'inf': Input should be less than or equal to 60"),
        ("/v1/incidents?cursor=zzz", "cursor 'zzz': not one that this service gave out"),
        ("/v1/counts/stream?series=war", "no series 'war'; write it like 'attack|target=us-forces'"),
        ("/v1/counts/stream?last_event_id=x", "Last-Event-ID 'x': not a position that this service gave out"),
    ],
)
async def test_what_cannot_be_used_is_named(room: Newsroom, path: str, detail: str) -> None:
    async with room.client() as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert answer.json()["detail"] == detail


async def test_unknown_things_are_problems_too(room: Newsroom) -> None:
    async with room.client() as client:
        for path, status in [
            (f"/{path}", 404) for path in ("v1/incidents/nope", "nowhere", "page/x.js", "page/library/x")
        ]:
            answer = await client.get(path)
            assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
        assert (await client.delete("/v1/counts")).status_code == 405


async def test_a_stream_waits_for_a_server_that_is_only_starting(room: Newsroom) -> None:
    room.standing.ready = False
    async with room.client() as client:
        asked = asyncio.create_task(client.get("/v1/counts/stream", params={"target": "nobody-at-all"}))
        await asyncio.sleep(0.2)
        assert not asked.done()
        room.standing.ready = True
        assert (await asked).status_code == 422


async def test_before_it_has_caught_up_it_does_not_guess(room: Newsroom) -> None:
    room.standing.ready, room.standing.waits_for = False, "7 records"
    async with room.client() as client:
        answer = await client.get("/v1/counts")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert answer.json()["detail"] == "waiting for 7 records"
        assert (await client.get("/readyz")).status_code == 503
        assert (await client.get("/livez")).status_code == 200
        assert (await client.get("/")).status_code == 200


async def test_the_page_has_a_strict_policy_and_no_inline_script(room: Newsroom) -> None:
    async with room.client() as client:
        answer = await client.get("/")
        assert "default-src 'none'" in answer.headers["content-security-policy"]
        assert "<script>" not in answer.text
        assert "style=" not in answer.text
        assert 'data-opening="kind=attack&amp;target=us-forces' in answer.text
        for name in ("app.js", "chart.js", "incidents.js", "style.css", "icon.svg", "world.json"):
            assert (await client.get(f"/page/{name}")).status_code == 200
        assert (await client.get("/page/nothing.js")).status_code == 404


async def test_files_of_the_page_are_sent_once(room: Newsroom) -> None:
    async with room.client() as client:
        shell = await client.get("/")
        [address] = re.findall(r'src="(/page/library/[^"]+)"', shell.text)
        library = await client.get(address)
        assert "Chart.js" in library.text[:100]
        assert library.headers["content-encoding"] == "gzip"
        assert "immutable" in library.headers["cache-control"]
        again = await client.get(address, headers={"If-None-Match": library.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        plain = await client.get("/page/app.js", headers={"Accept-Encoding": "identity"})
        assert "content-encoding" not in plain.headers
        assert plain.headers["cache-control"] == "no-cache"
        held = await client.get("/page/app.js", headers={"If-None-Match": f"W/{plain.headers['etag']}"})
        assert held.status_code == 304
        assert (await client.get("/page/library/0.js")).status_code == 404


async def test_the_lexicon_can_be_searched(room: Newsroom) -> None:
    async with room.client() as client:
        found = lexicon_answers.LexiconAnswer.model_validate(
            (await client.get("/v1/lexicon/actors?text=forces")).json()
        )
        towns = lexicon_answers.LexiconAnswer.model_validate((await client.get("/v1/lexicon/places?text=tanf")).json())
    assert [entry.id for entry in found.entries] == ["us-forces"]
    assert [entry.id for entry in towns.entries] == ["al-tanf"]


async def test_metrics_name_routes_never_paths(room: Newsroom) -> None:
    async with room.client() as client:
        await client.get("/v1/incidents/nope")
        text = (await client.get("/metrics")).text
    assert 'route="/v1/incidents/{identity}"' in text
    assert "nope" not in text


def test_the_openapi_document_is_up_to_date(room: Newsroom) -> None:
    """Mend with: python -m tests.serving.openapi"""
    assert orjson.loads(SCHEMA.read_bytes()) == described(room.app)


async def test_a_local_server_answers_to_its_own_name_only(room: Newsroom) -> None:
    app = create_app(room.service(), Access(Ring()), hosts=names_of("127.0.0.1"))
    for host, status in (("127.0.0.1:8000", 200), ("localhost", 200), ("[::1]:1", 200), ("news.example", 421)):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x.test") as client:
            assert (await client.get("/v1/counts", headers={"Host": host})).status_code == status
    assert names_of("0.0.0.0") == []


async def test_series_are_those_that_are_not_empty(room: Newsroom) -> None:
    for offset, (value, day) in enumerate(((2, "2023-11-01"), (1, "2023-11-05"), (0, "2023-11-09"))):
        fields = {"series": "attack", "day": day, "value": value, "low": value, "high": value, "incidents": value}
        count = Count.model_validate({**fields, "cause": "event", "at": at()})
        room.fold("counts.v1", 0, (offset, count))
    async with room.client() as client:
        answer = answers.SeriesAnswer.model_validate((await client.get("/v1/series")).json())
    (row,) = answer.series
    assert (row.series, row.value, str(row.first), str(row.last)) == ("attack", 3, "2023-11-01", "2023-11-05")


async def test_series_come_page_by_page(room: Newsroom) -> None:
    names = [f"attack|country={code}" for code in ("IRN", "IRQ", "LBN", "SYR", "YEM")]
    for offset, name in enumerate(reversed(names)):
        fields = {"series": name, "day": "2023-11-05", "value": 1, "low": 1, "high": 1, "incidents": 1}
        count = Count.model_validate({**fields, "cause": "event", "at": at()})
        room.fold("counts.v1", 0, (offset, count))
    pages, cursor = [], ""
    async with room.client() as client:
        while cursor is not None:
            page = answers.SeriesAnswer.model_validate(
                (await client.get("/v1/series", params={"limit": 2, "cursor": cursor})).json()
            )
            pages.append([row.series for row in page.series])
            cursor = page.next
        assert (await client.get("/v1/series", params={"cursor": "zzz"})).status_code == 422
    assert pages == [names[:2], names[2:4], names[4:]]
