"""Generations: names, what is shared, words that travel with one, and refusals in one line."""

from collections.abc import Iterator
from pathlib import Path

import orjson
import pytest
from confluent_kafka import Producer

from schemas.message import encode
from streams import rebuild, topics
from streams.broker import embedded
from streams.cli import outcome
from streams.generations import Following, Generation, forget, known, laid_out, record, switch, words_in
from streams.settings import FIRST, Settings
from tests.builders import an_event

WORDS = {"actors/own.toml": '[[actor]]\nid = "a"\nname = "A"\n'}
SECOND = Generation("g2", "2026-11-26T00:00:00+00:00", WORDS)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    with embedded() as broker:
        chosen = Settings(broker=broker.address, topic_prefix="t.", data=tmp_path)
        topics.apply(chosen)
        yield chosen


def test_each_has_topics_group_and_tables_of_its_own_and_shares_the_sources() -> None:
    first, second = Settings(topic_prefix="t."), Settings(topic_prefix="t.", generation="g2")
    names = [{plan.name for plan in topics.plans(one)} for one in (first, second)]
    assert names[0] & names[1] == {"t.articles.v1", "t.corrections.v1", "t.dead-letters.v1", "t.generations.v1"}
    assert "t.incidents.v1.g2" in names[1]
    assert (first.consumers, second.consumers) == ("sitrep", "sitrep.g2")
    assert first.tables != second.tables
    assert topics.plans(Settings(topic_prefix="t.", generation=FIRST)) == topics.plans(first)


def test_what_is_switched_to_is_followed_with_its_words(settings: Settings) -> None:
    assert Following(settings).settings.generation == FIRST
    record(settings, SECOND)
    assert known(settings).live == FIRST
    switch(settings, "g2")
    followed = Following(settings).settings
    assert followed.generation == "g2"
    assert followed.words
    assert words_in(followed.words) == WORDS
    assert Following(settings.model_copy(update={"generation": FIRST})).settings.generation == FIRST
    switch(settings, FIRST)
    forget(settings, "g2")
    assert (known(settings).live, known(settings).made) == (FIRST, {})


def test_a_record_that_cannot_be_read_stops_nobody_and_one_of_a_later_version_is_read(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    producer = Producer({"bootstrap.servers": settings.broker})
    later = orjson.dumps({"name": "g2", "made": "", "words": {}, "by": "somebody"})
    for key, value in ((b"g2", later), (b"x", b"junk"), (b"y", b"{}"), (b"\xff", later), (b"live", b"[1]")):
        producer.produce("t.generations.v1", value, key=key)
    producer.flush(10)
    assert known(settings).made == {"g2": Generation("g2", "", {})}
    assert sorted(known(settings).unread) == [b"live", b"x", b"y", b"\xff"]
    assert Following(settings).settings.generation == FIRST
    assert "passed over" in caplog.text


def test_what_cannot_be_read_does_not_keep_anything_from_being_compared(settings: Settings) -> None:
    event = an_event()
    producer = Producer({"bootstrap.servers": settings.broker})
    for name in ("events.attack.v1", "incidents.v1", "counts.v1"):
        for value in (b"{}", None):
            producer.produce(f"t.{name}", value, key=b"key")
    producer.produce("t.events.attack.v1", encode(event), key=event.bucket.encode())
    assert producer.flush(20) == 0
    found = rebuild.found(settings.model_copy(update={"generation": FIRST}))
    assert (found.side.events, found.side.incidents, found.wrong) == ((event,), (), 0)


def test_words_stay_in_their_folder(settings: Settings) -> None:
    with pytest.raises(ValueError, match="outside"):
        laid_out(settings, Generation("g2", "", {"../../evil.toml": ""}))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--drop", FIRST], "first is in use"),
        (["--drop", "nothing"], "no generation nothing"),
        (["--name", FIRST], "first is the generation in use"),
        (["--name", "g2", "--words", "{own}"], "made with other words"),
        (["--name", "A Name"], "SITREP_GENERATION"),
    ],
)
def test_wrong_use(
    settings: Settings,
    tmp_path: Path,
    arguments: list[str],
    said: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SITREP_TOPIC_PREFIX", "t.")
    record(settings, SECOND)
    own = tmp_path / "own"
    own.mkdir()
    (own / "own.toml").write_text('[[actor]]\nid = "b"\nname = "B"\n')
    given = [one.format(own=own) for one in arguments]
    assert outcome(["rebuild", "--broker", str(settings.broker), *given]) == 2
    assert said in capsys.readouterr().err


def test_the_list(settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITREP_TOPIC_PREFIX", "t.")
    record(settings, SECOND)
    assert outcome(["rebuild", "--broker", str(settings.broker), "--ls"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("* first")
    assert lines[1].startswith("  g2")
    assert "1 files of words" in lines[1]
