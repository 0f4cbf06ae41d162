"""`sitrep diff-rules`: my words against none, another folder, a file of events; one line where it cannot be."""

import json
from pathlib import Path

import pytest

from streams.cli import outcome

WORDS = """
[[actor]]
id = "red-sand-front"
name = "Red Sand Front"
kind = "armed-group"
country = "IRQ"
"""
STORY = {
    "url": "https://example.org/1",
    "title": "Red Sand Front attacks US base",
    "text": "The Red Sand Front attacked a US base near Erbil with two rockets on Sunday.",
    "published": "2023-11-06T08:00:00Z",
    "source": "A",
}


@pytest.fixture
def archive(tmp_path: Path) -> str:
    path = tmp_path / "archive.ndjson"
    path.write_text(json.dumps(STORY) + "\n")
    return str(path)


@pytest.fixture
def own(tmp_path: Path) -> str:
    folder = tmp_path / "own"
    folder.mkdir()
    (folder / "own.toml").write_text(WORDS)
    return str(folder)


def test_my_words_against_none(archive: str, own: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["diff-rules", archive, "--words", own, "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    moved = {one["series"]: (one["before"]["best"], one["after"]["best"]) for one in found["counts"]}
    assert moved["attack|actor=red-sand-front"] == (0, 1)
    [pair] = found["incidents"]["changed"]
    assert "actors" in pair["fields"]
    assert pair["after"]["actors"][0]["id"] == "red-sand-front"


def test_it_is_told_with_the_sentence(archive: str, own: str, capsys: pytest.CaptureFixture[str]) -> None:
    outcome(["diff-rules", archive, "--words", own])
    said = capsys.readouterr().out
    assert "red-sand-front > " in said
    assert "+1  attack|actor=red-sand-front: 0 (0 to 0) -> 1 (0 to 1) on 1 day" in said
    assert "Red Sand Front" in said


@pytest.mark.parametrize("narrow", [["--kind", "outreach"], ["--target", "israel"], ["--since", "2024-01-01"]])
def test_what_is_not_asked_for_does_not_differ(archive: str, own: str, narrow: list[str]) -> None:
    assert outcome(["diff-rules", archive, "--words", own, *narrow]) == 0


def test_against_what_the_same_words_wrote(archive: str, own: str, tmp_path: Path, capfdbinary: object) -> None:
    assert outcome(["code", archive, "--words", own]) == 0
    written = tmp_path / "events.ndjson"
    written.write_bytes(capfdbinary.readouterr().out)  # type: ignore[attr-defined]
    assert outcome(["diff-rules", archive, "--words", own, "--against", str(written)]) == 0
    assert outcome(["diff-rules", archive, "--against", str(written)]) == 1
    assert outcome(["diff-rules", archive, "--words", own, "--against", own]) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "nothing to compare"),
        (["--against", "no-such-thing"], "neither a folder, nor a file, nor a git revision"),
        (["--against", "{archive}"], "not what `sitrep code` writes"),
    ],
)
def test_wrong_use(archive: str, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["diff-rules", archive, *(one.format(archive=archive) for one in arguments)]) == 2
    assert said in capsys.readouterr().err
