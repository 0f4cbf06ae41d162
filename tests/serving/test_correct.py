"""`sitrep correct` against a served newsroom."""

from collections.abc import Iterator

import orjson
import pytest

from streams.cli import outcome
from tests.browser.served import Served, served
from tests.builders import AL_ASAD, ERBIL, an_event
from tests.serving.newsroom import Newsroom

ASAD, IRBIL = an_event("Drones hit al-Asad.", place=AL_ASAD), an_event("Drones hit Erbil.", source="B", place=ERBIL)


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setenv("SITREP_KEY", "sitrep_all")
    room = Newsroom()
    room.tell(ASAD, IRBIL)
    return room


@pytest.fixture
def news(room: Newsroom) -> Iterator[Served]:
    with served(room) as running:
        yield running


def counted(news: Served, capsys: pytest.CaptureFixture[str]) -> tuple[int, list[str]]:
    """The count, and the incidents behind it."""
    capsys.readouterr()
    assert outcome(["counts", "--json", "--server", news.url]) == 0
    body = orjson.loads(capsys.readouterr().out)
    return body["value"], [one["id"] for one in body["newest"]]


def test_a_merge_and_its_undo(
    news: Served, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITREP_WHO", "ann")
    to = ["--server", news.url]
    value, incidents = counted(news, capsys)
    assert value == 2
    assert outcome(["correct", "merge", *incidents, "--why", "one raid", *to]) == 0
    said = capsys.readouterr().out
    assert "merge, kept in corrections.v1 0:0" in said
    value, [held] = counted(news, capsys)
    assert value == 1
    [gone] = set(incidents) - {held}
    assert outcome(["correct", "show", gone, *to]) == 0
    assert capsys.readouterr().out.endswith(f": it is part of {held}\n")
    assert outcome(["correct", "ls", *to]) == 0
    assert "merge    attack/USA  2 events  ann: one raid" in capsys.readouterr().out
    assert outcome(["correct", "undo", said.split()[0], "--why", "not one", "--who", "bob", *to]) == 0
    assert counted(news, capsys)[0] == 2
    assert outcome(["correct", "ls", *to]) == 0
    undone = capsys.readouterr().out.splitlines()
    assert "bob: not one" in undone[0]
    assert "undone by" in undone[1]


def test_dismiss_split_and_set(news: Served, capsys: pytest.CaptureFixture[str]) -> None:
    to = ["--server", news.url, "--why", "because"]
    _, [first, second] = counted(news, capsys)
    assert outcome(["correct", "set", first, "--target", "us-embassies", "--actor", "unknown", *to]) == 0
    assert outcome(["correct", "set", second, "--day", "2023-11-01", "--place", "al-tanf", *to]) == 0
    assert outcome(["counts", "--target", "us-forces", "--server", news.url]) == 0
    assert "counted 1 " in capsys.readouterr().out
    assert outcome(["correct", "ls", "--server", news.url]) == 0
    said = capsys.readouterr().out
    assert "set actor unknown target us-embassies  attack/USA  1 event  " in said
    assert "set day 2023-11-01 place al-tanf" in said
    assert outcome(["correct", "merge", first, second, "--json", *to]) == 0
    assert orjson.loads(capsys.readouterr().out)["accepted"] == 1
    _, [whole] = counted(news, capsys)
    assert outcome(["correct", "split", whole, "--event", ASAD.id, *to]) == 0
    value, [one, _] = counted(news, capsys)
    assert value == 2
    assert outcome(["correct", "dismiss", one, *to]) == 0
    assert counted(news, capsys)[0] == 1


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["merge", "one", "two", "--why", "w"], 2, "no incident 'one' stands"),
        (["dismiss", "one"], 2, "--why"),
        (["undo", "none", "--why", "w"], 2, "no correction 'none'"),
        (["ls", "--incident", "none"], 2, "no incident"),
    ],
)
def test_what_is_refused_is_said_in_one_line(
    news: Served, arguments: list[str], code: int, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert outcome(["correct", *arguments, "--server", news.url]) == code
    assert said in capsys.readouterr().err


def test_without_a_server_it_is_said_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["correct", "dismiss", "one", "--why", "w", "--server", "127.0.0.1:1"]) == 3
    assert "no server at" in capsys.readouterr().err
