"""Every command of sitrep that the runbook, compose and the manifests name exists, with the options they give it."""

import re

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from streams.cli import app
from tests.deploy.queries import DEPLOY

ROOT = DEPLOY.parent


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
