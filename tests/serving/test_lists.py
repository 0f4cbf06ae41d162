"""Lists: pages that go on where the last one ended, and the same rows as tables for spreadsheets and pipes."""

import orjson
import pytest

from streams.serving.web import lexicon_answers
from tests.builders import an_event, on
from tests.serving.newsroom import Newsroom, a_room


@pytest.fixture
def room() -> Newsroom:
    return a_room()


@pytest.mark.parametrize("path", ["/v1/incidents", "/v1/counts/history"])
async def test_a_table_says_in_its_head_where_it_goes_on(room: Newsroom, path: str) -> None:
    further, rows, asked = path + "?limit=1&target=us-forces", 0, {"Accept": "application/x-ndjson"}
    async with room.client() as client:
        whole = (await client.get(path, params={"target": "us-forces"}, headers=asked)).text.splitlines()
        while further:
            page = await client.get(further, headers=asked)
            rows += len(page.text.splitlines())
            further = page.links.get("next", {}).get("url", "")
    assert rows == len(whole) > 1


@pytest.mark.parametrize(
    ("path", "columns"),
    [
        ("/v1/incidents?since=2024-01-01", {"id", "place_name", "place_lat", "corrections"}),
        ("/v1/counts/history?since=2024-01-01", {"value", "cause_sentence"}),
        ("/v1/counts/places?since=2024-01-01", {"place", "lat"}),
        ("/v1/claims?since=2024-01-01", {"value", "claimant", "ours_value", "article_url"}),
        ("/v1/counts?since=2024-01-01&by=day", {"day", "low"}),
        ("/v1/corrections", {"id", "why"}),
        ("/v1/lexicon/actors?text=nobody-of-this-name", {"id", "parents"}),
    ],
)
async def test_a_table_has_the_same_columns_with_rows_and_without(room: Newsroom, path: str, columns: set[str]) -> None:
    asked = {"Accept": "text/csv"}
    async with room.client() as client:
        head, *rows = (await client.get(path, headers=asked)).text.splitlines()
        [full, *_] = (await client.get(path.partition("?")[0], headers=asked)).text.splitlines()
    assert rows == []
    assert columns <= set(head.split(","))
    if "by=day" not in path:
        assert full.split(",")[: len(head.split(","))] == head.split(",")


async def test_names_page_by_page(room: Newsroom) -> None:
    seen, further = [], "/v1/lexicon/actors?limit=2"
    async with room.client() as client:
        whole = lexicon_answers.LexiconAnswer.model_validate((await client.get("/v1/lexicon/actors")).json())
        while further:
            page = await client.get(further)
            body = lexicon_answers.LexiconAnswer.model_validate(page.json())
            assert (body.total, body.position) == (len(whole.entries), room.view.position.token)
            seen += body.entries
            further = page.links.get("next", {}).get("url", "")
        rows = await client.get("/v1/lexicon/actors?text=militias", headers={"Accept": "text/csv"})
        assert rows.text.splitlines() == ["id,name,parents", "iraqi-militias,Iraqi militias,"]
    assert seen == whole.entries


async def test_tables_for_spreadsheets_and_pipes(room: Newsroom) -> None:
    room.tell(an_event('=HYPERLINK("https://example.org") hit by drones.', day=on("2023-11-04")))
    async with room.client() as client:
        days = await client.get("/v1/counts?by=day", headers={"Accept": "text/csv"})
        whole = await client.get("/v1/counts", headers={"Accept": "text/csv"})
        lines = await client.get("/v1/incidents", headers={"Accept": "application/x-ndjson"})
        table = await client.get("/v1/incidents", headers={"Accept": "text/csv, */*"})
    assert days.text.splitlines()[:2] == ["day,value,low,high,incidents", "2023-11-02,1,0,1,1"]
    assert len(whole.text.splitlines()) == 2
    assert days.headers["content-type"].startswith("text/csv")
    assert [orjson.loads(line)["day"] for line in lines.text.splitlines()] == ["2023-11-05", "2023-11-04", "2023-11-02"]
    assert "'=HYPERLINK" in table.text
    assert "kataib-hezbollah" in table.text
