"""The demo archive keeps its own promises, and agrees with what is expected of it."""

import tomllib
from datetime import date
from pathlib import Path

from schemas.article import Article
from streams.archive import DEMO
from streams.feeds import ndjson

EXPECTED = tomllib.loads(Path(__file__).with_name("demo_expected.toml").read_text("utf-8"))


def demo() -> list[Article]:
    items = list(ndjson.parse(DEMO.read_bytes()))
    assert all(isinstance(item, Article) for item in items)
    return [item for item in items if isinstance(item, Article)]


def test_it_is_in_order_and_from_invented_outlets() -> None:
    articles = demo()
    assert articles == sorted(articles, key=lambda one: one.published)
    assert all(".example/" in one.url for one in articles)
    assert 8 <= len({one.source for one in articles}) <= 10


def test_every_item_has_its_expectation() -> None:
    expected = [(item["id"], item.get("version", 1)) for item in EXPECTED["items"]]
    assert expected == [(one.id, one.version) for one in demo()]


def test_totals_follow_from_the_items() -> None:
    held = [event for item in EXPECTED["items"] if not item.get("superseded") for event in item.get("events", ())]
    keys = {
        event["incident"]
        for event in held
        if event["status"] == "occurred"
        and not event.get("background")
        and (event["kind"], event.get("target")) == ("attack", "us-forces")
    }
    total = EXPECTED["totals"]["attacks-on-us-forces"]
    assert keys == set(total["keys"])
    assert len(keys) == total["incidents"]


def test_no_event_is_later_than_its_report_unless_planned() -> None:
    published = {(one.id, one.version): one.published.date() for one in demo()}
    for item in EXPECTED["items"]:
        for event in item.get("events", ()):
            day: date = event["day"]
            assert event["status"] == "planned" or day <= published[item["id"], item.get("version", 1)]
