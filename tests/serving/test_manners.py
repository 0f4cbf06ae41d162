"""What every resource does with a method, an Accept header, an entity tag, a parameter it has not, and compression."""

import gzip

import httpx
import pytest

from streams.serving.access.access import Access
from streams.serving.problems import Problem
from streams.serving.web.application import create_app
from streams.serving.web.media import preferred
from streams.serving.web.tables import CSV, FORMS, JSON, NDJSON
from tests.browser.served import served
from tests.builders import ERBIL, an_event, on
from tests.serving.newsroom import Newsroom, Ring


def a_room() -> Newsroom:
    room = Newsroom()
    days = [on(f"2023-10-{day}") for day in range(10, 25)]
    room.tell(*(an_event(f"Drones hit the base on day {day.date}.", place=ERBIL, day=day) for day in days))
    return room


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        ("", JSON),
        ("*/*", JSON),
        ("text/html, */*;q=0.8", JSON),
        ("text/csv", CSV),
        ("text/*", CSV),
        ("application/x-ndjson, text/csv", NDJSON),
        ("text/csv, */*", CSV),
        ("text/csv;q=0.1, application/json", JSON),
        ("application/json;q=0, */*", CSV),
        ("Text/CSV ; charset=utf-8 ; q=0.5", CSV),
    ],
)
def test_the_form_that_is_liked_best(accept: str, media: str) -> None:
    assert preferred(accept, FORMS) == media


@pytest.mark.parametrize("accept", ["text/html", "application/xml, image/*", "*/*;q=0", "nonsense"])
async def test_a_form_there_is_not(accept: str) -> None:
    with pytest.raises(Problem, match="there is application/json, text/csv"):
        preferred(accept, FORMS)
    async with a_room().client() as client:
        answer = await client.get("/v1/incidents", headers={"Accept": accept})
    assert (answer.status_code, answer.headers["content-type"]) == (406, "application/problem+json")


@pytest.mark.parametrize(
    "path", ["/", "/livez", "/openapi.json", "/page/app.js", "/v1/counts", "/v1/incidents?limit=1"]
)
async def test_head_is_get_without_the_body(path: str) -> None:
    async with a_room().client() as client:
        client.headers["Accept-Encoding"] = "identity"
        head, whole = await client.head(path), await client.get(path)
    assert (head.status_code, head.content) == (200, b"")
    for name in ("content-type", "content-length", "etag"):
        assert head.headers.get(name) == whole.headers.get(name)


@pytest.mark.parametrize("path", ["/v1/counts/stream", "/v1/stream/events"])
def test_head_of_a_stream_ends(path: str) -> None:
    with served(a_room()) as news:
        assert httpx.head(news.url + path).headers["content-type"].startswith("text/event-stream")
        assert httpx.head(news.url + path + "?kind=x").status_code == 422


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/v1/counts", "GET, HEAD, OPTIONS"),
        ("/v1/counts/places", "GET, HEAD, OPTIONS"),
        ("/v1/corrections", "GET, HEAD, OPTIONS, POST"),
        ("/v1/articles", "OPTIONS, POST"),
        ("/", "GET, HEAD, OPTIONS"),
    ],
)
async def test_what_is_allowed_is_told(path: str, allow: str) -> None:
    async with a_room().client() as client:
        options, wrong = await client.options(path), await client.delete(path)
        assert (options.status_code, options.headers["allow"]) == (204, allow)
        assert (wrong.status_code, wrong.headers["allow"]) == (405, allow)
        assert allow in wrong.json()["detail"]
        assert (await client.options("/nowhere")).status_code == 404


@pytest.mark.parametrize(
    ("path", "detail"),
    [
        ("/v1/series?kind=attack", "no parameter 'kind' (choose at_least, wait, limit, cursor)"),
        ("/livez?x=1", "no parameter 'x'; none is taken here"),
        ("/v1/lexicon/actors?txt=a", "no parameter 'txt'; did you mean text?"),
        ("/v1/incidents/nope?limit=1", "no parameter 'limit' (choose at_least, wait, as_of)"),
        ("/v1/counts?kind=attack&kind=outreach", "'kind' is given 2 times"),
        ("/v1/counts/places?kind=attack&kind=outreach", "'kind' is given 2 times"),
    ],
)
async def test_a_parameter_that_is_not_taken(path: str, detail: str) -> None:
    async with a_room().client() as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.json()["detail"]) == (422, detail)


async def test_a_tag_is_compared_weakly() -> None:
    async with a_room().client() as client:
        tag = (await client.get("/v1/counts")).headers["etag"]
        for said in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
            answer = await client.get("/v1/counts", headers={"If-None-Match": said})
            assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag)
        for said in ('"other"', tag[:-2] + '"', ""):
            assert (await client.get("/v1/counts", headers={"If-None-Match": said})).status_code == 200
        as_csv = await client.get("/v1/counts", headers={"If-None-Match": tag, "Accept": "text/csv"})
        assert as_csv.status_code == 200


def test_answers_are_packed_and_streams_are_not() -> None:
    room = a_room()
    with served(room) as news, httpx.Client(base_url=news.url, headers={"Accept-Encoding": "gzip"}) as client:
        with client.stream("GET", "/v1/incidents") as answer:
            assert answer.headers["content-encoding"] == "gzip"
            assert gzip.decompress(b"".join(answer.iter_raw())).startswith(b'{"position"')
            assert "Accept-Encoding" in answer.headers["vary"]
        with client.stream("GET", "/v1/counts/stream?since=2023-10-07") as stream:
            assert "content-encoding" not in stream.headers
            assert next(stream.iter_raw()).startswith(b"retry: 2000\nevent: hello")


async def test_other_sites_may_ask_where_they_are_named() -> None:
    room = a_room()
    app = create_app(room.service(), Access(Ring()), origins=["https://desk.example"])
    asked = {"Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "last-event-id"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://sitrep.test") as client:
        for origin, allowed in (("https://desk.example", "https://desk.example"), ("https://evil.example", None)):
            before = await client.options("/v1/counts", headers={"Origin": origin, **asked})
            answer = await client.get("/v1/counts", headers={"Origin": origin})
            refused = await client.get("/v1/counts?kind=x", headers={"Origin": origin})
            for one in (before, answer, refused):
                assert one.headers.get("access-control-allow-origin") == allowed
    async with room.client() as client:
        answer = await client.get("/v1/counts", headers={"Origin": "https://desk.example"})
        assert "access-control-allow-origin" not in answer.headers


async def test_a_fault_of_ours_is_a_problem_too() -> None:
    room = a_room()
    room.standing.staleness = "nonsense"  # type: ignore[assignment]
    transport = httpx.ASGITransport(room.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://sitrep.test") as client:
        answer = await client.get("/v1/counts")
    assert (answer.status_code, answer.json()["type"]) == (500, "urn:sitrep:problem:bug")
    assert "nonsense" not in answer.text
