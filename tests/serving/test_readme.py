"""The requests that README shows to consumers and producers, asked as they stand there."""

import re
import shlex
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from streams.cli import outcome
from tests.browser.served import served
from tests.builders import ERBIL, an_event
from tests.serving.newsroom import Newsroom

README = (Path(__file__).parents[2] / "README.md").read_text()
ARTICLE = re.findall(r'^\{"url".*\}$', README, re.MULTILINE)
REQUESTS = [shlex.split(line, comments=True) for line in re.findall(r"^(curl .*http.*)$", README, re.MULTILINE)]
COMMANDS = re.findall(r"sitrep (?:counts|watch)(?: --[a-z-]+(?: [a-z0-9-]+)?)+", README)


def a_room() -> Newsroom:
    room = Newsroom()
    room.tell(an_event("Drones hit the Erbil base.", place=ERBIL))
    return room


def test_readme_has_them() -> None:
    assert (len(ARTICLE), len(REQUESTS)) == (1, 3)
    assert COMMANDS


@pytest.mark.parametrize("words", REQUESTS, ids=lambda words: words[-1])
def test_a_request_is_answered(words: list[str]) -> None:
    url = urlsplit(words[-1])
    with served(a_room()) as news, httpx.stream("GET", f"{news.url}{url.path}?{url.query}") as answer:
        assert answer.status_code == 200
        if "-N" in words:
            assert next(answer.iter_lines()).startswith(("event: hello", "retry:", "id:"))
        else:
            assert answer.read().startswith(b"{")
            assert answer.json()["incidents"]


async def test_the_article_is_taken_in() -> None:
    async with a_room().client() as client:
        body = ARTICLE[0].replace('"..."', '"https://example.org/a"')
        answer = await client.post("/v1/articles", content=body, headers={"content-type": "application/x-ndjson"})
    assert answer.status_code == 200


@pytest.mark.parametrize("command", [one for one in COMMANDS if "counts" in one and "--json" not in one])
def test_the_command_asks_the_same(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with served(a_room()) as news:
        assert outcome([*command.split()[1:], "--server", news.url]) == 0
    assert capsys.readouterr().out.startswith("counted 1 ")
