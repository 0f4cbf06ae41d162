"""The words are vetted: what a person may get wrong in them is said, and ours are without fault."""

from typing import Any

from streams.analysis.lexicon import rows_of
from streams.analysis.vetting import faults


def an_actor(**fields: Any) -> tuple[str, str, dict[str, Any]]:
    return "x.toml", "actor", {"id": "a", "name": "Alpha", "kind": "armed-group"} | fields


def test_our_words_have_no_fault() -> None:
    assert list(faults(rows_of())) == []


def test_a_cycle_an_unknown_parent_and_a_shared_alias_are_told() -> None:
    rows = [
        an_actor(id="a", parents=["b"], aliases=["The Front"]),
        an_actor(id="b", name="Beta", parents=["a", "nobody"], aliases=["The Front"]),
    ]
    found = "\n".join(faults(rows))
    assert "lead back to itself" in found
    assert "'nobody' is unknown" in found
    assert "'the front' is shared by a, b" in found


def test_a_person_of_nobody_is_told() -> None:
    person = "x.toml", "person", {"id": "p", "name": "P Q", "of": "nobody"}
    assert any("which is no actor" in line for line in faults([person]))


def test_an_id_twice_is_told() -> None:
    assert any("stands in x.toml already" in line for line in faults([an_actor(), an_actor(name="Other")]))
