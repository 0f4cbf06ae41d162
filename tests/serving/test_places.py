"""Where it happened, for the map; and the words that fired, for who asks why."""

import pytest

from streams import words
from streams.serving.model.summary import marks
from streams.serving.web import answers
from streams.serving.web.fired import Fired
from tests.builders import ERBIL, IRAQ, TANF, a_meeting, an_event, at, on
from tests.serving.newsroom import Newsroom


@pytest.fixture
def room() -> Newsroom:
    room = Newsroom()
    room.tell(
        an_event(place=ERBIL),
        an_event("Erbil was struck again.", place=ERBIL, day=on("2023-11-01"), published=at(1)),
        an_event("Rockets fell near al-Tanf.", place=TANF, day=on("2023-10-20"), published=at(2)),
        an_event("Drones were seen.", place=IRAQ, day=on("2023-10-10"), published=at(3)),
        an_event("Mortar rounds fell.", day=on("2023-10-01"), published=at(4)),
        a_meeting(),
    )
    return room


async def test_a_count_by_place(room: Newsroom) -> None:
    async with room.client() as client:
        body = (await client.get("/v1/counts/places", params={"target": "us-forces"})).json()
    answer = answers.PlacesAnswer.model_validate(body)
    assert [(one.place, one.country, one.value) for one in answer.places] == [
        ("erbil", "IRQ", 2),
        ("iraq", "IRQ", 1),
        ("al-tanf", "SYR", 1),
    ]
    assert answer.places[0].lat == 36.19
    assert answer.elsewhere.value == 1


async def test_places_take_the_filters_of_counts_and_a_moment(room: Newsroom) -> None:
    async with room.client() as client:
        asked = {"since": "2023-10-15", "as_of": at(0.5).isoformat()}
        body = (await client.get("/v1/counts/places", params=asked)).json()
        assert [(one["place"], one["value"]) for one in body["places"]] == [("erbil", 1)]
        body = (await client.get("/v1/counts/places", params={"limit": 1})).json()
        assert [one["place"] for one in body["places"]] == ["erbil"]
        assert body["elsewhere"]["value"] == 3
        lines = await client.get("/v1/counts/places", headers={"Accept": "text/csv"})
    assert lines.text.splitlines()[0].startswith("place,name,country,lat,lon,precision,value")


def test_the_words_that_fired_are_marked_with_the_names() -> None:
    fired = Fired(words.load(None))
    sentence = "ERBIL, Iraq - Two drones attacked US troops at a base, officials said."
    rule = "attack.actor-active"
    event = {
        "evidence": {"text": sentence}, "actors": [], "mediators": [], "place": None,
        "targets": [{"text": "US troops"}, {"text": "nobody in it"}],
    }  # fmt: skip
    assert [sentence[start:end] for start, end in marks(event, fired(sentence, rule))] == ["attacked", "US troops"]
    assert fired(sentence, "attack.of-another-sentence") == fired(sentence, rule)
    assert fired(sentence, "outreach.met") == []
    assert fired("Nothing happened.", rule) == []
    assert fired("Two drones attacked US troops. " * 1000, rule) == []
