"""Names of places that may be asked for before anything happened there."""

import pytest

from streams.analysis.lexicon.towns import Towns
from streams.serving.model.question import slug
from streams.serving.problems import Problem
from streams.serving.web.names import Names

TOWNS = Towns()


def names(*seen: str) -> Names:
    return Names(places={"kivu": "Kivu"}, seen=lambda role: seen, towns=slugs)


def slugs(name: str) -> list[str]:
    return [slug(one.name) for one in TOWNS.named(name)]


@pytest.mark.parametrize(
    ("asked", "place"),
    [("Kyiv", "kyiv"), ("KIVU", "kivu"), ("Zaporizhzhya", "zaporizhzhya"), ("rio-de-janeiro", "rio-de-janeiro")],
)
def test_a_town_may_be_asked_for_before_anybody_tells_of_it(asked: str, place: str) -> None:
    assert names().place(asked) == place


def test_of_towns_of_one_name_that_in_the_data_is_meant() -> None:
    assert names("téra").place("Tera") == "téra"


def test_what_is_no_town_is_none() -> None:
    with pytest.raises(Problem, match="no place 'kyyyiv'"):
        names().place("kyyyiv")
