"""An operator's folder of words: a slip is told in one line, with its file and its entry."""

from importlib import resources
from pathlib import Path

import pytest

from streams.broker import embedded
from streams.cli import outcome
from streams.words import checked, load

SLIPS = [
    ("x = [1", "mine.toml: Unclosed array"),
    ('[[actr]]\nid = "a"', "mine.toml: no table 'actr'; there are actor"),
    ('[[actor]]\nid = "a"\nname = "A"\nparents = ["nobody"]', "mine.toml: actor 1 (a): no actor 'nobody'"),
    ('[[actor]]\nid = "a"\nname = "A"\nparent = ["hamas"]', "mine.toml: actor 1 (a): parent: Extra inputs"),
    ('[[actor]]\nid = "a"', "mine.toml: actor 1 (a): name: Field required"),
    ('actor = "a"', "mine.toml: actor 1: Input should be"),
    ('[[person]]\nid = "p"\nname = "P Q"\nof = "nobody"', "person p is of 'nobody'"),
    ('[[person]]\nid = "p"\nname = "P Q"\nof = "hamas"\nroles = [{from = "2023-13-45"}]', "(p): roles.0.from: "),
    ('[[place]]\nid = "p"\nname = "P"\nlat = 133.0', "place 1 (p): lat: "),
]


@pytest.mark.parametrize(("text", "said"), SLIPS)
def test_a_slip_has_its_file_and_entry(
    text: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.toml").write_text(text)
    assert outcome(["explain", "a", "--words", str(tmp_path)]) == 2
    heard = capsys.readouterr().err.strip()
    assert said in heard
    assert "\n" not in heard


def test_bytes_that_are_no_text_and_folders_that_are_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["explain", "a", "--words", str(tmp_path / "none")]) == 2
    (tmp_path / "mine.toml").write_bytes(b"\xff")
    assert outcome(["explain", "a", "--words", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("\n") == 2


@pytest.mark.parametrize("command", ["worker", "serve"])
def test_processes_refuse_to_start(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mine.toml").write_text(SLIPS[2][0])
    monkeypatch.setenv("SITREP_WORDS", str(tmp_path))
    monkeypatch.setenv("SITREP_PORT", "0")
    with embedded() as broker:
        assert outcome(["topics", "apply", "--broker", broker.address]) == 0
        capsys.readouterr()
        assert outcome([command, "--broker", broker.address]) == 2
    assert SLIPS[2][1] in capsys.readouterr().err


def test_words_are_laid_over_ours(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('[[actor]]\nid = "band"\nname = "Blue Band"\nparents = ["hamas"]')
    assert load(tmp_path).actors["band"].ancestors[0] == "hamas"


def test_an_entry_of_ours_gives_way_to_one_of_the_same_id(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text(
        '[[actor]]\nid = "band"\nname = "Blue Band"\naliases = ["Shining Path"]\n'
        '[[place]]\nid = "al-asad-air-base"\nname = "Asad"\nlat = 1.0\nlon = 2.0\n'
        '[[person]]\nid = "hakan-fidan"\nname = "Hakan Fidan"\nof = "band"\nroles = [{from = "2020-01-01"}]'
    )
    known = load(tmp_path)
    assert known.sites["al-asad-air-base"].lat == 1.0
    assert known.persons["hakan-fidan"].of == "band"
    senses = {one.actor.id for one in known.senses if one.actor and "Shining Path" in one.actor.aliases}
    assert "band" in senses
    fidan = [one for one in known.senses if any(person.id == "hakan-fidan" for person in one.people)]
    assert all([person.of for person in one.people if person.id == "hakan-fidan"] == ["band"] for one in fidan)


def test_the_folder_is_checked_with_ours(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mine.toml").write_text('[[actor]]\nid = "band"\nname = "Blue Band"\naliases = ["Shining Path"]')
    assert outcome(["lexicon", "check", str(tmp_path)]) == 1
    told = capsys.readouterr()
    assert "alias 'shining path' is shared by shining-path, band" in told.out
    assert "written forms" in told.out
    assert outcome(["explain", "Blue Band fighters attacked a village.", "--words", str(tmp_path)]) == 0
    assert "band" in capsys.readouterr().out


def test_our_own_words_keep_the_form() -> None:
    with resources.as_file(resources.files("streams.analysis") / "words") as folder:
        assert list(checked(folder))
