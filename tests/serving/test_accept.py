"""Articles over HTTP: good lines go in beside bad ones, and what cannot be taken in is refused by its reason."""

import gzip

import pytest

from streams import metrics
from streams.serving.web import answers
from tests.serving.newsroom import Newsroom, a_room

ARTICLE = b'{"url":"https://example.org/a","source":"Gulf Ledger","title":"Drones","published":"2023-11-05T12:00:00Z"}'


@pytest.fixture
def room() -> Newsroom:
    return a_room()


async def send(room: Newsroom, body: bytes, media: str = "application/x-ndjson") -> tuple[int, answers.Json]:
    async with room.client() as client:
        answer = await client.post("/v1/articles", content=body, headers={"Content-Type": media})
    return answer.status_code, answer.json()


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/corrections"])
async def test_what_is_packed_is_refused_as_such(room: Newsroom, path: str) -> None:
    said = {"Content-Type": "application/x-ndjson", "Content-Encoding": "gzip"}
    async with room.client() as client:
        answer = await client.post(path, content=gzip.compress(ARTICLE), headers=said)
    assert (answer.status_code, answer.headers["accept-encoding"]) == (415, "identity")
    assert answer.json()["detail"] == "send it unpacked, not as 'gzip'"
    assert not room.accepted


async def test_articles_come_in(room: Newsroom) -> None:
    status, body = await send(room, ARTICLE + b"\n")
    answer = answers.ReceiptsAnswer.model_validate(body)
    assert (status, answer.accepted, answer.results[0].offset) == (200, 1, 0)
    assert room.accepted[0].title == "Drones"


async def test_good_lines_go_through_beside_bad_ones(room: Newsroom) -> None:
    status, body = await send(room, b"nope\n\n" + ARTICLE + b'\n{"a": 1}\n' + b"x" * 20_000)
    refused = {row["line"]: (row["refused"] or "").partition(":")[0] for row in body["results"]}
    assert (status, body["accepted"], body["refused"]) == (207, 1, 3)
    assert refused == {1: "not-json", 3: "", 4: "contract", 5: "too-large"}
    assert 'sitrep_failures_total{reason="too-large",stage="api"}' in metrics.exposition()[0].decode()


@pytest.mark.parametrize(
    ("body", "media", "status"),
    [
        (b"", "application/x-ndjson", 422),
        (b"nope", "application/x-ndjson", 422),
        (b"\xff\xfe", "application/x-ndjson", 422),
        (b"x" * 20_000, "application/x-ndjson", 413),
        (ARTICLE, "text/plain", 415),
    ],
)
async def test_what_is_not_taken_in(room: Newsroom, body: bytes, media: str, status: int) -> None:
    got, problem = await send(room, body, media)
    assert (got, problem["status"]) == (status, status)
    assert room.accepted == []


@pytest.mark.parametrize("epoch", ["one", ""])
async def test_who_has_sent_can_wait_for_what_it_leads_to(room: Newsroom, epoch: str) -> None:
    """The server may not have met the broker's logs yet; what was sent to them has its place all the same."""
    room.view.epoch = epoch
    _, body = await send(room, ARTICLE + b"\n" + ARTICLE)
    room.view.epoch = "one"
    asked = {"at_least": body["position"], "wait": "0.05"}
    async with room.client() as client:
        assert (await client.get("/v1/counts", params=asked)).status_code == 412
        room.standing.worked = {("articles.v1:worked", 0): 1}
        assert (await client.get("/v1/counts", params=asked)).status_code == 412
        room.standing.worked = {("articles.v1:worked", 0): 2}
        assert (await client.get("/v1/counts", params=asked)).status_code == 200


async def test_who_has_corrected_can_wait_for_it(room: Newsroom) -> None:
    async with room.client() as client:
        [incident, *_] = (await client.get("/v1/incidents")).json()["incidents"]
        wanted = {"action": "dismiss", "incidents": [incident["id"]], "why": "an exercise"}
        position = (await client.post("/v1/corrections", json=wanted)).json()["position"]
        asked = {"at_least": position, "wait": "0.05"}
        assert (await client.get("/v1/counts", params=asked)).status_code == 412
        room.standing.worked = {("corrections.v1:worked", 0): 1}
        assert (await client.get("/v1/counts", params=asked)).status_code == 200
