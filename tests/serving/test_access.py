"""Keys, scopes and tickets: who may write, who may read, and how a key ends."""

import asyncio
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import orjson
import pytest

from streams.cli import outcome
from streams.serving.access.access import Access, Tickets
from streams.serving.access.keys import Keyring, KeysError, local_key, made, read_keys, write_keys
from streams.serving.web.application import create_app
from streams.settings import Settings
from streams.up import UpError, with_key
from tests.builders import ERBIL, an_event
from tests.serving.newsroom import Newsroom
from tests.serving.test_accept import ARTICLE

NOW = datetime(2023, 11, 5, 12, tzinfo=UTC)
LINES = {"Content-Type": "application/x-ndjson"}


@pytest.mark.parametrize(
    ("key", "status"),
    [(None, 401), ("wrong", 401), ("sitrep_read", 403), ("sitrep_correct", 403), ("sitrep_write", 200)],
)
async def test_writing_needs_a_key_that_allows_it(key: str | None, status: int) -> None:
    room = Newsroom()
    async with room.client(key) as client:
        answer = await client.post("/v1/articles", content=ARTICLE, headers=LINES)
    assert answer.status_code == status
    assert len(room.accepted) == (status == 200)
    if status != 200:
        assert answer.headers["content-type"] == "application/problem+json"
        assert ("www-authenticate" in answer.headers) == (status == 401)


@pytest.mark.parametrize(
    "path", ["/v1/counts", "/v1/incidents", "/v1/claims", "/v1/series", "/v1/lexicon/actors", "/v1/counts/stream"]
)
async def test_reading_may_need_one_too(path: str) -> None:
    room = Newsroom(reading="key")
    for key in (None, "sitrep_write"):
        async with room.client(key) as client:
            assert (await client.get(path)).status_code == (401 if key is None else 403)
            assert (await client.get("/livez")).status_code == 200
    if path != "/v1/counts/stream":
        async with room.client("sitrep_read") as client:
            assert (await client.get(path)).status_code == 200


async def test_where_reading_is_open_an_old_key_does_no_harm() -> None:
    async with Newsroom().client("sitrep_expired") as client:
        assert (await client.get("/v1/counts")).status_code == 200


async def test_a_ticket_opens_one_stream() -> None:
    room = Newsroom(reading="key")
    room.tell(an_event(place=ERBIL))
    async with room.client("sitrep_write") as client:
        assert (await client.post("/v1/tickets")).status_code == 403
    async with room.client("sitrep_read") as client:
        ticket = (await client.post("/v1/tickets")).json()["ticket"]
    async with room.client(None) as client:
        stream = asyncio.create_task(client.get("/v1/stream/events", params={"ticket": ticket}))
        while not len(room.hub):
            await asyncio.sleep(0)
        room.hub.close("shutdown")
        assert (await stream).status_code == 200
        again = await client.get("/v1/counts/stream", params={"ticket": ticket})
    assert again.status_code == 401
    assert "ask for another" in again.json()["detail"]


def test_a_ticket_is_good_once_and_not_for_long() -> None:
    tickets = Tickets()
    late, used = tickets.issue(NOW), tickets.issue(NOW)
    assert tickets.take(used, NOW)
    assert not tickets.take(used, NOW)
    assert not tickets.take(late, NOW + timedelta(seconds=31))


def test_a_key_counts_until_it_expires_or_is_revoked(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    ring = Keyring(path)
    secret, key = made("desk", ["write"], NOW + timedelta(days=1))
    assert ring.find(secret, NOW) is None
    write_keys(path, [key])
    assert ring.find(secret, NOW) == key
    assert ring.find(secret, NOW + timedelta(days=2)) is None
    assert secret not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    write_keys(path, [])
    assert ring.find(secret, NOW) is None


def test_a_broken_file_of_keys_lets_nobody_in(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_text("{")
    with pytest.raises(KeysError, match="sitrep keys new"):
        Keyring(path).find("sitrep_x", NOW)


async def test_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("[1]")
    app = create_app(Newsroom().service(), Access(Keyring(tmp_path / "keys.json")))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://x.test") as client:
        answer = await client.post("/v1/articles", headers={**LINES, "Authorization": "Bearer sitrep_x"})
    assert answer.status_code == 503


def test_the_commands(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_DATA", str(tmp_path))
    ring = Keyring(tmp_path / "keys.json")
    assert outcome(["keys", "new", "desk", "--scope", "write,correct"]) == 0
    first = capsys.readouterr().out.strip()
    assert outcome(["keys", "new", "desk", "--scope", "write"]) == 2
    assert outcome(["keys", "new", "other", "--scope", "rule"]) == 2
    assert "there are read, write, correct" in capsys.readouterr().err
    assert outcome(["keys", "rotate", "desk", "--overlap", "3"]) == 0
    second = capsys.readouterr().out.strip()
    now = datetime.now(UTC)
    held = ring.find(first, now), ring.find(second, now), ring.find(first, now + timedelta(days=4))
    assert [key is not None for key in held] == [True, True, False]
    assert outcome(["keys", "ls", "--json"]) == 0
    rows = orjson.loads(capsys.readouterr().out)
    assert [row["scopes"] for row in rows] == [["write", "correct"]] * 2
    assert all("digest" not in row for row in rows)
    assert outcome(["keys", "revoke", "desk"]) == 0
    assert ring.find(second, now) is None
    assert outcome(["keys", "revoke", "desk"]) == 2
    assert outcome(["keys", "rotate", "desk"]) == 2


def test_the_person_at_this_machine_has_a_key(tmp_path: Path) -> None:
    ring, at = tmp_path / "keys.json", tmp_path / "key"
    secret = local_key(ring, at, NOW)
    assert local_key(ring, at, NOW) == secret
    later = local_key(ring, at, NOW + timedelta(days=29, hours=1))
    assert later != secret
    assert [key.name for key in read_keys(ring)] == ["local"]
    assert stat.S_IMODE(at.stat().st_mode) == 0o600


def test_up_says_which_file_of_keys_is_broken(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("nonsense")
    with pytest.raises(UpError, match=r"keys\.json"):
        with_key(Settings(data=tmp_path))
