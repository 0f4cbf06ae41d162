"""Every sentence of the corpus is read as its case says: one test for each case of each tests/corpus/*.toml.

A file names its `kind`; a case has `text`, and may have `title` and `published`. `events` are all events of that kind
that the case holds: `actors` and `targets` are ids, each met by an actor of that id or one that counts for it, by
none with "!"; `modality` is "occurred" and `background` false unless said; `day` is checked where given. No events is a
near miss: nothing may have occurred. A claim is no event.
"""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import pytest

from schemas.article import Article
from schemas.event import Actor, Event
from streams.analysis.lexicon.lexicon import Lexicon, load
from streams.analysis.reader import read

CORPUS = Path(__file__).parent / "corpus"
PUBLISHED = datetime.datetime(2023, 11, 7, 12, tzinfo=datetime.UTC)


def cases() -> list[Any]:
    """Every case as a parameter set, named by its file and number."""
    found = []
    for path in sorted(CORPUS.glob("*.toml")):
        content = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, case in enumerate(content["case"], 1):
            found.append(pytest.param(content["kind"], case, id=f"{path.stem}-{number}"))
    return found


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load()


def article_of(case: dict[str, Any]) -> Article:
    published = datetime.datetime.fromisoformat(case["published"]) if "published" in case else PUBLISHED
    return Article(
        id="case", url="", source="corpus", title=case.get("title", ""), text=case["text"], published=published
    )


def read_case(kind: str, case: dict[str, Any], lexicon: Lexicon) -> list[Event]:
    return [one for one in read(article_of(case), lexicon) if isinstance(one, Event) and one.kind == kind]


def named(wanted: list[str] | None, said: tuple[Actor, ...]) -> bool:
    """Whether each id wanted is an actor's, or one that an actor counts for, or with "!" none's; of whom the lexicon
    has no name the words are wanted; [] wants nobody, None anybody."""
    if not wanted:
        return wanted is None or not said
    ids = {id_ for one in said for id_ in one.ids} | {one.text for one in said if one.id is None}
    return all((id_[1:] not in ids) if id_.startswith("!") else id_ in ids for id_ in wanted)


KEYS = {"modality", "background", "actors", "targets", "day", "place", "mode", "killed", "injured", "occurrences"}


def fits(event: Event, wanted: dict[str, Any]) -> bool:
    assert wanted.keys() <= KEYS, f"a case asks for {wanted.keys() - KEYS}"
    return (
        event.modality == wanted.get("modality", "occurred")
        and event.background == wanted.get("background", False)
        and named(wanted.get("actors"), event.actors)
        and named(wanted.get("targets"), event.targets)
        and ("day" not in wanted or str(event.day.date) == wanted["day"])
        and ("place" not in wanted or (event.place.name if event.place else "") == wanted["place"])
        and ("mode" not in wanted or event.mode == wanted["mode"])
        and all(
            wanted[number] == ("unknown" if getattr(event, number) is None else getattr(event, number))
            for number in ("killed", "injured", "occurrences")
            if number in wanted
        )
    )


def shown(event: Event) -> str:
    names = [" + ".join(one.id or one.text for one in side) for side in (event.actors, event.targets)]
    return f"{event.modality}{' background' if event.background else ''}: {names[0]} > {names[1]} on {event.day.date}"


@pytest.mark.parametrize(("kind", "case"), cases())
def test_sentence_is_read_as_its_case_says(kind: str, case: dict[str, Any], lexicon: Lexicon) -> None:
    events = read_case(kind, case, lexicon)
    if not case["events"]:
        events = [event for event in events if event.modality == "occurred" and not event.background]
    unread = [wanted for wanted in case["events"] if not any(fits(event, wanted) for event in events)]
    said = "; ".join(map(shown, events)) or "no event"
    assert not unread, f"{case['text']!r} gives {said}, not {unread}"
    assert len(events) == len(case["events"]), f"{case['text']!r} gives {said}"
