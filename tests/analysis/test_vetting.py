"""The words are vetted: what a person may get wrong in them is said, and ours are without fault."""

from typing import Any

import pytest

from streams.analysis.lexicon.lexicon import rows_of
from streams.analysis.lexicon.vetting import census, faults


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


def a_place(**fields: Any) -> tuple[str, str, dict[str, Any]]:
    return "x.toml", "place", {"id": "p", "name": "Pel", "lat": 1.0, "lon": 2.0} | fields


def a_person(**role: Any) -> tuple[str, str, dict[str, Any]]:
    return "x.toml", "person", {"id": "q", "name": "Q R", "of": "a", "roles": [{"office": "president"} | role]}


WRONG = [
    ([an_actor(sectors=["UAF"])], "actor a: armed-group without a CAMEO code"),
    ([an_actor(cameo="UAF")], "actor a: armed-group without a sector"),
    ([an_actor(patron="IRM")], "actor a: patron 'IRM' is the code of no country"),
    ([a_place(lat=0, lon=0)], "place p: no coordinates"),
    ([a_place(precision="town")], "place p: a town without a country"),
    ([a_place(hosts=["nobody"])], "place p: host 'nobody' is unknown"),
    ([a_place(), a_place(id="q", aliases=["pel"])], "place name 'pel' is shared by p, q"),
    ([an_actor(), a_person(**{"from": "2020-01-01", "to": "2019-01-01"})], "president from 2020-01-01 to 2019-01-01"),
    ([an_actor(), a_person(**{"from": "0219-01-01"})], "president in an impossible year"),
    ([an_actor(), ("x.toml", "person", {"id": "q", "name": "Q R", "of": "a"})], "person q: no office"),
    (
        [an_actor(aliases=["Raider"]), ("x.toml", "noun", {"role": "armed", "words": ["raider"]})],
        "alias 'Raider' is a common word of the rules",
    ),
    ([an_actor(aliases=["Betan"]), an_actor(id="b", name="Beta", demonyms=["Betan"])], "'Betan' is a demonym of b"),
]


@pytest.mark.parametrize(("rows", "said"), WRONG)
def test_what_is_wrong_is_told(rows: list[Any], said: str) -> None:
    assert any(said in line for line in faults(rows)), list(faults(rows))


def test_an_entry_laid_over_ours_is_no_fault() -> None:
    ours = ("x.toml", "actor", {"id": "a", "name": "Alpha", "kind": "civil"})
    assert list(faults([ours, ("own/x.toml", "actor", {"id": "a", "name": "Alpha", "kind": "civil"})])) == []


def test_the_words_are_counted() -> None:
    """The counts that the lexicon is asked to reach."""
    found = census(rows_of())
    for part, least in (("armed-group", 400), ("organisation", 150), ("country", 200)):
        assert found[f"actors: {part}"] >= least
    assert found["places: site"] >= 300
    assert found["persons"] >= 3500
