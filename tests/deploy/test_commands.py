"""Every command of sitrep that the runbook, compose and the manifests name exists, with the options they give it."""

import re

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from streams.cli import FILES, application
from tests.deploy.queries import DEPLOY

ROOT = DEPLOY.parent
app = application()


def quoted() -> set[str]:
    """Commands as people are told to type them."""
    return {text.replace("\n", " ") for text in re.findall(r"`(sitrep [^`]+)`", (DEPLOY / "runbook.md").read_text())}


def configured() -> set[str]:
    """Commands that containers run."""
    files = [ROOT / "docker-compose.yml", *sorted((DEPLOY / "kubernetes").glob("*.yaml"))]
    lists = re.findall(
        r"^ +(?:command|args): \[([^]]+)\]$", "\n".join(path.read_text() for path in files), re.MULTILINE
    )
    return {"sitrep " + one.replace(",", "") for one in lists}


def path_of(words: list[str]) -> list[str]:
    """The words that choose the command, without its arguments."""
    groups = {
        name for name, command in getattr(get_command(app), "commands", {}).items() if hasattr(command, "commands")
    }
    return words[:2] if words[0] in groups else words[:1]


@pytest.mark.parametrize("text", sorted(quoted() | configured()))
def test_the_command_exists(text: str) -> None:
    words = text.split()[1:]
    told = CliRunner().invoke(app, [*path_of(words), "--help"], env={"COLUMNS": "200", "TERM": "dumb"})
    assert told.exit_code == 0, told.output
    assert [word for word in words if word.startswith("--") and word not in told.output] == []


@pytest.mark.parametrize("file", dict.fromkeys(FILES.values()))
def test_a_file_has_the_commands_that_are_looked_for_in_it(file: str) -> None:
    alone = getattr(get_command(application(file)), "commands", {})
    assert set(alone) == {name for name, where in FILES.items() if where == file}


def test_every_file_that_adds_commands_is_known() -> None:
    files = (ROOT / "streams" / "cli").glob("*.py")
    assert {path.stem for path in files if "\ndef register(" in path.read_text()} == set(FILES.values())
