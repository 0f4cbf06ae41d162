"""Whose army it is that is named without its state."""

import pytest

from schemas.event import Event
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.reader import read
from tests.builders import an_article


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


@pytest.mark.parametrize(
    ("text", "army"),
    [
        ("Government troops killed 12 rebels in Ituri.", "dr-congo-forces"),
        ("Army jets bombed a market in Kabkabiya, killing nine people.", "sudan-forces"),
        ("The army killed two Palestinians in Jenin.", None),  # another state's
        ("The army of Eritrea shelled rebel positions near Badme.", "eritrea-forces"),
        ("The army shelled Ethiopian troops near Badme.", None),
    ],
)
def test_an_army_is_of_the_country_unless_it_may_be_anothers(text: str, army: str | None, lexicon: Lexicon) -> None:
    [event] = [one for one in read(an_article(text), lexicon) if isinstance(one, Event)]
    assert [one.id for one in event.actors] == [army]
