"""A server that starts from its snapshot answers as one that read all, and drops one that is not of these topics."""

import asyncio
import logging
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.count import Count
from schemas.message import Message
from streams import topics
from streams.serving import snapshot
from streams.serving.model.position import Partition, Position
from streams.serving.model.question import Filter, Question, Range
from streams.serving.model.view import View
from streams.serving.snapshot import Snapshot
from streams.serving.streams.mailbox import Mailbox
from streams.serving.streams.sse import Subscription
from tests.builders import ERBIL, NOON, TANF, US_FORCES, a_claim, a_meeting, an_event
from tests.serving.newsroom import Newsroom
from tests.strategies import events

EVERYTHING = [Subscription(Question(), Range()), Subscription(Question(target="us-forces"), Range())]
ASKED = (
    "/v1/counts?by=day",
    "/v1/counts?actor=iran-backed-groups&as_of=2023-11-06",
    "/v1/counts?kind=outreach",
    "/v1/incidents",
    "/v1/incidents?country=IRQ&min_sources=2",
    "/v1/incidents?dismissed=true",
    "/v1/counts/history",
    "/v1/claims",
    "/v1/series",
    "/v1/corrections",
)


class Taped(Newsroom):
    """A newsroom that remembers what was folded in, and where it stood before each."""

    def __init__(self) -> None:
        super().__init__()
        self.tape: list[tuple[str, int, tuple[tuple[int, Message], ...]]] = []
        self.stood = [self.view.position]

    def fold(self, topic: str, partition: int, *records: tuple[int, Message]) -> None:
        super().fold(topic, partition, *records)
        self.tape.append((topic, partition, records))
        self.stood.append(self.view.position)


def ends(view: View) -> dict[Partition, tuple[int, int]]:
    """Logs that end where the view stands."""
    return {at: (0, offset) for at, offset in view.position.offsets.items()}


def again(room: Newsroom, folder: Path) -> Newsroom:
    """Another room, from a snapshot of this one."""
    other = Newsroom()
    asyncio.run(Snapshot(folder / "view.snapshot", 1).save(room.view))
    assert Snapshot(folder / "view.snapshot", 1).load(other.view, ends(room.view))
    return other


async def answers(room: Newsroom) -> list[Any]:
    async with room.client() as client:
        bodies = [(await client.get(path)).json() for path in ASKED]
        found = [one["id"] for one in bodies[3]["incidents"]]
        return bodies + [(await client.get(f"/v1/incidents/{name}")).json() for name in found]


def frames(room: Newsroom, stood: list[Position]) -> list[bytes]:
    """What those are told who resume from each of these positions."""
    boxes: list[Mailbox] = []
    for one in stood:
        boxes += [room.hub.follow(EVERYTHING, one), room.hub.listen(Filter(), one)]
    return [asyncio.run(box.take()) for box in boxes]


@settings(max_examples=30, deadline=None)
@given(st.lists(events(), max_size=14), st.data())
def test_nobody_can_tell(told: list[Any], data: st.DataObject) -> None:
    """Cut anywhere, saved, restored, and read on: the same answers, and streams go on exactly from any position."""
    whole, first = Taped(), Taped()
    for event in told:
        whole.tell(event)
    cut = data.draw(st.integers(0, len(whole.tape)))
    for topic, partition, records in whole.tape[:cut]:
        first.fold(topic, partition, *records)
    if not first.view.position.offsets:
        return
    with TemporaryDirectory() as folder:
        second = again(first, Path(folder))
    for topic, partition, records in whole.tape[cut:]:
        second.fold(topic, partition, *records)
    assert asyncio.run(answers(second)) == asyncio.run(answers(whole))
    assert frames(second, whole.stood) == frames(whole, whole.stood)


def a_room() -> Newsroom:
    """One with all that a view holds."""
    room = Newsroom()
    room.tell(an_event(place=ERBIL), an_event("Rockets fell near al-Tanf.", place=TANF, separate=True), a_meeting())
    room.tell(an_event("American soldiers were attacked by drone.", source="Harbour Wire", place=ERBIL))
    room.state(a_claim())
    amount = {"low": 1, "value": 2, "high": 3, "incidents": 2}
    count = Count.model_validate(
        {"series": "attack|target=us-forces", "day": "2023-11-05", "sequence": 4, "cause": "x", "at": NOON, **amount}
        | {"previous": 1, "delta": 1, "incident": "x"}
    )
    room.fold(topics.COUNTS.name, 0, (0, count))
    return room


async def corrected(room: Newsroom) -> None:
    async with room.client() as client:
        incident = (await client.get("/v1/incidents?place=al-tanf")).json()["incidents"][0]["id"]
        wanted = {"action": "dismiss", "incidents": [incident], "why": "an exercise"}
        assert (await client.post("/v1/corrections", json=wanted)).status_code == 200


def test_claims_counts_and_corrections_too(tmp_path: Path) -> None:
    room = a_room()
    asyncio.run(corrected(room))
    other = again(room, tmp_path)
    told = asyncio.run(answers(other))
    assert told == asyncio.run(answers(room))
    assert all(
        told[number][name] for number, name in ((5, "incidents"), (7, "claims"), (8, "series"), (9, "corrections"))
    )
    assert other.view.made.told_beside(an_event().article_id) == room.view.made.told_beside(an_event().article_id)


def test_what_is_known_for_those_who_resume_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of more effects than are saved the oldest are as unknown as if they had been forgotten."""
    monkeypatch.setattr("streams.serving.model.memory.SAVED", 3)
    room = Taped()
    room.tell(*(an_event(f"Attack {n}.", place=TANF, separate=True) for n in range(6)))
    other = again(room, tmp_path)
    resumed = [b'"resumed":true' in told for told in frames(other, room.stood)[::2]]
    assert (resumed[0], resumed[-1]) == (False, True)
    assert frames(other, room.stood[-4:]) == frames(room, room.stood[-4:])


def cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-2000])


def damaged(path: Path) -> None:
    raw = bytearray(path.read_bytes())
    place = raw.index(b"versions.packed") + 100
    raw[place] ^= 1
    path.write_bytes(raw)


def foreign(path: Path) -> None:
    path.write_bytes(b"\x7fELF, or whatever it is")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def another_archive(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("letter.txt", "hello")


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


SPOILT: list[tuple[Callable[[Path], None], str]] = [
    (cut_short, "not a zip file"),
    (damaged, "Bad CRC-32"),
    (foreign, "not a zip file"),
    (empty, "not a zip file"),
    (another_archive, "no item named 'about'"),
    (a_folder, "Is a directory"),
]


@pytest.mark.parametrize(("spoil", "why"), SPOILT, ids=lambda one: getattr(one, "__name__", ""))
def test_what_is_no_snapshot_is_dropped(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, spoil: Callable[[Path], None], why: str
) -> None:
    room, path = a_room(), tmp_path / "view.snapshot"
    asyncio.run(Snapshot(path, 1).save(room.view))
    spoil(path)
    refused(path, room, why, caplog)


def refused(path: Path, room: Newsroom, why: str, caplog: pytest.LogCaptureFixture, **other: Any) -> None:
    """It is not taken, one line says why, and the view is as new."""
    view = View(other.get("epoch", room.view.epoch))
    assert not Snapshot(path, 1).load(view, other.get("ends", ends(room.view)))
    (line,) = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert why in line.getMessage()
    assert (len(view.shelf), dict(view.position.offsets), view.watermark) == (0, {}, None)
    assert view.memory.columns().keys() == View().memory.columns().keys()


def test_another_version_is_dropped(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    room, path = a_room(), tmp_path / "view.snapshot"
    asyncio.run(Snapshot(path, 1).save(room.view))
    monkeypatch.setattr(snapshot, "MADE", [snapshot.FORMAT + 1, *snapshot.MADE[1:]])
    refused(path, room, "made by another version", caplog)


def test_topics_made_anew_are_noticed(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    room, path = a_room(), tmp_path / "view.snapshot"
    asyncio.run(Snapshot(path, 1).save(room.view))
    refused(path, room, "made from other topics", caplog, epoch="two")


@pytest.mark.parametrize("log", [(0, 4), (6, 9), None], ids=["shorter", "begins later", "is gone"])
def test_logs_that_do_not_reach_are_noticed(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, log: tuple[int, int] | None
) -> None:
    room, path = a_room(), tmp_path / "view.snapshot"
    asyncio.run(Snapshot(path, 1).save(room.view))
    logs = {at: end for at, end in ends(room.view).items() if at != ("incidents.v1", 0)}
    assert room.view.position.offsets["incidents.v1", 0] == 5
    refused(path, room, "incidents.v1 0", caplog, ends=logs | ({("incidents.v1", 0): log} if log else {}))


def test_without_a_file_nothing_is_said(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert not Snapshot(tmp_path / "none", 1).load(View("one"), {})
    assert not caplog.records


def test_only_what_is_new_is_written(tmp_path: Path) -> None:
    room, path = Newsroom(), tmp_path / "here" / "view.snapshot"
    one = Snapshot(path, 1)
    asyncio.run(one.save(room.view))
    assert not path.exists(), "nothing was read yet"
    room.tell(an_event())
    asyncio.run(one.save(room.view))
    before = path.stat().st_ino
    asyncio.run(one.save(room.view))
    assert path.stat().st_ino == before
    room.tell(an_event("Rockets fell near al-Tanf.", place=TANF, targets=(US_FORCES,)))
    asyncio.run(one.save(room.view))
    assert path.stat().st_ino != before
    assert path.stat().st_mode & 0o777 == 0o600
    assert [found.name for found in path.parent.iterdir()] == ["view.snapshot"]


def test_a_full_or_closed_disk_is_said_and_survived(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    room, place = a_room(), tmp_path / "file"
    place.write_text("in the way")
    asyncio.run(Snapshot(place / "view.snapshot", 1).save(room.view))
    assert "cannot be written" in caplog.text
