"""`sitrep counts` and `sitrep watch` against a served newsroom."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import httpx
import orjson
import pytest

from schemas.claim import Stated
from schemas.event import Actor
from streams.cli import outcome
from streams.cli.ask import follow
from streams.cli.told import plain
from streams.serving.access.limits import Allowance
from tests.browser.served import Served, served
from tests.builders import ERBIL, TANF, a_claim, an_event, on
from tests.serving.newsroom import Newsroom


@pytest.fixture
def news() -> Iterator[Served]:
    room = Newsroom()
    room.tell(an_event("Drones hit the Erbil base.", place=ERBIL))
    pentagon = Actor(text="Pentagon")
    room.state(a_claim(count=Stated(value=38, qualifier="almost"), since="2023-10-17", attributed_to=(pentagon,)))
    with served(room) as running:
        yield running


def test_a_count_with_what_others_say(news: Served, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ["counts", "--target", "us-forces", "--since", "2023-10-07", "--server", news.url, "--by", "day"]
    assert outcome(asked) == 0
    first, day, incident = capsys.readouterr().out.splitlines()
    assert first == "counted 1 (0 to 1); Pentagon said almost 38 on 5 Nov since 17 Oct (we count 1)"
    assert day.split() == ["2023-11-05", "1", "(0", "to", "1)"]
    assert incident.startswith("  5 Nov  Drones hit the Erbil base.  [1 source; ")
    assert outcome(["correct", "show", incident.split("; ")[1].rstrip("]"), "--server", news.url]) == 0
    head, told = capsys.readouterr().out.splitlines()
    assert head.endswith("2023-11-05  Drones hit the Erbil base.  [counts 1 (0 to 1), 1 source]")
    assert told.endswith(": Drones hit the Erbil base.")


def test_as_known_before_anything_was_told(news: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["counts", "--as-of", "2023-11-05T11:00:00Z", "--server", news.url]) == 0
    assert capsys.readouterr().out == "counted 0 (0 to 0) as known at 5 Nov 2023 11:00 UTC\n"


def test_how_a_count_came_to_be(news: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["counts", "--history", "--target", "us-forces", "--server", news.url]) == 0
    _, line = capsys.readouterr().out.splitlines()
    assert line == "+1 on 5 Nov, to 1 (0 to 1): Drones hit the Erbil base. (5 Nov), opened by Daily Example"


def test_for_a_script(news: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["counts", "--json", "--server", news.url.removeprefix("http://")]) == 0
    body = orjson.loads(capsys.readouterr().out)
    assert (body["value"], body["newest"][0]["sources"]) == (1, 1)


@pytest.mark.parametrize("command", ["counts", "watch"])
def test_an_unknown_target_is_named(news: Served, capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert outcome([command, "--target", "us-force", "--server", news.url]) == 2
    assert capsys.readouterr().err == "sitrep: no target 'us-force'; did you mean us-forces?\n"


@pytest.mark.parametrize("command", ["counts", "watch"])
def test_nobody_there(capsys: pytest.CaptureFixture[str], command: str) -> None:
    assert outcome([command, "--server", "http://127.0.0.1:1"]) == 3
    assert capsys.readouterr().err.startswith("sitrep: no server at http://127.0.0.1:1; start one")


@pytest.mark.parametrize("command", ["counts", "watch"])
def test_somebody_else_is_there(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with a_stranger() as url:
        assert outcome([command, "--server", url]) == 3
        assert outcome(["correct", "undo", "one", "--why", "wrong", "--server", url]) == 3
    assert capsys.readouterr().err.splitlines() == [f"sitrep: {url} is not a sitrep server"] * 2


@contextmanager
def a_stranger() -> Iterator[str]:
    """A server of another kind, which has a page for whatever it is asked."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"<p>Hello</p>")

        do_POST = do_GET

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Page) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def test_a_key_that_cannot_be_sent(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for key in ("a\nb", "clé"):
        monkeypatch.setenv("SITREP_KEY", key)
        assert outcome(["counts", "--server", "http://127.0.0.1:1"]) == 2
    assert capsys.readouterr().err == "sitrep: SITREP_KEY holds what is no key\n" * 2


def test_every_filter_of_the_server_may_be_given(news: Served, capsys: pytest.CaptureFixture[str]) -> None:
    for asked in (["--patron", "IRN"], ["--modality", "planned"]):
        assert outcome(["counts", *asked, "--server", news.url]) == 0
    assert capsys.readouterr().out.startswith("counted 0")
    for wrong in (["--window", "9d"], ["--modality", "dreamt"], ["--patron", "nobody"]):
        assert outcome(["watch", *wrong, "--server", news.url]) == 2


def test_following_goes_on_after_a_break(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("streams.cli.ask.AGAIN", 0.1)
    room = Newsroom()
    room.tell(an_event(place=ERBIL))
    with httpx.Client(timeout=10) as client:
        with served(room) as first:
            client.base_url = httpx.URL(first.url)
            port = client.base_url.port or 0
            told = follow(client, {"target": "us-forces"})
            assert [next(told).event for _ in range(2)] == ["hello", "snapshot"]
        room.tell(an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-10-20")))
        again = Newsroom()
        again.view, again.hub = room.view, type(room.hub)(room.view)
        again.app.state.service = again.service()
        with served(again, port):
            delta = next(frame for frame in told if frame.event == "delta")
            assert (delta.data["previous"], delta.data["value"]) == (1, 2)
        told.close()


def test_who_is_one_too_many_comes_again(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("streams.cli.ask.AGAIN", 0.1)
    with served(Newsroom(allowance=Allowance(rate=0.01, burst=4, streams=1))) as news:
        with httpx.Client(base_url=news.url, timeout=10) as one, httpx.Client(base_url=news.url, timeout=10) as other:
            first, second = follow(one, {}), follow(other, {})
            assert next(first).event == "hello"
            assert next(second).event == "break"
            first.close()
        second.close()
        asked = [outcome(["counts", "--server", news.url]) for _ in range(2)]
    assert asked == [0, 1]
    assert capsys.readouterr().err == "sitrep: at most 0.01 requests a second\n"


def test_what_a_terminal_might_obey_is_left_out() -> None:
    assert plain("a\x1b[31mb\u202ec") == "a[31mbc"
