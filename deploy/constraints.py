"""Prints deploy/constraints.txt: the exact version of all that sitrep's dependencies draw in, as installed here.

Run it in an environment whose tests pass: `.venv/bin/python deploy/constraints.py > deploy/constraints.txt`.
"""

import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"


def versions(project: Path = PROJECT) -> dict[str, str]:
    """Name -> version of every distribution that the project needs to run, found by following requirements."""
    declared = tomllib.loads(project.read_text())["project"]["dependencies"]
    waiting, seen = [Requirement(line) for line in declared], dict[str, str]()
    while waiting:
        need = waiting.pop()
        name = canonicalize_name(need.name)
        key = f"{name}[{','.join(sorted(need.extras))}]"
        if key in seen or not applies(need):
            continue
        seen[key] = version_of(name)
        waiting.extend(requirements(name, need.extras))
    return dict(sorted((key.split("[")[0], version) for key, version in seen.items() if version))


def applies(need: Requirement, extra: str = "") -> bool:
    """Whether the requirement's marker holds for this system and extra."""
    return need.marker is None or need.marker.evaluate({"extra": extra})


def version_of(name: str) -> str:
    """The installed version, or nothing for what another version of Python does without."""
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return ""


def requirements(name: str, extras: set[str]) -> Iterator[Requirement]:
    """What an installed distribution needs, with these extras."""
    if not version_of(name):
        return
    for line in distribution(name).requires or ():
        need = Requirement(line)
        if any(applies(need, extra) for extra in ("", *extras)):
            need.marker = None
            yield need


if __name__ == "__main__":
    print("# Written by deploy/constraints.py: the versions that the image installs.")
    print("\n".join(f"{name}=={version}" for name, version in versions().items()))
