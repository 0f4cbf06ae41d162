"""What the system makes of the demo archive, beside what is expected: `python -m tests.feeds.demo_check`."""

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schemas.article import Article
from schemas.event import Actor, Event
from streams import backtest
from streams.analysis.lexicon import lexicon
from streams.archive import DEMO
from streams.feeds import ndjson

EXPECTED = Path(__file__).with_name("demo_expected.toml")
NOT_FIXED = frozenset(["niger", "burkina-faso"])


def ids(actors: Iterable[Actor]) -> set[str]:
    """The actors and whatever they count for."""
    return {one for actor in actors for one in actor.ids}


def agrees(event: Event, expected: dict[str, Any]) -> bool:
    """Whether an event is the one expected, as far as the expectation goes."""
    if (event.kind, event.modality, event.day.date) != (expected["kind"], expected["status"], expected["day"]):
        return False
    if event.background != expected.get("background", False):
        return False
    actor, target = expected.get("actor"), expected.get("target")
    if event.kind == "outreach":
        return {actor, target} <= ids((*event.actors, *event.targets, *event.mediators))
    actor_agrees = actor is None or actor in ids(event.actors)
    return actor_agrees and (target is None or target in NOT_FIXED or target in ids(event.targets))


def differences(events: Iterable[Event], items: Iterable[dict[str, Any]]) -> Iterator[str]:
    """One line for each event that is missing, and for each that stands where nothing is expected."""
    found: defaultdict[str, list[Event]] = defaultdict(list)
    for event in events:
        found[event.article_id].append(event)
    for item in items:
        if item.get("superseded"):
            continue
        for expected in item.get("events", ()):
            if not expected.get("optional") and not any(agrees(event, expected) for event in found[item["id"]]):
                yield f"{item['id']} missing: {' '.join(str(value) for value in expected.values())}"
        if not item.get("events"):
            yield from (f"{item['id']} false: {event.evidence.text}" for event in found[item["id"]])


def main() -> None:
    """Prints the differences, then the number that the page shows first."""
    expected = tomllib.loads(EXPECTED.read_text("utf-8"))
    articles = [item for item in ndjson.parse(DEMO.read_bytes()) if isinstance(item, Article)]
    outcome = backtest.run(articles, lexicon.load())
    for line in differences(outcome.events, expected["items"]):
        print(line)
    held = [one for one in outcome.incidents if one.kind == "attack" and "us-forces" in ids(one.targets)]
    wanted = expected["totals"]["attacks-on-us-forces"]["incidents"]
    print(f"attacks on us-forces: {sum(one.best for one in held)}, expected {wanted}")


if __name__ == "__main__":
    main()
